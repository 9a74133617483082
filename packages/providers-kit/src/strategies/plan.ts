// What would be done now, as it was just tried: nothing is signed that the network would not carry out by its newest block.
import { accept, type Outcome, refuse } from '@diboas/kernel';
import type { StrategyFacts } from '@diboas/orchestration';
import type { Address } from 'viem';
import type { EvmParts } from '../evm/parts.ts';
import { simulateCalls } from '../evm/simulate.ts';
import type { NoStart, NoStop } from './not-done.ts';
import type { EvmStrategy, StrategyCalls, StrategyRevert, StrategyStart, StrategyVenue } from './venue.ts';

export interface PlannedStrategy extends StrategyCalls {
  readonly from: Address;
  readonly gas: bigint;
  readonly approvalGas: bigint;
}

type Parts = Pick<EvmParts, 'reader'>;

interface Asked<Strategy extends EvmStrategy> {
  readonly strategy: Strategy;
  readonly from: Address;
}

export type PlannedStart = PlannedStrategy & Pick<StrategyStart, 'least' | 'expected'>;

export async function planStart<Strategy extends EvmStrategy>(
  parts: Parts,
  venue: StrategyVenue<Strategy>,
  { strategy, from, units }: Asked<Strategy> & { readonly units: bigint },
): Promise<Outcome<PlannedStart, NoStart>> {
  const facts = await venue.facts(strategy);
  if (!facts.ok) return facts;
  const closed = closedTo(facts.value, units);
  if (closed !== null) return refuse(closed);
  const start = await venue.start(strategy, { units, from });
  if (!start.ok) return start;
  const { least, expected } = start.value;
  const tried = await tryOut(parts, from, start.value);
  if (!tried.ok) return tried;
  if (tried.value.kind === 'planned') return accept({ ...tried.value.plan, least, expected });
  return refuse(noStartOf(venue.reverted(tried.value.data)));
}

function closedTo({ state, room }: StrategyFacts, units: bigint): NoStart | null {
  if (state !== 'open' && state !== 'capped') return 'no_market';
  return room !== null && room.units < units ? 'amount_too_large' : null;
}

function noStartOf(revert: StrategyRevert): NoStart {
  if (revert === 'capped') return 'amount_too_large';
  // Whatever else it says: nobody can put anything in as things are.
  return 'no_market';
}

/** What of a position could be taken out now; null where nothing can, and it has to wait. */
export interface PlannedStop {
  readonly worth: bigint;
  readonly now: (PlannedStrategy & { readonly isLast: boolean }) | null;
}

/** So little is not taken out by itself: a hundredth of what is left. */
const LEAST_PART = 100n;

/** As it was agreed to, before what is kept of it; null for what is only asked about. */
type Agreed = { readonly least: bigint | null };

/**
 * `changed`: what runs there is not what was looked at, so nothing is taken out before somebody has looked. `paused`: nothing can be taken
 * out now, and it does not wait.
 */
export async function planStop<Strategy extends EvmStrategy>(
  parts: Parts,
  venue: StrategyVenue<Strategy>,
  { strategy, from, shares, least }: Asked<Strategy> & Agreed & { readonly shares: bigint },
): Promise<Outcome<PlannedStop, NoStop>> {
  const [facts, value, free] = await Promise.all([
    venue.facts(strategy),
    venue.worth(strategy, { shares, from, block: 'latest' }),
    venue.free(strategy, from),
  ]);
  if (!facts.ok || !value.ok || !free.ok) return refuse('unavailable');
  if (facts.value.state === 'changed') return refuse('changed');
  const worth = value.value;
  const isLast = free.value >= worth;
  if (facts.value.state === 'paused' && !venue.waits) return refuse('paused');
  if (facts.value.state === 'paused' || (!isLast && free.value * LEAST_PART < worth))
    return accept({ worth, now: null });
  const held = { shares, units: worth, from, least: least ?? leastOfStop(venue, worth) };
  const calls = isLast
    ? await venue.stopAll(strategy, held)
    : accept(venue.stopSome(strategy, { units: free.value, from }));
  if (!calls.ok) return calls;
  const tried = await tryOut(parts, from, calls.value);
  if (!tried.ok) return tried;
  // What is free may be told wrongly, or be gone: it is tried again later.
  const now = tried.value.kind === 'planned' ? { ...tried.value.plan, isLast } : null;
  return accept({ worth, now });
}

/** What a stop brings at least, of what it is worth now. */
export function leastOfStop({ toleranceBps }: Pick<StrategyVenue, 'toleranceBps'>, worth: bigint): bigint {
  return (worth * BigInt(10_000 - toleranceBps)) / 10_000n;
}

type Tried =
  | { readonly kind: 'planned'; readonly plan: PlannedStrategy }
  | { readonly kind: 'reverted'; readonly data: `0x${string}` };

/**
 * What an approval takes more where nothing is allowed as it is carried out, than where something was as it was tried: 20,000 for a slot
 * that is set in the place of 100 for one that is left as it is. Source: EIP-2200 and EIP-2929.
 */
const SET_GAS = 20_000n;

async function tryOut(
  { reader }: Parts,
  from: Address,
  { approval, act }: StrategyCalls,
): Promise<Outcome<Tried, 'unavailable'>> {
  if (reader === null) return refuse('unavailable');
  const calls = approval === null ? [act] : [approval, act];
  const tried = await simulateCalls(reader, { from, calls });
  if (!tried.ok) return tried;
  if (tried.value.kind === 'reverted') return accept({ kind: 'reverted', data: tried.value.data });
  const [first = 0n, last = first] = tried.value.gas;
  const approvalGas = approval === null ? 0n : (first * 6n) / 5n + SET_GAS;
  return accept({ kind: 'planned', plan: { approval, act, from, gas: last, approvalGas } });
}
