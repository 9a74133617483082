// Somebody outside with a key of their own, who pays, and pays somebody else by what they paid with: only one of the two can be.
import { money, unitsPerOne } from '@diboas/kernel';
import type { ChainControl } from '@diboas/testkit/system';
import { p2wpkh, Transaction } from '@scure/btc-signer';
import { pubECDSA, randomPrivateKeyBytes } from '@scure/btc-signer/utils.js';
import { createWalletClient, type Hex, http } from 'viem';
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts';
import { foundry } from 'viem/chains';

export interface Payer {
  /** Pays so many units of the network's own coin; it waits for a block. */
  pay(to: string, units: bigint): Promise<void>;
  /** The same once more to somebody else, for a higher fee, with the coin or the number of the last one. */
  payInstead(to: string, units: bigint): Promise<void>;
}

const REGTEST = { bech32: 'bcrt', pubKeyHash: 0x6f, scriptHash: 0xc4, wif: 0xef };

export async function bitcoinPayer(chain: ChainControl): Promise<Payer> {
  const key = randomPrivateKeyBytes();
  const { address = '', script } = p2wpkh(pubECDSA(key), REGTEST);
  const held = 100_000_000n;
  const txid = await chain.fund(address, money('BTC', held));
  const index = await outputTo(chain, { txid, address });
  const pay = async (to: string, units: bigint, fee: bigint): Promise<void> => {
    const transaction = new Transaction();
    // The highest number that lets it be replaced: BIP-125.
    transaction.addInput({ txid, index, sequence: 0xfffffffd, witnessUtxo: { script, amount: held } });
    transaction.addOutputAddress(to, units, REGTEST);
    transaction.addOutputAddress(address, held - units - fee, REGTEST);
    transaction.sign(key);
    transaction.finalize();
    const answer = await fetch(`${chain.url}/api/tx`, { method: 'POST', body: transaction.hex });
    if (!answer.ok) throw new Error(await answer.text());
  };
  return { pay: (to, units) => pay(to, units, 2_000n), payInstead: (to, units) => pay(to, units, 20_000n) };
}

async function outputTo(
  { url }: ChainControl,
  { txid, address }: { readonly txid: string; readonly address: string },
): Promise<number> {
  const answer = await fetch(`${url}/api/tx/${txid}`);
  const { vout } = (await answer.json()) as { readonly vout: readonly { scriptpubkey_address?: string }[] };
  return vout.findIndex((one) => one.scriptpubkey_address === address);
}

const GWEI = 1_000_000_000n;

export async function ethereumPayer(chain: ChainControl): Promise<Payer & { readonly send: SendAnything }> {
  const account = privateKeyToAccount(generatePrivateKey());
  await chain.fund(account.address, money('ETH', 10n * unitsPerOne('ETH')));
  const wallet = createWalletClient({ account, chain: foundry, transport: http(chain.url) });
  let nonce = 0;
  const send =
    (fee: bigint): SendAnything =>
    async ({ to, value = 0n, data = '0x' }) => {
      const fees = { maxFeePerGas: fee, maxPriorityFeePerGas: fee / 2n };
      await wallet.sendTransaction({ to, value, data, nonce, gas: 200_000n, ...fees });
      nonce += 1;
    };
  return {
    send: send(20n * GWEI),
    pay: (to, value) => send(20n * GWEI)({ to: to as Hex, value }),
    async payInstead(to, value) {
      nonce -= 1;
      await send(40n * GWEI)({ to: to as Hex, value });
    },
  };
}

/** `to`: null makes a contract of the data. */
type SendAnything = (what: {
  readonly to: Hex | null;
  readonly value?: bigint;
  readonly data?: Hex;
}) => Promise<void>;

/**
 * A contract that tells everybody who is named in its call that they got a token of it (EIP-20, `Transfer`), as those do that are
 * strewn over addresses to be noticed. Its own bytes: keep a 1, tell of it by LOG3 from the caller to whom the call names, stop.
 */
const TRANSFER = 'ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef';
const STREWN: Hex = `0x603080600b6000396000f3${'6001600052'}${'600035'}33${'7f'}${TRANSFER}${'60206000'}a300`;

/** Sends an address a token that nobody has heard of. */
export async function strewToken(
  chain: ChainControl,
  { send }: { readonly send: SendAnything },
  to: string,
): Promise<string> {
  await send({ to: null, data: STREWN });
  await chain.mine(1);
  const contract = await newestContract(chain);
  await send({ to: contract, data: `0x${to.slice(2).toLowerCase().padStart(64, '0')}` });
  await chain.mine(1);
  return contract;
}

async function newestContract({ url }: ChainControl): Promise<Hex> {
  const ask = async (method: string, ...params: unknown[]) => {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    });
    return ((await answer.json()) as { readonly result: unknown }).result;
  };
  const receipts = (await ask('eth_getBlockReceipts', 'latest')) as { contractAddress: Hex | null }[];
  const made = receipts.find(({ contractAddress }) => contractAddress !== null)?.contractAddress;
  if (!made) throw new Error('the newest block made no contract');
  return made;
}
