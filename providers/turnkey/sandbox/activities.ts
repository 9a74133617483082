/**
 * Activities: what was submitted, once for each body, and what became of it. The statuses are Turnkey's own; what is carried
 * out is carried out in the same act as the status says so.
 */
import { createHash } from 'node:crypto';
import { type Clock, type Instant, SECOND_MS } from '@diboas/kernel';
import type { Shelf } from '@diboas/sandbox-kit';
import { type Envelope, shownNames } from './intents.ts';

export type ActivityStatus =
  | 'ACTIVITY_STATUS_CREATED'
  | 'ACTIVITY_STATUS_PENDING'
  | 'ACTIVITY_STATUS_COMPLETED'
  | 'ACTIVITY_STATUS_FAILED'
  | 'ACTIVITY_STATUS_CONSENSUS_NEEDED'
  | 'ACTIVITY_STATUS_REJECTED';

export interface Activity {
  readonly id: string;
  readonly fingerprint: string;
  readonly envelope: Envelope;
  readonly status: ActivityStatus;
  readonly result: object | null;
  readonly failure: string | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

export interface Activities {
  get(id: string): Activity | undefined;
  /** By the bytes of a request: the same bytes are the same activity. */
  of(body: string): Activity | undefined;
  /** The id that the activity of this body has, or would have. */
  idOf(body: string): string;
  list(): readonly Activity[];
  create(body: string, envelope: Envelope): Activity;
  change(id: string, news: Pick<Activity, 'status'> & Partial<Activity>): Activity;
}

export function createActivities({
  shelf,
  clock,
  onChange,
}: {
  readonly shelf: Shelf<Activity>;
  readonly clock: Clock;
  onChange(activity: Activity): void;
}): Activities {
  return {
    get: shelf.get,
    of: (body) => shelf.get(idOf(fingerprintOf(body))),
    idOf: (body) => idOf(fingerprintOf(body)),
    list: shelf.list,
    create(body, envelope) {
      const now = clock.now();
      const fingerprint = fingerprintOf(body);
      const activity: Activity = {
        ...{ id: idOf(fingerprint), fingerprint, envelope, status: 'ACTIVITY_STATUS_CREATED' },
        ...{ result: null, failure: null, createdAt: now, updatedAt: now },
      };
      shelf.put(activity.id, activity);
      return activity;
    },
    change(id, news) {
      const before = shelf.get(id);
      if (before === undefined) throw new Error(`There is no activity ${id}.`);
      const activity = { ...before, ...news, updatedAt: clock.now() };
      shelf.put(id, activity);
      onChange(activity);
      return activity;
    },
  };
}

/** As callers see it. */
export function shownActivity({ id, envelope, ...activity }: Activity) {
  const { intent, organizationId, type } = envelope;
  const names = shownNames(intent.name);
  const { status, fingerprint, result, failure } = activity;
  return {
    ...{ id, organizationId, status, type, intent: { [names.intent]: intent.parameters } },
    result: result === null ? {} : { [names.result]: result },
    ...{
      votes: [],
      fingerprint,
      canApprove: false,
      canReject: status === 'ACTIVITY_STATUS_CONSENSUS_NEEDED',
    },
    ...{ createdAt: timestamp(activity.createdAt), updatedAt: timestamp(activity.updatedAt) },
    ...(failure === null ? {} : { failure: { code: 3, message: failure, details: [] } }),
  };
}

function timestamp(at: Instant) {
  return { seconds: String(Math.floor(at / SECOND_MS)), nanos: String((at % SECOND_MS) * 1_000_000) };
}

/** In the form of a UUID, and made from the fingerprint: so the activity of a body is found however many there are. */
function idOf(fingerprint: string): string {
  const hex = fingerprint.replace('sha256:', '');
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return parts.join('-');
}

function fingerprintOf(body: string): string {
  return `sha256:${createHash('sha256').update(body).digest('hex')}`;
}
