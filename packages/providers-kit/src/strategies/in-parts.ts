// What became of a strategy's order by what became of each of its parts, whatever its network.
import type { Lookup, LookupAnswer, Memo, Movement, Observation } from '@diboas/orchestration';
import { claimantOf } from './part.ts';

/** What was prepared: a start is whole, and what waits has no transaction yet. */
export type PartVersion =
  | { readonly end: 'start' }
  | { readonly end: 'stop' | 'wait'; readonly part: bigint };

interface Teller<Prepared extends PartVersion> {
  /** Null for what is no memo of whoever asks. */
  read(memo: Memo): Prepared | null;
  start(lookup: Lookup): Promise<LookupAnswer>;
  /** One part: only its own memos are in the question, and its claims are under the name of its attempt. */
  stop(lookup: Lookup): Promise<LookupAnswer>;
}

/** What became of it by the word of the network, part by part. */
export async function lookUpInParts<Prepared extends PartVersion>(
  lookup: Lookup,
  { read, start, stop }: Teller<Prepared>,
): Promise<LookupAnswer> {
  const memos = lookup.memos ?? [];
  const known = memos.flatMap((memo) => {
    const prepared = read(memo);
    return prepared === null ? [] : [{ memo, prepared }];
  });
  const [first] = known;
  if (known.length < memos.length) return { kind: 'unknown', detail: 'BUG: a memo is none of ours' };
  if (first === undefined) return { kind: 'not_found' };
  if (first.prepared.end === 'start') return start(lookup);
  const byPart = [...Map.groupBy(known, ({ prepared }) => partOf(prepared))];
  const told: Told[] = [];
  for (const [part, versions] of byPart.toSorted(([left], [right]) => (left < right ? -1 : 1))) {
    const sent = versions.filter(({ prepared }) => prepared.end !== 'wait').map(({ memo }) => memo);
    const attemptId = claimantOf(lookup.attemptId, part);
    told.push(
      sent.length === 0
        ? { answer: { kind: 'not_found' }, waits: true }
        : { answer: await stop({ ...lookup, attemptId, memos: sent }), waits: false },
    );
  }
  return togetherInParts(lookup, told);
}

function partOf(prepared: PartVersion): bigint {
  return prepared.end === 'start' ? 0n : prepared.part;
}

interface Told {
  readonly answer: LookupAnswer;
  /** Whether it has nothing under way, and only waits. */
  readonly waits: boolean;
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
