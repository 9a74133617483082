import { assert, type Id, type Instant } from '@diboas/kernel';
import type {
  CreateId,
  Journey,
  JourneyDecision,
  JourneyRule,
  Leg,
  LegPlan,
  Status,
  Terms,
} from '@diboas/orchestration';

/** How often an undo is started again before a person is asked. Each try retries by itself inside. */
export const UNDO_TRIES_MAX = 3;

/** Whatever a plan is for, its parent before anything was started. */
export function createJourney(plan: {
  readonly id: Id;
  readonly customerId: string;
  readonly legs: readonly LegPlan[];
  readonly now: Instant;
}): Journey {
  const { id, customerId, legs, now } = plan;
  assertPlan(legs);
  return {
    id,
    customerId,
    plan: legs.map((leg) => withJourney(leg, id)),
    legs: legs.map(({ key }) => ({
      key,
      state: 'waiting',
      transactionId: null,
      owesUndo: false,
      undoTransactionId: null,
      undoTries: 0,
      doneAs: null,
    })),
    status: 'RUNNING',
    version: 0,
    createdAt: now,
    updatedAt: now,
  };
}

/**
 * How journeys move. Legs start when what they need is done. When one fails, nothing new starts, those under way
 * are waited for, and what was done is undone one by one in reverse order. An undo that fails is started again a
 * few times and then shown to a person; it is never forgotten.
 */
export const journeyRule: JourneyRule = {
  start: (journey, { now }) => settle(journey, now),
  legEnded(journey, { transactionId, status }, { now, createId }) {
    const leg = journey.legs.find(
      (one) => one.transactionId === transactionId || one.undoTransactionId === transactionId,
    );
    assert(leg, 'a transaction ended that is no leg of its journey', { journey: journey.id, transactionId });
    const after =
      leg.undoTransactionId === transactionId ? undoEnded(leg, status) : legEnded(journey, leg, status);
    const legs = journey.legs.map((one) => (one.key === leg.key ? after : one));
    return settle({ ...journey, legs }, now, createId);
  },
};

function legEnded(journey: Journey, leg: Leg, status: Status): Leg {
  // Whatever ended without success has given everything back by itself: nothing is owed for it any more.
  if (status !== 'COMPLETED') return { ...leg, state: 'failed', owesUndo: false };
  const doneAs = journey.legs.filter((one) => one.doneAs !== null).length + 1;
  return { ...leg, state: 'done', doneAs };
}

function undoEnded(leg: Leg, status: Status): Leg {
  if (status === 'COMPLETED') return { ...leg, state: 'undone', owesUndo: false };
  return { ...leg, state: 'undo_failed' };
}

/** Works out what follows from how the legs stand. */
function settle(journey: Journey, now: Instant, createId?: CreateId): JourneyDecision {
  const failed = journey.legs.some((leg) => leg.state === 'failed');
  const next = failed ? goBack(journey, createId) : goOn(journey);
  const version = journey.version + 1;
  return { ...next, journey: { ...next.journey, version, updatedAt: now } };
}

function goOn(journey: Journey): JourneyDecision {
  const done = new Set(journey.legs.filter((leg) => leg.state === 'done').map((leg) => leg.key));
  const starts: Terms[] = [];
  const legs = journey.legs.map((leg) => {
    const plan = planOf(journey, leg.key);
    if (leg.state !== 'waiting' || !plan.needs.every((key) => done.has(key))) return leg;
    starts.push(plan.terms);
    return { ...leg, state: 'running', transactionId: plan.terms.id, owesUndo: plan.undo !== null } as const;
  });
  const status = legs.every((leg) => leg.state === 'done') ? 'COMPLETED' : 'RUNNING';
  return { journey: { ...journey, legs, status }, starts, needsOperator: null };
}

function goBack(journey: Journey, createId?: CreateId): JourneyDecision {
  const legs = journey.legs.map((leg) =>
    leg.state === 'waiting' ? ({ ...leg, state: 'skipped' } as const) : leg,
  );
  const back = { ...journey, legs, status: 'COMPENSATING' } as const;
  if (legs.some((leg) => leg.state === 'running' || leg.state === 'undoing')) return waitFor(back);
  const owed = legs
    .filter((leg) => leg.owesUndo)
    .toSorted((left, right) => (right.doneAs ?? 0) - (left.doneAs ?? 0));
  const [next] = owed;
  if (!next) return waitFor({ ...back, status: 'COMPENSATED' });
  if (next.undoTries >= UNDO_TRIES_MAX) {
    const needsOperator = `leg ${next.key} could not be undone in ${next.undoTries} tries`;
    return { journey: { ...back, status: 'NEEDS_OPERATOR' }, starts: [], needsOperator };
  }
  return startUndo(back, next, createId);
}

function startUndo(journey: Journey, leg: Leg, createId?: CreateId): JourneyDecision {
  const { undo } = planOf(journey, leg.key);
  assert(undo && createId, 'a leg that owes an undo has one planned', { leg: leg.key });
  // Each try is a transaction of its own, so it needs an id of its own.
  const terms: Terms = leg.undoTries === 0 ? undo : { ...undo, id: createId() };
  const undoing: Leg = {
    ...leg,
    state: 'undoing',
    undoTransactionId: terms.id,
    undoTries: leg.undoTries + 1,
  };
  const legs = journey.legs.map((one) => (one.key === leg.key ? undoing : one));
  return { journey: { ...journey, legs }, starts: [terms], needsOperator: null };
}

function waitFor(journey: Journey): JourneyDecision {
  return { journey, starts: [], needsOperator: null };
}

function planOf(journey: Journey, key: string): LegPlan {
  const plan = journey.plan.find((leg) => leg.key === key);
  assert(plan, 'a leg that is not planned', { journey: journey.id, key });
  return plan;
}

function withJourney(leg: LegPlan, journeyId: Id): LegPlan {
  const origin = { kind: 'leg', journeyId } as const;
  return { ...leg, terms: { ...leg.terms, origin }, undo: leg.undo && { ...leg.undo, origin } };
}

/** A plan whose legs need each other in a circle, or need one that is not there, would never end. */
function assertPlan(legs: readonly LegPlan[]): void {
  const placed = new Set<string>();
  for (let left = legs.length; left > 0; left -= 1) {
    const ready = legs.filter((leg) => !placed.has(leg.key) && leg.needs.every((key) => placed.has(key)));
    for (const leg of ready) placed.add(leg.key);
  }
  assert(legs.length > 0 && placed.size === legs.length, 'every leg of a plan can be reached', {
    legs: legs.map((leg) => leg.key).join(' '),
  });
}
