/**
 * A submission on its way to an activity: the same body is the same activity, a new one must be of this hour, and policies,
 * people and faults decide what it becomes.
 */
import { accept, type Clock, HOUR_MS, MINUTE_MS, type Outcome } from '@diboas/kernel';
import type { ExecutionFaults, Faults, Store, TimerGroup, WireAnswer } from '@diboas/sandbox-kit';
import { type Activities, type Activity, shownActivity } from './activities.ts';
import { ERRORS, errorAnswer, jsonAnswer, type TurnkeyError } from './errors.ts';
import { type ExecuteParts, execute } from './execute.ts';
import { type Envelope, type IntentName, parseEnvelope } from './intents.ts';

/** "Less than an hour old, and up to 5 minutes in the future": https://docs.turnkey.com/faq. */
const OLD_MS = HOUR_MS;
const AHEAD_MS = 5 * MINUTE_MS;

export interface SubmissionParts extends ExecuteParts {
  readonly organizationId: string;
  readonly activities: Activities;
  readonly store: Store;
  readonly clock: Clock;
  readonly timers: TimerGroup;
  readonly faults: Faults;
}

export interface Asked {
  readonly name: IntentName;
  readonly path: string;
  readonly body: string;
}

export async function submit(
  parts: SubmissionParts,
  asked: Asked,
  struck: ExecutionFaults,
): Promise<WireAnswer> {
  await struck.wait();
  const { fault } = struck;
  if (fault?.kind === 'refuse')
    return errorAnswer({ ...ERRORS.BAD_BODY, status: fault.status, message: fault.code });
  if (fault?.kind === 'server_error_before') return errorAnswer(ERRORS.INTERNAL);
  // From here to the answer nothing waits, so that a body that comes twice at once finds the activity of the first.
  const answer = parts.store.together(() => answerTo(parts, asked, struck));
  return fault === null ? answer : errorAnswer(ERRORS.INTERNAL);
}

function answerTo(parts: SubmissionParts, asked: Asked, { behindMs, fault }: ExecutionFaults): WireAnswer {
  const known = parts.activities.of(asked.body);
  if (known) return jsonAnswer(200, { activity: shownActivity(known) });
  const envelope = parseEnvelope(asked.name, jsonOf(asked.body));
  if (envelope === null) return errorAnswer(ERRORS.BAD_BODY);
  const problem = problemOf(envelope, parts, parts.clock.now() - behindMs);
  if (problem !== null) return errorAnswer(problem);
  const begun = begin(parts, asked, envelope, fault?.kind === 'saved_server_error');
  return begun.ok ? jsonAnswer(200, { activity: shownActivity(begun.value) }) : errorAnswer(begun.refusal);
}

function problemOf(
  { organizationId, timestampMs, type }: Envelope,
  parts: SubmissionParts,
  now: number,
): TurnkeyError | null {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(organizationId))
    return ERRORS.MALFORMED_ORGANIZATION;
  if (organizationId !== parts.organizationId) return ERRORS.NO_ORGANIZATION;
  const age = now - Number(timestampMs);
  if (age >= OLD_MS || age < -AHEAD_MS) return ERRORS.TOO_OLD;
  return parts.policies.judge(type) === 'denied' ? ERRORS.DENIED : null;
}

/** The faults of orders, as an activity meets them. A request that cannot be carried out at once makes no activity. */
function begin(
  parts: SubmissionParts,
  { path, body }: Asked,
  envelope: Envelope,
  isToFail: boolean,
): Outcome<Activity, TurnkeyError> {
  const { activities, faults, timers } = parts;
  const subject = { provider: 'turnkey', method: 'POST', path };
  const struck = faults.strike(['reject_session', 'failed_then_paid'], subject);
  const at = struck.flatMap((one) => (one.kind === 'reject_session' ? [one.at] : []));
  const late = struck.flatMap((one) => (one.kind === 'failed_then_paid' ? [one.ms] : []))[0];
  const needsConsensus = parts.policies.judge(envelope.type) === 'needs_consensus' || at.includes('kyc');

  const create = (news: Pick<Activity, 'status'> & Partial<Activity>): Outcome<Activity, TurnkeyError> =>
    accept(activities.change(activities.create(body, envelope).id, news));
  if (isToFail || at.includes('payment')) {
    const failure = 'the activity could not be carried out';
    return create({ status: 'ACTIVITY_STATUS_FAILED', failure });
  }
  if (needsConsensus) return create({ status: 'ACTIVITY_STATUS_CONSENSUS_NEEDED' });
  if (late !== undefined) {
    timers.after(late, () => carryOut(parts, activities.idOf(body)));
    return create({ status: 'ACTIVITY_STATUS_PENDING' });
  }
  const options = { activityId: activities.idOf(body), failSend: at.includes('fulfillment') };
  const done = execute(parts, envelope.intent, options);
  return done.ok ? create({ status: 'ACTIVITY_STATUS_COMPLETED', result: done.value }) : done;
}

/** Carries out what waited, for time or for somebody's yes. What cannot be carried out fails now. */
export function carryOut(parts: SubmissionParts, id: string): Activity {
  const { activities } = parts;
  const activity = activities.get(id);
  if (activity === undefined) throw new Error(`There is no activity ${id}.`);
  const done = execute(parts, activity.envelope.intent, { activityId: id, failSend: false });
  return done.ok
    ? activities.change(id, { status: 'ACTIVITY_STATUS_COMPLETED', result: done.value })
    : activities.change(id, { status: 'ACTIVITY_STATUS_FAILED', failure: done.refusal.message });
}

export function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
