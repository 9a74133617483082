import {
  accept,
  type Id,
  isNetwork,
  type Money,
  type Outcome,
  parseMoney,
  refuse,
  sumMoney,
} from '@diboas/kernel';
import { isSameAddress } from '@diboas/networks';
import type { Delivery, Observation } from '@diboas/orchestration';
import {
  assetInLowerCase,
  isWordOf,
  keptLink,
  keptText,
  onrampMovements,
  readAmount,
} from '@diboas/providers-kit';
import { z } from 'zod';

/** Every status of an onramp session that Stripe documents (docs.stripe.com/api/crypto/onramp_sessions/object). */
export type SessionStatus =
  | 'initialized'
  | 'rejected'
  | 'requires_payment'
  | 'fulfillment_processing'
  | 'fulfillment_complete';

/**
 * What each status means to us. A payment that failed leaves the session in `requires_payment`, where the person
 * may try again; `rejected` is its end after Stripe's checks of identity, sanctions or fraud.
 */
export const SESSION_STATUSES: Readonly<
  Record<SessionStatus, Pick<Observation, 'stage' | 'end' | 'milestone'>>
> = {
  initialized: { stage: 'open', end: null, milestone: 'order_open' },
  requires_payment: { stage: 'open', end: null, milestone: 'order_open' },
  fulfillment_processing: { stage: 'working', end: null, milestone: 'payment_confirmed' },
  fulfillment_complete: { stage: 'ended', end: 'done', milestone: 'crypto_delivered' },
  rejected: { stage: 'ended', end: 'declined', milestone: 'failed' },
};

/** Why a session tells us nothing certain. The detail is for operators. */
export interface SessionDoubt {
  readonly code: 'malformed' | 'unknown_status' | 'unreadable_amount' | 'not_ours' | 'other_terms';
  readonly detail: string;
}

const text = keptText.nullish();

/**
 * The parts of a session that we use. Stripe has published two spellings of the fees; `amount` is in its SDKs
 * and `monetary` on its documentation pages.
 */
const sessionSchema = z.object({
  id: keptText.min(1),
  object: z.literal('crypto.onramp_session'),
  status: keptText,
  redirect_url: keptLink.nullish(),
  metadata: z.record(z.string(), z.string()).nullish(),
  transaction_details: z.object({
    source_amount: text,
    source_currency: text,
    destination_amount: text,
    destination_currency: text,
    destination_network: text,
    wallet_address: text,
    wallet_addresses: z.record(z.string(), z.unknown()).nullish(),
    lock_wallet_address: z.boolean().nullish(),
    transaction_id: text,
    fees: z
      .object({
        network_fee_amount: text,
        network_fee_monetary: text,
        transaction_fee_amount: text,
        transaction_fee_monetary: text,
      })
      .nullish(),
  }),
});

export type OnrampSession = z.infer<typeof sessionSchema>;
type Details = OnrampSession['transaction_details'];

/** What we ask of a session, in Stripe's words. */
export type Asked = Readonly<
  Record<
    'source_amount' | 'source_currency' | 'destination_currency' | 'destination_network' | 'wallet_address',
    string
  >
>;

/** Written into the session's metadata, so that whoever reads it, in whichever way, knows what was asked for. */
export function askedMetadata(asked: Asked): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(asked).map(([field, value]) => [`diboas_${field}`, value]));
}

export function parseSession(body: unknown): Outcome<OnrampSession, SessionDoubt> {
  const parsed = sessionSchema.safeParse(body);
  if (parsed.success) return accept(parsed.data);
  const fields = parsed.error.issues.map((issue) => issue.path.join('.') || 'body').join(', ');
  return refuse({ code: 'malformed', detail: `not an onramp session: ${fields}` });
}

/** What a session says about the order of this attempt. A session of any other attempt says nothing. */
export function observeAttempt(body: unknown, attemptId: Id): Outcome<Observation, SessionDoubt> {
  const session = parseSession(body);
  if (!session.ok) return session;
  if (session.value.metadata?.diboas_attempt_id !== attemptId) {
    return refuse({ code: 'not_ours', detail: `session ${session.value.id} is not of attempt ${attemptId}` });
  }
  return observeSession(session.value);
}

/** The first field that says something else than we asked for; what Stripe has not filled in yet does not. */
function otherField({ metadata, transaction_details: details }: OnrampSession): string | null {
  const asked = (field: keyof Asked): string | undefined => metadata?.[`diboas_${field}`];
  for (const field of ['source_currency', 'destination_currency', 'destination_network'] as const) {
    if (details[field] && asked(field) && details[field] !== asked(field)) return field;
  }
  const { source_amount: amount, wallet_address, wallet_addresses, lock_wallet_address } = details;
  const pay = asked('source_amount');
  if (amount && pay && !isSameAmount(amount, pay, asked('source_currency'))) return 'source_amount';
  const [wallet, network] = [asked('wallet_address'), asked('destination_network') ?? ''];
  if (!wallet) return null;
  const isWallet = (text: string): boolean => isNetwork(network) && isSameAddress(network, text, wallet);
  if (wallet_address && !isWallet(wallet_address)) return 'wallet_address';
  const listed = wallet_addresses?.[network];
  if (typeof listed === 'string' && !isWallet(listed)) return 'wallet_addresses';
  return lock_wallet_address === false ? 'lock_wallet_address' : null;
}

function isSameAmount(left: string, right: string, currency = ''): boolean {
  const asset = assetInLowerCase(currency);
  if (!asset) return false;
  const [one, other] = [parseMoney(asset, left), parseMoney(asset, right)];
  return one.ok && other.ok && one.value.units === other.value.units;
}

export function observeSession(session: OnrampSession): Outcome<Observation, SessionDoubt> {
  const { id, status, transaction_details: details } = session;
  if (!isWordOf(SESSION_STATUSES, status)) {
    return refuse({ code: 'unknown_status', detail: `session ${id} has a status nobody knows: ${status}` });
  }
  const { stage, end, milestone } = SESSION_STATUSES[status];
  // Nobody is sent to pay for something else than they confirmed. What was paid and delivered is told as it is.
  const field = stage === 'open' ? otherField(session) : null;
  if (field !== null) {
    const detail = `BUG: session ${id} has another ${field} than was asked for`;
    return refuse({ code: 'other_terms', detail });
  }
  const paid = stage === 'working' || end === 'done';
  const charged = paid ? chargeOf(details) : null;
  const delivered = end === 'done' ? deliveryOf(details) : null;
  if (charged === 'unreadable' || delivered === 'unreadable') {
    const what = charged === 'unreadable' ? 'charge' : 'delivery';
    return refuse({
      code: 'unreadable_amount',
      detail: `the ${what} of session ${id} cannot be read exactly`,
    });
  }
  return accept({
    reference: id,
    ...{ stage, end, milestone },
    actionUrl: stage === 'open' ? (session.redirect_url ?? null) : null,
    // One session is one purchase.
    movements: onrampMovements({ id, charged, delivered }),
  });
}

/** What a session says that the person will be charged in all; null while Stripe has not said what the fees are. */
export function announcedCharge(body: unknown): Money | null {
  const session = parseSession(body);
  const charge = session.ok ? chargeOf(session.value.transaction_details) : null;
  return charge === 'unreadable' ? null : charge;
}

/** The amount and every fee on top of it; null while Stripe has not said what the fees are. */
function chargeOf({ source_amount, source_currency, fees }: Details): Money | null | 'unreadable' {
  const network = fees?.network_fee_amount ?? fees?.network_fee_monetary;
  const transaction = fees?.transaction_fee_amount ?? fees?.transaction_fee_monetary;
  if (!source_amount || !source_currency || !network || !transaction) return null;
  const asset = assetInLowerCase(source_currency);
  if (!asset) return 'unreadable';
  const parts: Money[] = [];
  for (const amount of [source_amount, network, transaction]) {
    const part = readAmount(asset, amount);
    if (part === null) return 'unreadable';
    parts.push(part);
  }
  return sumMoney(asset, parts);
}

/** What was handed over. Without an amount, a network we know and an address it is not a delivery. */
function deliveryOf(details: Details): Delivery | 'unreadable' {
  const { destination_amount, destination_currency, destination_network, wallet_address } = details;
  const asset = assetInLowerCase(destination_currency ?? '');
  if (!asset || !destination_amount || !wallet_address) return 'unreadable';
  if (!isNetwork(destination_network) || destination_network === 'fiat') return 'unreadable';
  const money = readAmount(asset, destination_amount);
  if (money === null || money.units === 0n) return 'unreadable';
  return {
    money,
    network: destination_network,
    destination: wallet_address,
    networkReference: details.transaction_id ?? null,
  };
}
