// For tests: the adapter beside the double, on a chain of this machine. Nothing of either is known to the other but the wire.
import { type Asset, createId, createSeededRandom, type Instant, type Money, money } from '@diboas/kernel';
import {
  type LocalChain,
  type StartChain,
  startBitcoin,
  startEthereum,
  startSolana,
  startSui,
} from '@diboas/local-chains';
import type { ChainNetwork } from '@diboas/networks';
import type { CoinClaimStore, Lookup, Memo, Observation, Submission } from '@diboas/orchestration';
import type { DeskOf } from '@diboas/providers-kit';
import { createMemoryCoinClaims } from '@diboas/storage';
import { expect } from 'vitest';
import { createTurnkeyWallet } from '../adapter/wallet/desk.ts';
import { ORGANIZATION, openTurnkeyWorld, type TurnkeyWorld, WALLET } from '../sandbox/testing/world.ts';

/** What is sent on each network, what its coin is granted in, and where it goes: an address that nobody has used. */
export const NETWORKS = {
  bitcoin: { coin: 'BTC', one: 100_000_000n, to: 'bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080', final: 6 },
  ethereum: { coin: 'ETH', one: 10n ** 18n, to: '0x00000000000000000000000000000000000000aa', final: 65 },
  solana: { coin: 'SOL', one: 10n ** 9n, to: 'nick6zJc6HpW3kfBm4xS2dmbuVRyb5F3AnUvj5ymzR5', final: 33 },
  sui: { coin: 'SUI', one: 10n ** 9n, to: `0x${'a'.repeat(64)}`, final: 1 },
} as const satisfies Record<ChainNetwork, { coin: Asset; one: bigint; to: string; final: number }>;

const START: StartChain = { dataless: true, port: 0, seed: 'turnkey', pace: 'by-hand' };
const random = createSeededRandom(5);
export const newId = () => createId({ now: Date.now(), random, bucket: 3 });

/** A dollar is what a thousandth of any coin is worth. */
const worth = ({ asset: from, units }: Money, asset: Asset): Money | null => {
  const cents = from === 'USDC' ? units / 10_000n : (units * 100_000n) / coinUnits(from);
  if (asset === 'USD') return money('USD', cents);
  return asset === 'USDC' ? money('USDC', cents * 10_000n + 10_000n) : null;
};
const coinUnits = (asset: Asset) => Object.values(NETWORKS).find(({ coin }) => coin === asset)?.one ?? 1n;

export interface WalletWorld {
  readonly chain: LocalChain<string>;
  readonly turnkey: TurnkeyWorld;
  readonly wallet: DeskOf<'wallet'>;
  readonly claims: CoinClaimStore;
  /** What our own clock is ahead. */
  later(ms: number): void;
}

export async function openWalletWorld(network: ChainNetwork): Promise<WalletWorld> {
  const chain: LocalChain<string> =
    network === 'bitcoin'
      ? await startBitcoin(START)
      : network === 'ethereum'
        ? await startEthereum(START)
        : network === 'solana'
          ? await startSolana(START)
          : await startSui(START);
  const turnkey = await openTurnkeyWorld({ [network]: chain.url });
  const claims = createMemoryCoinClaims();
  let ahead = 0;
  const wallet = createTurnkeyWallet({
    ...{ baseUrl: turnkey.url, organizationId: ORGANIZATION, walletId: WALLET, timeoutMs: 20_000 },
    apiPublicKey: '039d346aabe1466db5006749ae5251f75912a2336b5022540f29f1dbdc98ea3236',
    apiPrivateKey: '0a'.repeat(32),
    now: (): Instant => Date.now() + ahead,
    chains: { chain: 'test', urlOf: (one) => (one === network ? chain.url : null) },
    ...{ claims, worth, reportCredentials: () => {} },
  });
  const paying = turnkey.paying(network);
  const { coin, one } = NETWORKS[network];
  for (let count = 0; count < 4; count += 1) await chain.fund(paying, coin, 3n * one);
  if (network !== 'bitcoin')
    for (let count = 0; count < 4; count += 1) await chain.fund(paying, 'USDC', 1_000_000_000n);
  await chain.mine(2);
  const later = (ms: number) => {
    ahead += ms;
  };
  return { chain, turnkey, wallet, claims, later };
}

/** A submission of what was quoted, without its memo. */
export async function asked({ wallet }: WalletWorld, network: ChainNetwork, pay: Money): Promise<Submission> {
  const { to } = NETWORKS[network];
  const quoted = await wallet.quote({
    ...{ pay, payNetwork: network, method: 'network', destination: to },
    receive: { asset: pay.asset, network },
  });
  if (!quoted.ok) throw new Error(quoted.refusal);
  const { networkCost, fees, deliver } = quoted.value;
  if (networkCost === undefined) throw new Error('every transfer costs something of its network');
  expect(networkCost.asset).toBe(NETWORKS[network].coin);
  expect(fees.map((fee) => [fee.tier, fee.amount.asset, fee.takenBy])).toEqual([
    ['network', pay.asset, expect.any(String)],
  ]);
  const transactionId = newId();
  return {
    ...{ key: transactionId, transactionId, attemptId: newId(), method: 'network', pay, payNetwork: network },
    ...{
      chargeMax: pay,
      networkCost,
      deliver,
      network,
      destination: to,
      returnUrl: 'https://app.example/back',
    },
  };
}

export async function prepared(
  world: WalletWorld,
  submission: Submission,
): Promise<Submission & { memo: Memo }> {
  const answer = await world.wallet.prepare?.(submission);
  if (answer?.kind !== 'prepared') throw new Error(JSON.stringify(answer));
  return { ...submission, memo: answer.memo };
}

export function lookupOf(
  { key, transactionId, attemptId, memo }: Submission & { memo: Memo },
  reference: string | null,
): Lookup {
  return { key, transactionId, attemptId, reference, startedAt: Date.now() - 60_000, memos: [memo] };
}

/** What is told of it, once that is so; blocks are made between one look and the next. */
export async function until(
  { wallet, chain }: WalletWorld,
  { lookup, blocks }: { readonly lookup: Lookup; readonly blocks: number },
  isSo: (observation: Observation) => boolean,
): Promise<Observation> {
  const state: { told: Observation | null } = { told: null };
  const look = async () => {
    if (blocks > 0) await chain.mine(blocks);
    const answer = await wallet.lookup(lookup);
    state.told = answer.kind === 'found' ? answer.observation : null;
    return state.told !== null && isSo(state.told);
  };
  await expect.poll(look, { timeout: 30_000, interval: 50 }).toBe(true);
  if (state.told === null) throw new Error('nothing was told');
  return state.told;
}
