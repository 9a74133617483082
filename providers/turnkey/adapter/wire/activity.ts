// Activities: what is asked of Turnkey is carried out as one, once for each body however often that is sent.
import { createHash } from 'node:crypto';
import { HOUR_MS, type Instant, MINUTE_MS, SECOND_MS } from '@diboas/kernel';
import { keptText, parseJson, UnreadableBodyError } from '@diboas/providers-kit';
import { z } from 'zod';
import type { TurnkeyConnection } from './connection.ts';

const sendResult = z.object({ sendTransactionStatusId: keptText });

const activitySchema = z.object({
  id: keptText.min(1),
  status: z.string(),
  fingerprint: z.string(),
  createdAt: z.object({ seconds: z.string().regex(/^\d{1,12}$/) }),
  result: z
    .object({
      ethSendTransactionResult: sendResult.optional(),
      ethSendTransactionResultV2: sendResult.optional(),
      solSendTransactionResult: sendResult.optional(),
      solSendTransactionResultV2: sendResult.optional(),
      signTransactionResult: z.object({ signedTransaction: z.string() }).optional(),
      signRawPayloadResult: z.object({ r: z.string(), s: z.string() }).optional(),
      createWalletResult: z.object({ walletId: keptText, addresses: z.array(keptText) }).optional(),
    })
    .default({}),
});
export type Activity = z.output<typeof activitySchema>;

const answerSchema = z.object({ activity: activitySchema });
const listSchema = z.object({ activities: z.array(activitySchema) });

/** What is sent to make an activity: its time is part of the body, and so of what makes it another one. */
export interface ActivityRequest {
  readonly type: string;
  readonly now: Instant;
  readonly parameters: object;
}

export function activityBody(
  { organizationId }: TurnkeyConnection,
  { type, now, parameters }: ActivityRequest,
): string {
  return JSON.stringify({ type, timestampMs: `${now}`, organizationId, parameters });
}

/**
 * Turnkey takes a request that is "less than an hour old" (docs.turnkey.com/faq). Five minutes more are for clocks: from then
 * on it can make an activity no more, whoever sends it.
 */
const TOO_OLD_MS = HOUR_MS + 5 * MINUTE_MS;

const timeSchema = z.object({ timestampMs: z.string().regex(/^\d{1,15}$/) });

/** Whether no activity can be made of this body any more. */
export function isTooOld(body: string, now: Instant): boolean {
  const at = madeAt(body);
  return at !== null && now - at > TOO_OLD_MS;
}

/** When a body says that it was made; null for what is none. */
function madeAt(body: string): Instant | null {
  const { data } = timeSchema.safeParse(parseJson(body));
  return data === undefined ? null : Number(data.timestampMs);
}

/** What Turnkey knows a body by, wherever it shows the activity. */
export function fingerprintOf(body: string): string {
  return `sha256:${createHash('sha256').update(body).digest('hex')}`;
}

export async function submitActivity(
  connection: TurnkeyConnection,
  { path, body }: { readonly path: string; readonly body: string },
): Promise<Activity> {
  return readActivity(await connection.post(`/public/v1/submit/${path}`, body));
}

export async function getActivity(connection: TurnkeyConnection, activityId: string): Promise<Activity> {
  const { organizationId } = connection;
  const body = JSON.stringify({ organizationId, activityId });
  return readActivity(await connection.post('/public/v1/query/get_activity', body));
}

/** How far Turnkey's clock may be behind ours when it writes down when something began. */
const CLOCKS_MS = 5 * MINUTE_MS;

/** Activities in one answer, and answers that are asked for: what is older than so many is looked for by a person. */
const PAGE = 100;
const PAGES_MAX = 50;

/**
 * The activity that this body made, looked for from the newest on; null where it made none. Turnkey says of its cursors that
 * they give what is "before" or "after" an activity, and not in which order: whichever gives what was seen already is
 * the wrong one.
 */
export async function findActivity(
  connection: TurnkeyConnection,
  { type, body }: { readonly type: string; readonly body: string },
): Promise<Activity | null> {
  const wanted = fingerprintOf(body);
  const since = (madeAt(body) ?? 0) - CLOCKS_MS;
  const seen = new Set<string>();
  let last: string | null = null;
  let cursor: 'after' | 'before' = 'after';
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const activities = await listActivities(connection, type, last === null ? {} : { [cursor]: last });
    const found = activities.find(({ fingerprint }) => fingerprint === wanted);
    if (found !== undefined) return found;
    if (activities.some(({ id }) => seen.has(id))) {
      if (cursor === 'before') break;
      cursor = 'before';
      continue;
    }
    const oldest = activities.at(-1);
    if (oldest === undefined || activities.length < PAGE || beganAt(oldest) < since) return null;
    for (const { id } of activities) seen.add(id);
    last = oldest.id;
  }
  throw new UnreadableBodyError(200);
}

async function listActivities(
  connection: TurnkeyConnection,
  type: string,
  cursor: Readonly<Record<string, string>>,
): Promise<readonly Activity[]> {
  const { organizationId } = connection;
  const paginationOptions = { limit: `${PAGE}`, ...cursor };
  const body = JSON.stringify({ organizationId, filterByType: [type], paginationOptions });
  const list = listSchema.safeParse(await connection.post('/public/v1/query/list_activities', body));
  if (!list.success) throw new UnreadableBodyError(200);
  return list.data.activities;
}

function beganAt({ createdAt }: Activity): Instant {
  return Number(createdAt.seconds) * SECOND_MS;
}

function readActivity(answer: object): Activity {
  const read = answerSchema.safeParse(answer);
  if (!read.success) throw new UnreadableBodyError(200);
  return read.data.activity;
}

/**
 * How far an activity is (Turnkey, "Activities"). `failed` and `rejected` are ends: nothing of it was or will be carried
 * out. `unheard`: a word that nobody knows.
 */
export type ActivityStage =
  | 'running'
  | 'waits_for_approval'
  | 'completed'
  | 'failed'
  | 'rejected'
  | 'unheard';

const STAGES: ReadonlyMap<string, ActivityStage> = new Map([
  ['ACTIVITY_STATUS_CREATED', 'running'],
  ['ACTIVITY_STATUS_PENDING', 'running'],
  ['ACTIVITY_STATUS_COMPLETED', 'completed'],
  ['ACTIVITY_STATUS_FAILED', 'failed'],
  ['ACTIVITY_STATUS_REJECTED', 'rejected'],
  ['ACTIVITY_STATUS_CONSENSUS_NEEDED', 'waits_for_approval'],
  ['ACTIVITY_STATUS_AUTHENTICATORS_NEEDED', 'waits_for_approval'],
]);

export function stageOf({ status }: Activity): ActivityStage {
  return STAGES.get(status) ?? 'unheard';
}
