// What became of a swap by the word of the network: of all versions one at most is carried out, as a whole or not at all.
import type { ChainAccess, FoundTransaction } from '@diboas/chain-access';
import {
  accept,
  assert,
  type Money,
  money,
  type Outcome,
  refuse,
  sumMoney,
  unreachable,
} from '@diboas/kernel';
import type { Lookup, LookupAnswer, Movement, Observation } from '@diboas/orchestration';
import { confirming, lookUpVersions, progressOf, unconfirmed } from '@diboas/providers-kit/wallet';
import { getAddress, isAddressEqual, parseEventLogs, type TransactionReceipt } from 'viem';
import { DEPLOYMENTS, tokenAbi } from '../wire/contracts.ts';
import { type PreparedSwap, paidOf, readMemo } from './memo.ts';
import type { DexParts } from './parts.ts';

type Found = FoundTransaction<'ethereum'>;
type Executed = Extract<Found, { kind: 'in_block' | 'failed' }>;

export function lookUpSwap(parts: DexParts, lookup: Lookup): Promise<LookupAnswer> {
  return lookUpVersions(parts, lookup, {
    read: readMemo,
    lookUp: (version, all) => lookUpVersion(parts, lookup, { version, all }),
  });
}

interface Version {
  readonly version: PreparedSwap;
  readonly all: readonly PreparedSwap[];
}

/** A version that was carried out, and whether that can no more be undone. */
interface DoneVersion extends Version {
  readonly isFinal: boolean;
}

async function lookUpVersion(
  parts: DexParts,
  { attemptId }: Lookup,
  { version, all }: Version,
): Promise<LookupAnswer> {
  const { swap, from } = version;
  const transfer = { network: 'ethereum', amount: paidOf(version) } as const;
  const access = parts.chains.ethereum;
  if (access === undefined) return { kind: 'unknown', detail: 'nobody says where Ethereum is asked' };
  const found: Found = await access.find(swap.hash, { from, nonce: swap.nonce });
  switch (found.kind) {
    case 'in_block':
    case 'failed': {
      const progress = progressOf(parts, transfer, found);
      if (!progress.isEnough) return { kind: 'found', observation: confirming(swap.hash, progress) };
      if (progress.isFinal)
        await parts.claims.noteCoinsSpent(
          { wallet: parts.walletId, network: 'ethereum', attemptId },
          parts.now(),
        );
      return tellExecuted(parts, { version, all, isFinal: progress.isFinal }, found);
    }
    case 'waiting':
      // Behind an approval that no node has it would wait for ever: both are sent again.
      return (await isAllowed(access, all))
        ? { kind: 'found', observation: unconfirmed(parts, swap.hash, transfer) }
        : { kind: 'not_found' };
    case 'replaced':
    case 'expired':
      return { kind: 'not_found', isExpired: true };
    case 'not_found':
      return { kind: 'not_found' };
    case 'unknown':
      return found;
    default:
      return unreachable(found);
  }
}

/** Whether the network knows the approval of any version, or none is wanted. What it does not tell is taken for a yes. */
async function isAllowed(
  access: Pick<ChainAccess<'ethereum'>, 'find'>,
  all: readonly PreparedSwap[],
): Promise<boolean> {
  const hashes = all.flatMap(({ approval }) => approval?.hash ?? []);
  const found = await Promise.all(hashes.map((hash) => access.find(hash, null)));
  return found.length === 0 || found.some(({ kind }) => kind !== 'not_found');
}

/** With the logs of the same block, and with what the approval cost. */
async function tellExecuted(
  parts: DexParts,
  { version, all, isFinal }: DoneVersion,
  found: Executed,
): Promise<LookupAnswer> {
  const [receipt, approvals] = await Promise.all([
    parts.reader?.receipt(version.swap.hash),
    approvalCost(parts, { all, isFinal }),
  ]);
  if (!receipt?.ok || receipt.value === null || !approvals.ok)
    return { kind: 'unknown', detail: 'the node does not tell all receipts' };
  const spent = spentOf(version, sumMoney('ETH', [found.cost, approvals.value]));
  if (found.kind === 'failed') return { kind: 'found', observation: reverted(version, spent) };
  const moved = movedBy(version, receipt.value, parts);
  if (moved === null)
    return {
      kind: 'unknown',
      detail: `${version.swap.hash} is not what was to be swapped`,
      isAnswered: true,
    };
  return { kind: 'found', observation: swapped(version, { ...moved, spent }) };
}

/**
 * Of all versions one approval at most was carried out; none where what is sold goes with the swap. It has the nonce before the swap's, so
 * what was not carried out by then never will be: another attempt's had that nonce. A node that is behind must not be taken for that.
 */
async function approvalCost(
  { reader }: Pick<DexParts, 'reader'>,
  { all, isFinal }: Pick<DoneVersion, 'all' | 'isFinal'>,
): Promise<Outcome<Money, 'unavailable'>> {
  const hashes = all.flatMap(({ approval }) => approval?.hash ?? []);
  const receipts = await Promise.all(hashes.map((hash) => reader?.receipt(hash)));
  const done = receipts.find((one) => one?.ok === true && one.value !== null);
  if (done?.ok && done.value !== null)
    return accept(money('ETH', done.value.gasUsed * done.value.effectiveGasPrice));
  const isElsewhere = isFinal && receipts.every((one) => one?.ok === true);
  return hashes.length === 0 || isElsewhere ? accept(money('ETH', 0n)) : refuse('unavailable');
}

const PLACE = { network: 'ethereum', reason: null } as const;

function spentOf({ swap }: PreparedSwap, cost: Money): Movement {
  const { hash } = swap;
  return { ...PLACE, kind: 'spent', id: hash, money: cost, destination: null, networkReference: hash };
}

/** The router gave no less than was agreed, or nothing at all: what it did not do it never will. */
function reverted({ swap }: PreparedSwap, spent: Movement): Observation {
  return {
    ...{ reference: swap.hash, stage: 'ended', end: 'price_changed', elsewhere: true, actionUrl: null },
    ...{ milestone: 'transaction_failed', movements: [spent] },
  };
}

interface Moved {
  readonly taken: Money;
  readonly given: Money;
}

function swapped(
  { swap }: PreparedSwap,
  { taken, given, spent }: Moved & { readonly spent: Movement },
): Observation {
  const base = { ...PLACE, id: swap.hash, destination: null, networkReference: swap.hash };
  return {
    ...{ reference: swap.hash, stage: 'ended', end: 'done', actionUrl: null },
    milestone: 'transaction_confirmed',
    movements: [{ ...base, kind: 'taken', money: taken }, { ...base, kind: 'given', money: given }, spent],
  };
}

/**
 * What went to the pool and what came from it, by the logs of the tokens: USDC comes from and goes to our address itself, and ether is
 * WETH of the router's in between. Null where they do not say both.
 */
function movedBy(
  { side, from }: PreparedSwap,
  { logs }: TransactionReceipt,
  { chain }: Pick<DexParts, 'chain'>,
): Moved | null {
  const { weth, router } = DEPLOYMENTS[chain];
  const [ours, its] = [getAddress(from), getAddress(router)];
  const isWeth = (address: `0x${string}`): boolean => isAddressEqual(address, weth);
  let [taken, given] = [0n, 0n];
  for (const { eventName, args, address } of parseEventLogs({ abi: tokenAbi, logs })) {
    if (eventName === 'Withdrawal') {
      if (side === 'buy' && isWeth(address) && args.src === its) given += args.wad;
      continue;
    }
    const pays =
      side === 'buy' ? !isWeth(address) && args.from === ours : isWeth(address) && args.from === its;
    if (pays) taken += args.value;
    if (side === 'sell' && !isWeth(address) && args.to === ours) given += args.value;
  }
  if (taken === 0n || given === 0n) return null;
  const [paid, got] = side === 'buy' ? (['USDC', 'ETH'] as const) : (['ETH', 'USDC'] as const);
  assert(paid !== got, 'a swap has two sides');
  return { taken: money(paid, taken), given: money(got, given) };
}
