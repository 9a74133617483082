import { randomUUID } from 'node:crypto';
import { assert, formatMoney, parseMoney } from '@diboas/kernel';
import {
  type AddRecipientRequest,
  addRecipientRequest,
  type PlaceView,
  parseEmail,
  type QuoteOf,
  type QuoteRequest,
  type RecipientView,
  type TransactionView,
} from '@diboas/protocol';
import { type ScriptedWorld, wireInstant } from './world.ts';

type OwnRequest = Extract<QuoteRequest, { operation: 'MOVE' | 'SEND_MONEY' }>;
type OwnQuote = QuoteOf<'MOVE'> | QuoteOf<'SEND_MONEY'>;

/** How long somebody who is not here yet has. */
const CLAIM_DAYS = 14;

/** What our own book asks for an operation: nothing, and it is done at once. */
export function newOwnQuote(world: ScriptedWorld, wanted: OwnRequest): OwnQuote {
  const parsed = parseMoney(wanted.asset, wanted.amount);
  assert(parsed.ok, 'the app asks for exact amounts', { wanted });
  const amount = { asset: wanted.asset, amount: formatMoney(parsed.value) };
  const now = Date.now() + world.aheadMs;
  const quoted = {
    id: randomUUID(),
    provider: { id: 'own-book', name: 'diBoaS' },
    pay: { amount, fees: [], total: amount },
    receive: { asset: wanted.asset, network: wanted.network, amount: amount.amount },
    estimate: { fromSeconds: 0, toSeconds: 1, source: 'measured' as const, days: null },
    createdAt: wireInstant(now),
    asksIdentity: world.asksIdentity,
    expiresAt: wireInstant(now + world.quoteLifeMs),
  };
  if (wanted.operation === 'MOVE') {
    return { operation: 'MOVE', ...quoted, from: balance(wanted.from), to: balance(wanted.to) };
  }
  const recipient = recipientOf(world, wanted.to);
  return {
    operation: 'SEND_MONEY',
    note: wanted.note ?? null,
    claimDays: recipient.here ? null : CLAIM_DAYS,
    ...quoted,
    from: balance('BANKING'),
    to: { kind: 'person', name: recipient.name, email: recipient.email },
  };
}

function balance(type: 'BANKING' | 'INVESTING' | 'DEFI'): PlaceView {
  return { kind: 'balance', type };
}

/** Somebody on the list; of all others only those of `example.com` are here. */
function recipientOf(
  { recipients }: ScriptedWorld,
  to: Extract<OwnRequest, { operation: 'SEND_MONEY' }>['to'],
): { readonly name: string | null; readonly email: string; readonly here: boolean } {
  if ('email' in to) return { name: null, email: to.email, here: isHere(to.email) };
  const found = recipients.find(({ id }) => id === to.recipient);
  assert(found?.kind === 'person', 'a recipient that is sent to is on the list', { to });
  return found;
}

function isHere(email: string): boolean {
  return email.endsWith('@example.com');
}

/** Writes somebody or an address down, or gives who is on the list the new name. */
export function addRecipient(world: ScriptedWorld, body: unknown): RecipientView {
  const asked = addRecipientRequest.parse(body);
  const made = { id: randomUUID(), name: asked.name, lastPaidAt: null, createdAt: wireInstant() };
  const known = world.recipients.find((one) =>
    one.kind === 'person'
      ? 'email' in asked && one.email === emailOf(asked.email)
      : 'address' in asked && one.address === asked.address,
  );
  const added = known ? { ...known, name: asked.name } : writtenDown(asked, made);
  world.recipients = [...world.recipients.filter(({ id }) => id !== added.id), added];
  return added;
}

function writtenDown(
  asked: AddRecipientRequest,
  made: Pick<RecipientView, 'id' | 'name' | 'lastPaidAt' | 'createdAt'>,
): RecipientView {
  if (!('email' in asked))
    return { kind: 'address', ...made, network: asked.network, address: asked.address };
  const email = emailOf(asked.email);
  return { kind: 'person', ...made, email, here: isHere(email) };
}

function emailOf(typed: string): string {
  const read = parseEmail(typed);
  return read.ok ? read.value : typed;
}

/** What becomes of a confirmed quote of our own book: done at once, or set aside for somebody who is not here yet. */
export function doneByOwnBook(transaction: TransactionView, quote: OwnQuote): TransactionView {
  const at = transaction.createdAt;
  const base = { ...transaction, provider: quote.provider, action: null, attempts: [] };
  if (quote.operation === 'SEND_MONEY' && quote.claimDays !== null) {
    return {
      ...base,
      state: 'awaiting_recipient',
      where: 'set_aside',
      claimUntil: wireInstant(Date.parse(at) + quote.claimDays * 86_400_000),
      steps: [
        { key: 'instructed', state: 'done', at },
        { key: 'set_aside', state: 'done', at },
        { key: 'arrived', state: 'now', at: null },
      ],
    };
  }
  const { asset, amount } = quote.receive;
  const zero = { asset, amount: amount.replace(/[1-9]/g, '0').replace(/^0+(?=0\.)/, '') };
  return {
    ...base,
    status: 'COMPLETED',
    state: 'completed',
    where: quote.operation === 'MOVE' ? 'in_your_balance' : 'with_recipient',
    ended: true,
    steps: [
      { key: 'instructed', state: 'done', at },
      { key: 'arrived', state: 'done', at },
    ],
    receipt: {
      ...{ quoted: quote.pay.total, charged: quote.pay.total, difference: zero, returned: zero },
      ...{
        paid: quote.pay.total,
        delivered: { asset, amount },
        networkReference: null,
        takenBack: null,
        cameBack: null,
      },
    },
    history: [
      { status: 'INITIATED', activity: null, at },
      { status: 'COMPLETED', activity: null, at },
    ],
  };
}

const GIVEN_BACK = {
  cancelled: { state: 'cancelled', next: 'start_again' },
  not_claimed: { state: 'returned', next: 'start_again' },
  recipient_cannot_receive: { state: 'failed_nothing_moved', next: 'nothing' },
} as const;

/** What was sent and comes back to its sender. */
export function givenBack(
  { steps, pay, history }: TransactionView,
  failure: keyof typeof GIVEN_BACK,
): Partial<TransactionView> {
  const at = wireInstant();
  const { state, next } = GIVEN_BACK[failure];
  return {
    ...{
      status: 'COMPENSATED',
      state,
      where: 'in_your_balance',
      ended: true,
      action: null,
      claimUntil: null,
    },
    steps: [
      ...steps.filter((step) => step.state === 'done'),
      { key: 'ended', state: 'done', at },
      { key: 'released', state: 'done', at },
    ],
    failure: { code: failure },
    compensation: { released: [pay.total], refunded: [], at, next },
    receipt: null,
    history: [...history, { status: 'COMPENSATED', activity: null, at }],
  };
}

/** The other side of money that was sent: what somebody else sees of it. */
export function receivedFrom(sent: TransactionView, from: string): TransactionView {
  return {
    ...sent,
    id: randomUUID(),
    reference: 'DB-6HXW-2QRN',
    operation: 'RECEIVE_MONEY',
    where: 'in_your_balance',
    from: { kind: 'person', name: null, email: from },
    to: balance('BANKING'),
    createdAt: wireInstant(),
  };
}
