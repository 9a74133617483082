import { accept, largerUnits, money, type Outcome, refuse } from '@diboas/kernel';
import type { Lookup, LookupAnswer, Memo, Movement, Observation } from '@diboas/orchestration';
import { getAddress, type TransactionReceipt } from 'viem';
import { type CallsTeller, lookUpCalls, type MovedByCalls } from '../evm/look-up-calls.ts';
import type { EvmParts } from '../evm/parts.ts';
import {
  claimantOf,
  type PreparedStart,
  type PreparedStop,
  type PreparedStrategy,
  readStrategyMemo,
} from './memo.ts';
import type { EvmStrategy, StrategyMove, StrategyVenue } from './venue.ts';

/** What became of it by the word of the network, part by part. */
export async function lookUpStrategy<Strategy extends EvmStrategy>(
  parts: EvmParts,
  venue: StrategyVenue<Strategy>,
  lookup: Lookup,
): Promise<LookupAnswer> {
  const memos = lookup.memos ?? [];
  const read = memos.flatMap((memo) => {
    const prepared = readStrategyMemo(memo);
    return prepared === null ? [] : [{ memo, prepared }];
  });
  const [first] = read;
  if (read.length < memos.length) return { kind: 'unknown', detail: 'BUG: a memo is none of ours' };
  if (first === undefined) return { kind: 'not_found' };
  if (first.prepared.end === 'start') return lookUpCalls(parts, lookup, startTeller(venue));
  const byPart = [...Map.groupBy(read, ({ prepared }) => partOf(prepared))];
  const told: Told[] = [];
  for (const [part, versions] of byPart.toSorted(([left], [right]) => (left < right ? -1 : 1)))
    told.push(await lookUpPart(parts, venue, { lookup, part, versions }));
  return togetherInParts(lookup, told);
}

function partOf(prepared: PreparedStrategy): bigint {
  return prepared.end === 'start' ? 0n : prepared.part;
}

interface Told {
  readonly answer: LookupAnswer;
  /** Whether it has nothing under way, and only waits. */
  readonly waits: boolean;
}

async function lookUpPart<Strategy extends EvmStrategy>(
  parts: EvmParts,
  venue: StrategyVenue<Strategy>,
  about: {
    readonly lookup: Lookup;
    readonly part: bigint;
    readonly versions: readonly { readonly memo: Memo; readonly prepared: PreparedStrategy }[];
  },
): Promise<Told> {
  const { lookup, part, versions } = about;
  const sent = versions.filter(({ prepared }) => prepared.end !== 'wait').map(({ memo }) => memo);
  if (sent.length === 0) return { answer: { kind: 'not_found' }, waits: true };
  const ofPart = { ...lookup, attemptId: claimantOf(lookup.attemptId, part), memos: sent };
  return { answer: await lookUpCalls(parts, ofPart, stopTeller(venue)), waits: false };
}

/**
 * All parts before the last one are final, as the last one was made only then. What they moved goes with what is told of the last one;
 * what waits, or was reverted or over after others were done, leaves a rest to be made.
 */
function togetherInParts({ attemptId }: Lookup, told: readonly Told[]): LookupAnswer {
  const doubt = told.find(({ answer }) => answer.kind === 'unknown');
  if (doubt) return doubt.answer;
  const before = told.slice(0, -1).flatMap(({ answer }) => movementsIn(answer));
  const last = told.at(-1);
  if (last === undefined) return { kind: 'not_found' };
  const { answer, waits } = last;
  const isRest = before.some(({ kind }) => kind === 'given');
  const resting = (movements: readonly Movement[]): LookupAnswer => ({
    kind: 'found',
    observation: restOf(attemptId, movements),
  });
  if (waits) return resting(before);
  if (answer.kind === 'not_found') return answer.isExpired && isRest ? resting(before) : answer;
  if (answer.kind === 'unknown') return answer;
  const { observation } = answer;
  const movements = [...before, ...observation.movements];
  const isUndone = observation.stage === 'ended' && observation.end !== 'done';
  if (isUndone && isRest) return resting(movements);
  return { kind: 'found', observation: { ...observation, movements } };
}

function movementsIn(answer: LookupAnswer): readonly Movement[] {
  return answer.kind === 'found' ? answer.observation.movements : [];
}

function restOf(attemptId: string, movements: readonly Movement[]): Observation {
  return {
    ...{ reference: movements[0]?.networkReference ?? attemptId, stage: 'working', end: null, rest: true },
    ...{ milestone: 'waiting_for_liquidity', actionUrl: null, movements },
  };
}

function startTeller<Strategy extends EvmStrategy>(
  venue: StrategyVenue<Strategy>,
): CallsTeller<PreparedStart> {
  return {
    read(memo) {
      const prepared = readStrategyMemo(memo);
      return prepared?.end === 'start' ? prepared : null;
    },
    reverts: 'declined',
    async moved(version, { receipt, isFinal }) {
      const found = moveOf(venue, version, receipt);
      if (found?.move.direction !== 'in' || found.move.units !== BigInt(version.units))
        return refuse('other');
      const { shares, units } = found.move;
      const put = { ...movement(version), money: money(version.asset, units) };
      const all: Movement[] = [
        { ...put, kind: 'taken' },
        { ...put, kind: 'given' },
      ];
      if (!venue.keepsGains || !isFinal) return accept({ movements: all });
      // By a final block, so that what is told can be lost no more.
      const worth = await venue.worth(found.strategy, { shares, block: 'finalized' });
      if (!worth.ok) return worth;
      const earned = largerUnits(worth.value - units, 0n);
      if (earned > 0n) all.push({ ...put, kind: 'earned', money: money(version.asset, earned) });
      return accept({ movements: all });
    },
  };
}

function stopTeller<Strategy extends EvmStrategy>(venue: StrategyVenue<Strategy>): CallsTeller<PreparedStop> {
  return {
    read(memo) {
      const prepared = readStrategyMemo(memo);
      return prepared?.end === 'stop' ? prepared : null;
    },
    reverts: 'declined',
    moved: async (version, { receipt }) => movedOut(venue, version, receipt),
  };
}

/** What was taken of the position is counted by its shares; of the last part it is all that is left. */
function movedOut<Strategy extends EvmStrategy>(
  venue: StrategyVenue<Strategy>,
  version: PreparedStop,
  receipt: TransactionReceipt,
): Outcome<MovedByCalls, 'other'> {
  const move = moveOf(venue, version, receipt)?.move;
  if (move?.direction !== 'out') return refuse('other');
  const { all, before, isLast } = version;
  const pay = BigInt(version.units);
  const upTo = (shares: bigint): bigint => (pay * shares) / all;
  const taken = (isLast ? pay : upTo(before + move.shares)) - upTo(before);
  const base = movement(version);
  return accept({
    movements: [
      { ...base, kind: 'taken', money: money(version.asset, taken) },
      { ...base, kind: 'given', money: money(version.asset, move.units) },
    ],
    rest: !isLast,
  });
}

function moveOf<Strategy extends EvmStrategy>(
  venue: StrategyVenue<Strategy>,
  { strategy: id, from }: PreparedStart | PreparedStop,
  receipt: TransactionReceipt,
): { readonly strategy: Strategy; readonly move: StrategyMove } | null {
  const strategy = venue.strategies.find((one) => one.id === id);
  const move = strategy === undefined ? null : venue.moved(strategy, receipt, getAddress(from));
  return strategy === undefined || move === null ? null : { strategy, move };
}

function movement({ act: { hash } }: PreparedStart | PreparedStop): Omit<Movement, 'kind' | 'money'> {
  return { id: hash, network: 'ethereum', destination: null, networkReference: hash, reason: null };
}
