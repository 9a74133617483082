// What floats add, take, move, confirm, arrived and go-on do: says what it would do, and with --yes does it.
import { getRandomValues } from 'node:crypto';
import {
  BUCKETS,
  bucketOfId,
  createId,
  createPooledRandom,
  type Money,
  type Outcome,
  randomBelow,
} from '@diboas/kernel';
import {
  beginFloatAct,
  type FloatAct,
  type FloatActParts,
  type FloatActRefusal,
  goOnWithFloatAct,
  needsSecondPerson,
  noteFloatArrival,
  planFloatAct,
  proposeFloatAct,
  refusalOfArriving,
  refusalOfConfirming,
} from '@diboas/orchestration';
import { createPostgresFloatActs, createPostgresStore, type openPool } from '@diboas/storage';
import type { TypedFloatAct, TypedWho } from './read-act.ts';
import { floatAmountText, tellDone, tellFloatRefusal, tellWhat } from './tell.ts';

const DRY = 'Nothing was done. Add --yes to do it.';

/** What an act is carried out with. */
export function floatActParts(pool: ReturnType<typeof openPool>): FloatActParts {
  const random = createPooledRandom(getRandomValues);
  return {
    store: createPostgresStore(pool),
    acts: createPostgresFloatActs(pool),
    now: () => Date.now(),
    createId: (where) =>
      createId({
        now: Date.now(),
        random,
        bucket: typeof where === 'string' ? bucketOfId(where) : where,
      }),
  };
}

export async function proposeAct(
  parts: FloatActParts,
  { by, isDryRun, ...typed }: TypedFloatAct,
  aloneMax: Money,
): Promise<number> {
  const random = createPooledRandom(getRandomValues);
  const id = parts.createId(randomBelow(random, BUCKETS.length));
  const act = { ...typed, id, by, proposedAt: parts.now() };
  const plan = await planFloatAct(parts, act);
  if (!plan.ok) return refuse(plan.refusal);
  const isTwo = needsSecondPerson(act, aloneMax);
  console.log(tellWhat(act));
  if (isTwo) console.log('It needs two people: it is only proposed.');
  if (isDryRun) return say(DRY);
  const proposed = await proposeFloatAct(parts, act);
  if (isTwo)
    return say(`Proposed. Another person confirms it: npm run floats -- confirm ${id} --by NAME --yes`);
  return tell(await beginFloatAct(parts, { act: proposed, by }));
}

export async function confirmAct(
  parts: FloatActParts,
  act: FloatAct,
  { by, isDryRun }: TypedWho,
): Promise<number> {
  const refusal = refusalOfConfirming(act, { confirmedBy: by, now: parts.now() });
  if (refusal !== null) return refuse(refusal);
  console.log(`${tellWhat(act)}, as ${act.by} proposed: ${act.reason}`);
  const plan = await planFloatAct(parts, act);
  if (!plan.ok) return refuse(plan.refusal);
  if (isDryRun) return say(DRY);
  return tell(await beginFloatAct(parts, { act, by }));
}

export async function arriveAct(
  parts: FloatActParts,
  act: FloatAct,
  { by, isDryRun, arrived }: TypedWho & { readonly arrived: bigint },
): Promise<number> {
  const refusal = refusalOfArriving(act, arrived);
  if (refusal !== null) return refuse(refusal);
  console.log(`${floatAmountText(act, arrived)} of ${floatAmountText(act, act.taken)} has arrived`);
  if (isDryRun) return say(DRY);
  return tell(await noteFloatArrival(parts, { act, by, arrived }));
}

export async function goOnWithAct(
  parts: FloatActParts,
  act: FloatAct,
  { by, isDryRun }: TypedWho,
): Promise<number> {
  if (act.begunAt === null) return refuse('not_begun');
  if (act.endedAt !== null) return refuse('ended');
  console.log(tellWhat(act));
  if (isDryRun) return say(DRY);
  return say(tellDone(await goOnWithFloatAct(parts, { act, by })));
}

function tell(outcome: Outcome<FloatAct, FloatActRefusal>): number {
  return outcome.ok ? say(tellDone(outcome.value)) : refuse(outcome.refusal);
}

function say(text: string): number {
  console.log(text);
  return 0;
}

function refuse(refusal: FloatActRefusal): number {
  console.error(tellFloatRefusal(refusal));
  return 1;
}
