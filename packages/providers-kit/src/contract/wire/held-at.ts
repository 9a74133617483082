/** What an address holds by the word of a network's public wire, asked as plainly as can be: past every adapter. */

import { type Asset, assert, type Money, money } from '@diboas/kernel';
import { assetsOn, type ChainNetwork } from '@diboas/networks';
import { z } from 'zod';

export async function heldAt(
  url: string,
  {
    network,
    address,
    asset,
  }: { readonly network: ChainNetwork; readonly address: string; readonly asset: Asset },
): Promise<Money> {
  const found = assetsOn(network, 'test').find((one) => one.asset === asset);
  assert(found, 'the network has the asset', { network, asset });
  return money(asset, await ASKED[network](url, address, found.token));
}

type Asked = (url: string, address: string, token: string | null) => Promise<bigint>;

const ASKED: Readonly<Record<ChainNetwork, Asked>> = {
  async bitcoin(url, address) {
    const answer = await fetch(`${url}/api/address/${address}`);
    const { chain_stats: sums } = bitcoinSchema.parse(await answer.json());
    return BigInt(sums.funded_txo_sum - sums.spent_txo_sum);
  },
  async ethereum(url, address, token) {
    // balanceOf(address)
    const data = `0x70a08231${address.slice(2).padStart(64, '0')}`;
    return BigInt(
      token === null
        ? await rpc(url, z.string(), 'eth_getBalance', [address, 'latest'])
        : await rpc(url, z.string(), 'eth_call', [{ to: token, data }, 'latest']),
    );
  },
  async solana(url, address, token) {
    const commitment = { commitment: 'processed' };
    if (token === null) {
      const coins = await rpc(url, z.object({ value: z.number() }), 'getBalance', [address, commitment]);
      return BigInt(coins.value);
    }
    const options = { ...commitment, encoding: 'jsonParsed' };
    const held = await rpc(url, tokenSchema, 'getTokenAccountsByOwner', [address, { mint: token }, options]);
    return held.value.reduce(
      (sum, { account }) => sum + BigInt(account.data.parsed.info.tokenAmount.amount),
      0n,
    );
  },
  async sui(url, address, token) {
    // It is large, and only here is anybody asked by it.
    const { SuiGrpcClient } = await import('@mysten/sui/grpc');
    const client = new SuiGrpcClient({ network: 'localnet', baseUrl: url });
    const asked = { owner: address, ...(token === null ? {} : { coinType: token }) };
    return BigInt((await client.core.getBalance(asked)).balance.balance);
  },
};

const bitcoinSchema = z.object({
  chain_stats: z.object({ funded_txo_sum: z.number(), spent_txo_sum: z.number() }),
});
const tokenSchema = z.object({
  value: z.array(
    z.object({
      account: z.object({
        data: z.object({
          parsed: z.object({ info: z.object({ tokenAmount: z.object({ amount: z.string() }) }) }),
        }),
      }),
    }),
  ),
});

async function rpc<Result>(
  url: string,
  result: z.ZodType<Result>,
  method: string,
  params: readonly unknown[],
): Promise<Result> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  return z.object({ result }).parse(await answer.json()).result;
}
