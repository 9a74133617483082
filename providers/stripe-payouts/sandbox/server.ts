/** Stripe's API v2, as far as payouts need it: keys, request ids, idempotency and the endpoints. */
import type { Clock } from '@diboas/kernel';
import {
  answerUnderKey,
  canonical,
  type ExecutionFaults,
  executeOnce,
  type FaultOf,
  type Idempotency,
  isSameSecret,
  type KeyUse,
  type ProviderWire,
  parseReturnUrl,
  type Store,
  type WireAnswer,
  type WireRequest,
} from '@diboas/sandbox-kit';
import { z } from 'zod';
import { type Balance, wholeOf } from './balance.ts';
import { ERRORS, errorAnswer, invalid, jsonAnswer, type StripeV2Error } from './errors.ts';
import { formAnswer } from './form-page.ts';
import { type Intents, intentObject } from './intents.ts';
import { listObject } from './list.ts';
import { parseIntentParams, parsePaymentParams } from './params.ts';
import { paymentObject } from './payment.ts';
import { PAYMENTS_PATH, type Payments } from './payments.ts';
import { ACCOUNT, CENT } from './payout.ts';
import { linkObject, methodObject, type Recipients, recipientObject } from './recipients.ts';

export interface PayoutsWireParts {
  readonly apiKey: string;
  readonly payments: Payments;
  readonly recipients: Recipients;
  readonly intents: Intents;
  readonly balance: Balance;
  readonly idempotency: Idempotency;
  readonly store: Store;
  readonly clock: Clock;
  publicUrl(): string;
}

const INTENTS_PATH = '/v2/money_management/payout_intents';
const METHODS_PATH = '/v2/money_management/payout_methods';
const FINANCIAL_ACCOUNTS_PATH = '/v2/money_management/financial_accounts';
const ACCOUNTS_PATH = '/v2/core/accounts';
const LINKS_PATH = '/v2/core/account_links';
const CANCEL = /\/([^/]+)\/cancel$/;

export function createPayoutsWire(parts: PayoutsWireParts): ProviderWire {
  const failed = (error: StripeV2Error) => (request: WireRequest) => marked(errorAnswer(error), request);
  return {
    name: 'stripe-payouts',
    isApi: (path) => path.startsWith('/v2/'),
    async handle(request, struck) {
      if (request.path.startsWith('/onboard/')) return formAnswer(parts, request);
      return marked(await answer(parts, request, struck), request);
    },
    rateLimited: failed(ERRORS.RATE_LIMITED),
    unavailable: failed(ERRORS.UNAVAILABLE),
    tooLarge: failed(ERRORS.TOO_LARGE),
    broken: failed(ERRORS.INTERNAL),
  };
}

/** What every answer of the API carries. */
function marked(result: WireAnswer, { id, headers }: WireRequest): WireAnswer {
  const version = headers['stripe-version'];
  const common = { 'Request-Id': id, ...(version === undefined ? {} : { 'Stripe-Version': version }) };
  return { ...result, headers: { ...common, ...result.headers } };
}

async function answer(
  parts: PayoutsWireParts,
  request: WireRequest,
  struck: ExecutionFaults,
): Promise<WireAnswer> {
  const [scheme = '', key = ''] = (request.headers.authorization ?? '').split(' ');
  if (scheme.toLowerCase() !== 'bearer' || key === '') return errorAnswer(ERRORS.NO_KEY);
  if (!isSameSecret(key, parts.apiKey)) return errorAnswer(ERRORS.WRONG_KEY);
  const isCancel = request.path.startsWith(`${PAYMENTS_PATH}/`) && CANCEL.test(request.path);
  if (request.method === 'POST' && !isCancel) return await post(parts, request, struck);
  await struck.wait();
  if (struck.fault?.kind === 'refuse') return errorAnswer(refusalOf(struck.fault));
  if (struck.fault !== null) return errorAnswer(ERRORS.INTERNAL);
  if (request.method === 'POST') return cancelAnswer(parts, request.path);
  return request.method === 'GET' ? read(parts, request) : errorAnswer(ERRORS.NOT_FOUND);
}

/** What a POST would do, once its body was found good. */
type Doing = () => WireAnswer;

/**
 * API v2's idempotency: what succeeded is not done again, and a repeat is told how it stands by now; what failed is tried
 * again under the same key.
 */
async function post(
  parts: PayoutsWireParts,
  request: WireRequest,
  struck: ExecutionFaults,
): Promise<WireAnswer> {
  const { idempotency, store } = parts;
  const body = parsed(request.body);
  if (body === undefined) return errorAnswer(ERRORS.INVALID_JSON);
  const key = request.headers['idempotency-key'];
  const use: KeyUse | null = key
    ? { key, request: `${request.path} ${canonical(body)}`, requestId: request.id }
    : null;
  const known = use === null ? null : underKey(parts, use);
  if (known !== null) return known;
  const doing = doingOf(parts, { path: request.path, body, key: key ?? null });
  if (typeof doing !== 'function') return errorAnswer(doing);
  return await executeOnce({
    ...{ use, idempotency, store, struck, execute: doing },
    refused: (fault) => errorAnswer(refusalOf(fault)),
    failed: () => errorAnswer(ERRORS.INTERNAL),
  });
}

/** Null when the key is free, or what was done under it is to be tried again. */
function underKey({ idempotency, payments }: PayoutsWireParts, use: KeyUse): WireAnswer | null {
  let isFailed = false;
  const known = answerUnderKey(use, idempotency, {
    inUse: () => errorAnswer(ERRORS.KEY_IN_USE),
    ofAnotherRequest: () => errorAnswer(ERRORS.KEY_OF_ANOTHER_REQUEST),
    again({ answer: saved }) {
      const made = payments.list().find(({ idempotencyKey }) => idempotencyKey === use.key);
      if (made) return jsonAnswer(200, paymentObject(made));
      isFailed = saved.status >= 500;
      return saved;
    },
  });
  return isFailed ? null : known;
}

function doingOf(
  parts: PayoutsWireParts,
  { path, body, key }: { path: string; body: unknown; key: string | null },
): Doing | StripeV2Error {
  switch (path) {
    case PAYMENTS_PATH:
      return paying(parts, body, key);
    case INTENTS_PATH:
      return intending(parts, body);
    case ACCOUNTS_PATH:
      return beginning(parts, body);
    case LINKS_PATH:
      return linking(parts, body);
    default:
      return cancelling(parts, path);
  }
}

function paying({ payments, recipients, balance }: PayoutsWireParts, body: unknown, key: string | null) {
  const read = parsePaymentParams(body, recipients);
  if (!read.ok) return read.refusal;
  const { params, body: asked } = read.value;
  const debited = (BigInt(params.amount) * CENT).toString();
  if (balance.available() < wholeOf({ ...params, debited })) return ERRORS.INSUFFICIENT_FUNDS;
  const { metadata } = asked;
  return () => jsonAnswer(200, paymentObject(payments.create(params, { metadata, idempotencyKey: key })));
}

function intending({ intents, recipients }: PayoutsWireParts, body: unknown): Doing | StripeV2Error {
  const read = parseIntentParams(body, recipients);
  if (!read.ok) return read.refusal;
  // One that needs no confirmation would be paid at once.
  if (read.value.body.confirmation_method !== 'manual') return invalid('confirmation_method');
  return () => jsonAnswer(200, intentObject(intents.create(read.value.params)));
}

/** An intent is cancelled however often it is asked for. */
function cancelling({ intents }: PayoutsWireParts, path: string): Doing | StripeV2Error {
  const id = CANCEL.exec(path)?.[1] ?? '';
  const intent = path.startsWith(`${INTENTS_PATH}/`) ? intents.get(id) : undefined;
  return intent ? () => jsonAnswer(200, intentObject(intents.cancel(intent))) : ERRORS.NOT_FOUND;
}

/** Whatever its key: a payment is cancelled once, and a repeat finds that it is. */
function cancelAnswer({ payments }: PayoutsWireParts, path: string): WireAnswer {
  const payment = payments.get(CANCEL.exec(path)?.[1] ?? '');
  if (!payment) return errorAnswer(ERRORS.NOT_FOUND);
  if (payment.phase === 'canceled') return errorAnswer(ERRORS.ALREADY_CANCELED);
  const canceled = payments.perform(payment, 'cancel');
  return canceled.ok ? jsonAnswer(200, paymentObject(canceled.value)) : errorAnswer(ERRORS.NOT_CANCELABLE);
}

const recipientSchema = z.object({
  display_name: z.string().min(1).max(1_024),
  contact_email: z.email(),
  identity: z.object({ country: z.literal('us'), entity_type: z.literal('individual') }),
  configuration: z.object({ recipient: z.object({ capabilities: z.object({}).loose() }) }),
});

function beginning({ recipients }: PayoutsWireParts, body: unknown): Doing | StripeV2Error {
  const asked = recipientSchema.safeParse(body);
  if (!asked.success) return invalid(asked.error.issues[0]?.path.join('.') || 'body');
  const { display_name: name, contact_email: email } = asked.data;
  return () => jsonAnswer(200, recipientObject(recipients.begin({ name, email }), []));
}

const linkSchema = z.object({
  account: z.string(),
  use_case: z.object({
    type: z.literal('account_onboarding'),
    account_onboarding: z.object({ refresh_url: z.string(), return_url: z.string().nullish() }),
  }),
});

function linking({ recipients, publicUrl }: PayoutsWireParts, body: unknown): Doing | StripeV2Error {
  const asked = linkSchema.safeParse(body);
  if (!asked.success) return invalid(asked.error.issues[0]?.path.join('.') || 'body');
  const recipient = recipients.get(asked.data.account);
  if (!recipient) return ERRORS.NOT_FOUND;
  const back = parseReturnUrl(asked.data.use_case.account_onboarding.return_url ?? null);
  return () => jsonAnswer(200, linkObject(recipients.linkTo(recipient, back), publicUrl()));
}

function read(parts: PayoutsWireParts, { path, query, headers }: WireRequest): WireAnswer {
  const { payments, recipients, balance } = parts;
  if (path === PAYMENTS_PATH) {
    const list = listObject(query, payments.list());
    return list.ok ? jsonAnswer(200, list.value) : errorAnswer(list.refusal);
  }
  if (path === METHODS_PATH) {
    const of = recipients.get(headers['stripe-context'] ?? '');
    const data = of ? recipients.methodsOf(of.id).map(methodObject) : [];
    return jsonAnswer(200, { data, next_page_url: null, previous_page_url: null });
  }
  if (path === `${FINANCIAL_ACCOUNTS_PATH}/${ACCOUNT}`) return jsonAnswer(200, balance.object());
  const payment = payments.get(after(path, PAYMENTS_PATH));
  if (payment) return jsonAnswer(200, paymentObject(payment));
  const recipient = recipients.get(after(path, ACCOUNTS_PATH));
  if (!recipient) return errorAnswer(ERRORS.NOT_FOUND);
  const includes = [...new URLSearchParams(query)].flatMap(([name, value]) =>
    name.startsWith('include[') ? [value] : [],
  );
  return jsonAnswer(200, recipientObject(recipient, includes));
}

/** What stands behind the path, or nothing. */
function after(path: string, head: string): string {
  return path.startsWith(`${head}/`) ? path.slice(head.length + 1) : '';
}

/** Undefined for what is no JSON. */
function parsed(text: string): unknown {
  try {
    return text === '' ? {} : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The faults' own word for a declined card; every other code stands as it was given. */
function refusalOf({ status, code }: FaultOf<'refuse'>): StripeV2Error {
  if (code === 'card_declined') return ERRORS.RECIPIENT_INACTIVE;
  return { status, code, type: code, message: 'As a fault asked for.' };
}
