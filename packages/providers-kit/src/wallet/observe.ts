// What a network shows of a transfer, as an observation.
import type { FoundTransaction } from '@diboas/chain-access';
import type { Money } from '@diboas/kernel';
import {
  type AmountTier,
  amountTierOf,
  type ChainNetwork,
  type ChainProgress,
  confirm,
  isSameAddress,
  type NetworkFacts,
} from '@diboas/networks';
import type { Movement, Observation } from '@diboas/orchestration';
import type { ChainWalletParts } from './parts.ts';

type InBlock = Extract<FoundTransaction<ChainNetwork>, { kind: 'in_block' }>;
type Failed = Extract<FoundTransaction<ChainNetwork>, { kind: 'failed' }>;

/** A transfer of ours, as it was ordered. */
export interface OrderedTransfer {
  readonly network: ChainNetwork;
  readonly amount: Money;
  readonly to: string;
  /** How the order is called at whoever carries it out. */
  readonly reference: string;
  readonly hash: string;
}

/** Taken, and nothing of it is in a block. */
export function sending(reference: string): Observation {
  return { ...plain(reference), stage: 'working', milestone: 'transaction_sent' };
}

/** What stands in no block, for each network. */
const NOWHERE: { readonly [N in ChainNetwork]: NetworkFacts[N]['confirmFacts'] } = {
  bitcoin: { includedAt: null, newest: 0n },
  ethereum: { includedAt: null, latest: 0n, safe: 0n, finalized: 0n },
  solana: null,
  sui: { checkpoint: null },
};

/** The same, where the network was asked: of what it wants there is nothing. */
export function unconfirmed(
  parts: Pick<ChainWalletParts, 'worth'>,
  reference: string,
  { isOutbid = false, ...of }: Pick<OrderedTransfer, 'network' | 'amount'> & { readonly isOutbid?: boolean },
): Observation {
  const { wanted } = progressOf(parts, of, { facts: NOWHERE[of.network] });
  const outbid = isOutbid ? ({ outbid: true } as const) : {};
  return { ...sending(reference), progress: { have: 0, want: wanted, ...outbid } };
}

/** It waits for people of ours who must approve it where its key is kept. */
export function waitingForApproval(reference: string): Observation {
  return { ...plain(reference), stage: 'open', milestone: 'approval_needed' };
}

/** It is over, and nothing moved: its keeper says so, or the network can never take it any more. */
export function overWithout(reference: string, end: 'other' | 'not_authorised' | 'lapsed'): Observation {
  return { ...plain(reference), stage: 'ended', end, milestone: 'transaction_failed' };
}

function plain(reference: string) {
  return { reference, end: null, actionUrl: null, movements: [] } as const;
}

/** How far it is towards what such an amount wants. An amount that nobody can price wants the most. */
export function progressOf(
  { worth }: Pick<ChainWalletParts, 'worth'>,
  { network, amount }: Pick<OrderedTransfer, 'network' | 'amount'>,
  { facts }: Pick<InBlock, 'facts'>,
): ChainProgress {
  const cents = worth(amount, 'USD');
  const tier: AmountTier = cents === null ? 'large' : amountTierOf(cents.units);
  return confirm(network, tier, facts);
}

/** What is in a block and not confirmed: a block may be undone, so nothing has moved yet. */
export function confirming(reference: string, { seen, wanted }: ChainProgress): Observation {
  const progress = { have: seen, want: wanted };
  return { ...plain(reference), stage: 'working', milestone: 'transaction_in_block', progress };
}

/** Null where the transaction brought nothing to where it was to go. */
export function executed(
  transfer: OrderedTransfer,
  { arrivals, cost }: InBlock,
  progress: ChainProgress,
): Observation | null {
  const { network, reference, hash, to, amount } = transfer;
  const given = arrivals.filter(
    (one) => one.money.asset === amount.asset && isSameAddress(network, one.to, to),
  );
  if (given.length === 0) return null;
  if (!progress.isEnough) return confirming(reference, progress);
  const base = { network, networkReference: hash, reason: null };
  const movements = given.flatMap(({ name, money }): Movement[] => [
    { ...base, kind: 'taken', id: `${hash}:${name}`, money, destination: null },
    { ...base, kind: 'given', id: `${hash}:${name}`, money, destination: to },
  ]);
  movements.push({ ...base, kind: 'spent', id: hash, money: cost, destination: null });
  return { ...plain(reference), stage: 'ended', end: 'done', milestone: 'transaction_confirmed', movements };
}

/** It moved nothing, and what the network took for it is gone. */
export function reverted(
  { network, reference, hash }: OrderedTransfer,
  { cost }: Failed,
  progress: ChainProgress,
): Observation {
  if (!progress.isEnough) return confirming(reference, progress);
  const spent: Movement = {
    ...{ kind: 'spent', id: hash, money: cost, network, destination: null },
    ...{ networkReference: hash, reason: null },
  };
  return { ...overWithout(reference, 'other'), movements: [spent] };
}
