/** GET outbound_payments: newest first, by the filters of API v2, with a token for each page in the place of a cursor. */
import { accept, type Outcome, refuse } from '@diboas/kernel';
import { invalid, type StripeV2Error } from './errors.ts';
import { type Payment, paymentObject, statusOf } from './payment.ts';
import { PAYMENTS_PATH } from './payments.ts';

const KNOWN = /^(?:limit|page|recipient|status\[\d+\])$/;

/** `payments` newest first. */
export function listObject(query: string, payments: readonly Payment[]): Outcome<object, StripeV2Error> {
  const fields = new URLSearchParams(query);
  const odd = [...fields.keys()].find((name) => !KNOWN.test(name));
  if (odd !== undefined) return refuse(invalid(odd));
  const limit = fields.get('limit') ?? '10';
  if (!/^(?:[1-9]\d?|100)$/.test(limit)) return refuse(invalid('limit'));
  const statuses = [...fields].flatMap(([name, value]) => (name.startsWith('status') ? [value] : []));
  const recipient = fields.get('recipient');
  const wanted = payments.filter(
    (one) =>
      (recipient === null || one.recipient === recipient) &&
      (statuses.length === 0 || statuses.includes(statusOf(one))),
  );
  const from = startOf(fields.get('page'), wanted);
  if (from === null) return refuse(invalid('page'));
  const to = from + Number(limit);
  const next = wanted[to - 1];
  return accept({
    data: wanted.slice(from, to).map(paymentObject),
    next_page_url: to < wanted.length && next ? pageUrl(fields, next) : null,
    previous_page_url: null,
  });
}

/** A token names the last payment of the page before, so that a new one moves nothing. Null for a token that is none. */
function startOf(token: string | null, wanted: readonly Payment[]): number | null {
  if (token === null) return 0;
  const id = Buffer.from(token, 'base64url').toString('utf8');
  const at = wanted.findIndex((one) => one.id === id);
  return at === -1 ? null : at + 1;
}

function pageUrl(fields: URLSearchParams, { id }: Payment): string {
  const next = new URLSearchParams(fields);
  next.set('page', Buffer.from(id, 'utf8').toString('base64url'));
  return `${PAYMENTS_PATH}?${next}`;
}
