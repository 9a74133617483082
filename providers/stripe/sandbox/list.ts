/** GET /v1/crypto/onramp_sessions: filters and cursors as in all of Stripe's lists. */
import { accept, type Outcome, refuse } from '@diboas/kernel';
import { z } from 'zod';
import { CURRENCY_CODES, NETWORKS } from './assets.ts';
import { noSuchSession } from './errors.ts';
import { type Session, STATUSES, sessionObject, statusOf } from './session.ts';
import { type FormParams, shapeError } from './wire/form.ts';
import { invalidRequest, type StripeError } from './wire/v1-errors.ts';

const seconds = z.string().regex(/^\d{1,12}$/, 'Invalid timestamp: must be an integer Unix timestamp');
const interval = z.strictObject({
  gt: seconds.optional(),
  gte: seconds.optional(),
  lt: seconds.optional(),
  lte: seconds.optional(),
});
const shape = z.strictObject({
  limit: z
    .string()
    .regex(/^(?:[1-9]\d?|100)$/, 'Invalid integer: limit must be from 1 to 100')
    .optional(),
  starting_after: z.string().optional(),
  ending_before: z.string().optional(),
  created: z.unknown().optional(),
  status: z.enum(STATUSES).optional(),
  destination_currency: z.enum(CURRENCY_CODES).optional(),
  destination_network: z.enum(NETWORKS).optional(),
  expand: z.array(z.string()).optional(),
});

/** `sessions` newest first. */
export function listObject(
  form: FormParams,
  sessions: readonly Session[],
  publicUrl: string,
): Outcome<object, StripeError> {
  const read = shape.safeParse(form, { reportInput: true });
  if (!read.success) return refuse(shapeError(read.error.issues));
  const { starting_after: after, ending_before: before, status } = read.data;
  if (after !== undefined && before !== undefined) {
    return refuse(
      invalidRequest(
        'Set starting_after or ending_before, not both.',
        'starting_after',
        'parameters_exclusive',
      ),
    );
  }
  const created = parseCreated(read.data.created);
  if (!created.ok) return created;

  const cursor = after ?? before;
  const at = cursor === undefined ? -1 : sessions.findIndex((session) => session.id === cursor);
  if (cursor !== undefined && at === -1) return refuse({ ...noSuchSession(cursor), status: 400 });
  const side = before === undefined ? sessions.slice(at + 1) : sessions.slice(0, at);
  const wanted = side.filter(
    (session) =>
      created.value(Math.floor(session.createdAt / 1_000)) &&
      (status === undefined || statusOf(session) === status) &&
      (read.data.destination_currency ?? session.currency) === session.currency &&
      (read.data.destination_network ?? session.network) === session.network,
  );
  const limit = Number(read.data.limit ?? '10');
  // Before a cursor the page is the one that touches the cursor, still newest first.
  const page = before === undefined ? wanted.slice(0, limit) : wanted.slice(-limit);
  return accept({
    object: 'list',
    url: '/v1/crypto/onramp_sessions',
    has_more: wanted.length > page.length,
    data: page.map((session) => sessionObject(session, publicUrl)),
  });
}

/** A test for a creation time in seconds: an exact one, or bounds. */
function parseCreated(value: unknown): Outcome<(at: number) => boolean, StripeError> {
  if (value === undefined) return accept(() => true);
  const exact = seconds.safeParse(value);
  if (exact.success) return accept((at) => at === Number(exact.data));
  const read = z.object({ created: interval }).safeParse({ created: value }, { reportInput: true });
  if (!read.success) return refuse(shapeError(read.error.issues));
  const { gt, gte, lt, lte } = read.data.created;
  return accept(
    (at) =>
      (gt === undefined || at > Number(gt)) &&
      (gte === undefined || at >= Number(gte)) &&
      (lt === undefined || at < Number(lt)) &&
      (lte === undefined || at <= Number(lte)),
  );
}
