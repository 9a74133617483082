import {
  confirmRequest,
  createDraftRequest,
  discardDraftRequest,
  draftEventRequest,
  draftView,
  followAnswer,
  followRequest,
  linkRequest,
  linkRequested,
  PROBLEMS,
  type ProblemCode,
  type QuoteRequest,
  type QuoteView,
  quoteRequest,
  ROUTES,
  signedIn,
  stepOn,
  type TransactionView,
} from '@diboas/protocol';
import { WIZARDS } from '@diboas/wizards';
import { amountPriceOf } from './amount-price.ts';
import { across, earnAnswer, quoteEarn } from './earn.ts';
import { identity } from './identity.ts';
import { journeyBegun, quoteJourney } from './journey.ts';
import { lotsAnswer } from './lots.ts';
import { operationsOf } from './operations.ts';
import {
  addBankAccount,
  checkedAddress,
  quoteToAddress,
  quoteToBank,
  sentOutside,
  someDepositAddresses,
} from './outside.ts';
import { addRecipient, doneByOwnBook, givenBack, newOwnQuote } from './own-book.ts';
import { invested } from './portfolio.ts';
import { pricesOf } from './prices.ts';
import { agreeTo, rulesAnswer } from './recurring.ts';
import { secondFactor } from './second-factor.ts';
import { askForStatement, fileOfStatement, statementsIn } from './statements.ts';
import { placed, quoteTrade, waitsFor } from './trade.ts';
import {
  cancelled,
  movedOn,
  newDraft,
  newQuote,
  newTransaction,
  type ScriptedWorld,
  wireInstant,
} from './world.ts';

const CUSTOMER = '018f3a5e-7c1d-4a2b-9c3d-000000000001';
const EMAIL = 'customer@example.com';

/** What stays its person's all along, in a strategy or on another network. */
const ACROSS: readonly QuoteView['operation'][] = ['START_STRATEGY', 'STOP_STRATEGY', 'BRIDGE'];

export interface ScriptedCall {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly key: string | null;
  readonly body: unknown;
}

export interface ScriptedAnswer {
  readonly status: number;
  readonly body: unknown;
}

export function refusal(code: ProblemCode): ScriptedAnswer {
  const { status, title } = PROBLEMS[code];
  return { status, body: { type: `urn:diboas:${code}`, title, status, code, requestId: 'req-7K2M' } };
}

/** Puts a change into the world and into the customer's stream, and gives the message for the live sockets. */
export function appendChange(world: ScriptedWorld, transaction: TransactionView) {
  world.seq += 1;
  const known = world.transactions.get(transaction.id);
  const stored = {
    ...transaction,
    seq: world.seq,
    version: (known?.version ?? 0) + 1,
    updatedAt: wireInstant(),
  };
  world.transactions.set(stored.id, stored);
  const message = { type: 'change' as const, seq: world.seq, at: wireInstant(), transaction: stored };
  world.changes.push(message);
  return message;
}

/** What nobody here can tell is refused. */
function toldIfKnown(body: unknown): ScriptedAnswer {
  return body === null ? refusal('no_provider') : { status: 200, body };
}

/** Those whose answers are all in a file of their own; null for the others. */
function answerOfNoun(
  world: ScriptedWorld,
  call: ScriptedCall,
  resource: string | undefined,
): ScriptedAnswer | null {
  if (resource === 'identity') return identity(world, call);
  if (resource === 'second-factor') return secondFactor(world, call);
  if (resource === 'statements') return statements(world, call);
  if (/^(positions|strategies|risk-profile)$/.test(resource ?? ''))
    return earnAnswer(world, call) ?? refusal('not_found');
  if (resource === 'lots' || resource === 'tax-years') return lotsAnswer(world, call) ?? refusal('not_found');
  if (resource === 'portfolio' || resource === 'assets') return invested(world, call);
  if (/^(recurring-buys|price-alerts|notices)$/.test(resource ?? ''))
    return rulesAnswer(world, call) ?? refusal('not_found');
  return null;
}

/** Answers as the protocol describes, for one customer, from memory. */
export function answer(
  world: ScriptedWorld,
  call: ScriptedCall,
  onChange: (transaction: TransactionView) => void,
): ScriptedAnswer {
  if (call.path === '/v1/config')
    return { status: 200, body: { mailbox: world.mailbox, world: 'sandbox', support: world.support } };
  if (call.path === ROUTES.signOut.path || call.path.startsWith(ROUTES.readSignedIn.path))
    return signInAnswer(world, call);
  if (!world.signedIn) return refusal('not_signed_in');
  const [, , resource, id, sub] = call.path.split('/');
  if (sub === 'amount-price') return toldIfKnown(amountPriceOf(world, call));
  const ofNoun = answerOfNoun(world, call, resource);
  if (ofNoun) return ofNoun;
  switch (`${call.method} ${resource}`) {
    case 'GET me':
      return { status: 200, body: { id: CUSTOMER, email: EMAIL } };
    case 'GET session':
    case 'POST session':
      if (call.method === 'POST') world.life = { ...world.life, idleMs: 1_800_000 };
      return { status: 200, body: world.life };
    case 'GET sessions':
      return { status: 200, body: { items: world.sessions } };
    case 'POST sessions':
      return endSessions(world, id ?? '');
    case 'GET limits':
      return { status: 200, body: world.limits };
    case 'GET operations':
      return { status: 200, body: { items: operationsOf(world) } };
    case 'GET balances':
      return { status: 200, body: { asOf: wireInstant(), seq: world.seq, balances: world.balances } };
    case 'GET prices':
      return toldIfKnown(pricesOf(world, call.query));
    case 'POST quotes':
      return quoted(world, call.body);
    case 'GET quotes':
      return found(world.quotes.get(id ?? ''));
    case 'GET recipients':
      return { status: 200, body: { items: world.recipients } };
    case 'POST recipients':
      return { status: 201, body: addRecipient(world, call.body) };
    case 'DELETE recipients':
      return removeRecipient(world, id ?? '');
    case 'GET bank-accounts':
    case 'POST bank-accounts':
    case 'DELETE bank-accounts':
      return bankAccounts(world, call, id ?? '');
    case 'POST address-checks':
      return { status: 200, body: checkedAddress(world, call.body) };
    case 'POST deposit-addresses':
      world.depositAddresses = someDepositAddresses();
      return { status: 201, body: { items: world.depositAddresses } };
    case 'GET deposit-addresses':
      return { status: 200, body: { items: world.depositAddresses } };
    case 'POST drafts':
      if (sub === 'discard') return discardDraft(world, id ?? '', call.body);
      return sub === 'events' ? draftEvent(world, id ?? '', call.body) : createDraft(world, call.body);
    case 'GET drafts':
      return id ? found(world.drafts.get(id)) : { status: 200, body: { items: [...world.drafts.values()] } };
    case 'POST transactions':
      return sub === 'cancel' ? cancel(world, id ?? '', onChange) : confirm(world, call, onChange);
    case 'GET transactions':
      if (id === 'by-key') return found(world.transactions.get(world.keys.get(sub ?? '') ?? ''));
      return id ? found(world.transactions.get(id)) : page(world, call.query);
    default:
      return refusal('not_found');
  }
}

function statements(world: ScriptedWorld, { method, path, query, body }: ScriptedCall): ScriptedAnswer {
  if (method === 'POST') return found(askForStatement(world, body) ?? undefined);
  const [, , , month, , format] = path.split('/');
  if (month === undefined) return { status: 200, body: statementsIn(world) };
  return { status: 200, body: fileOfStatement(month, format ?? '', query.get('language')) };
}

function quoted(world: ScriptedWorld, body: unknown): ScriptedAnswer {
  const wanted = quoteRequest.parse(body);
  if ('currency' in wanted && world.takenByNobody.includes(wanted.method))
    return refusal('method_unavailable');
  const quote = quoteOf(world, wanted);
  if (quote === null) return refusal('no_provider');
  world.quotes.set(quote.id, quote);
  return { status: 201, body: quote };
}

function quoteOf(world: ScriptedWorld, wanted: QuoteRequest): QuoteView | null {
  switch (wanted.operation) {
    case 'ADD_FUNDS':
      return newQuote(world, wanted.amount, wanted.method, wanted);
    case 'ADD_AND_MOVE':
      return movedOn(newQuote(world, wanted.amount, wanted.method, wanted), wanted.to);
    case 'SEND_TO_ADDRESS':
      return quoteToAddress(world, wanted);
    case 'WITHDRAW_FUNDS':
      return quoteToBank(world, wanted);
    case 'BUY_CRYPTO':
    case 'SELL_CRYPTO':
      return quoteTrade(world, wanted);
    case 'START_STRATEGY':
    case 'STOP_STRATEGY':
      return quoteEarn(world, wanted);
    case 'JOURNEY':
      return quoteJourney(world, wanted);
    case 'BRIDGE':
      return null;
    default:
      return newOwnQuote(world, wanted);
  }
}

/** Signing in and out. Nobody is mailed; a link with the secret `good` is good. */
function signInAnswer(world: ScriptedWorld, call: ScriptedCall): ScriptedAnswer {
  if (call.path === ROUTES.signOut.path) {
    world.signedIn = false;
    return { status: 200, body: {} };
  }
  if (call.path === ROUTES.requestLink.path) {
    const { email } = linkRequest.parse(call.body);
    return { status: 200, body: linkRequested.parse({ email, againAfterSeconds: 60 }) };
  }
  if (call.path === ROUTES.followLink.path) {
    followRequest.parse(call.body);
    return { status: 200, body: followAnswer.parse(world.follow) };
  }
  const email = world.signedIn ? EMAIL : null;
  return { status: 200, body: signedIn.parse({ email, ended: world.sessionEnded }) };
}

function endSessions(world: ScriptedWorld, id: string): ScriptedAnswer {
  const kept = world.sessions.filter((one) => one.current || (id !== 'end-others' && one.id !== id));
  const ended = world.sessions.length - kept.length;
  world.sessions = kept;
  return ended === 0 ? refusal('not_found') : { status: 200, body: { ended } };
}

function removeRecipient(world: ScriptedWorld, id: string): ScriptedAnswer {
  const removed = world.recipients.find((one) => one.id === id);
  world.recipients = world.recipients.filter((one) => one !== removed);
  return found(removed);
}

function bankAccounts(world: ScriptedWorld, { method, body }: ScriptedCall, id: string): ScriptedAnswer {
  if (method === 'GET') return { status: 200, body: { items: world.bankAccounts } };
  if (method === 'POST') return { status: 201, body: addBankAccount(world, body) };
  const removed = world.bankAccounts.find((one) => one.id === id);
  world.bankAccounts = world.bankAccounts.filter((one) => one !== removed);
  return found(removed);
}

function found(value: unknown): ScriptedAnswer {
  return value === undefined ? refusal('not_found') : { status: 200, body: value };
}

function createDraft(world: ScriptedWorld, body: unknown): ScriptedAnswer {
  const draft = newDraft(createDraftRequest.parse(body).wizard);
  world.drafts.set(draft.id, draft);
  return { status: 201, body: draft };
}

function draftEvent(world: ScriptedWorld, id: string, body: unknown): ScriptedAnswer {
  const request = draftEventRequest.parse(body);
  const { version } = request;
  const draft = world.drafts.get(id);
  if (!draft) return refusal('not_found');
  if (draft.version !== version) return refusal('draft_changed');
  const outcome = stepOn(draft, request);
  if (!outcome.ok) return refusal('illegal_step');
  const changed = draftView.parse({
    ...draft,
    version: version + 1,
    state: outcome.value,
    updatedAt: wireInstant(),
  });
  world.drafts.set(id, changed);
  return { status: 200, body: changed };
}

function discardDraft(world: ScriptedWorld, id: string, body: unknown): ScriptedAnswer {
  const { version } = discardDraftRequest.parse(body);
  const draft = world.drafts.get(id);
  if (!draft) return refusal('not_found');
  if (draft.version !== version) return refusal('draft_changed');
  if (draft.state.sent || draft.state.transactionId !== null) return refusal('illegal_step');
  world.drafts.delete(id);
  return { status: 200, body: { ...draft, version: version + 1, state: WIZARDS[draft.wizard].initial } };
}

function confirm(
  world: ScriptedWorld,
  call: ScriptedCall,
  onChange: (transaction: TransactionView) => void,
): ScriptedAnswer {
  const { quoteId, total } = confirmRequest.parse(call.body);
  const key = call.key ?? '';
  const before = world.keys.get(key);
  if (before) return { status: 201, body: world.transactions.get(before) };
  const quote = world.quotes.get(quoteId);
  if (!quote) return refusal('not_found');
  if (Date.parse(quote.expiresAt) < Date.now()) return refusal('quote_expired');
  if (quote.pay.total.amount !== total.amount) return refusal('price_changed');
  const begun = newTransaction(quote);
  const isOurs = quote.operation === 'MOVE' || quote.operation === 'SEND_MONEY';
  const isOut = quote.operation === 'SEND_TO_ADDRESS' || quote.operation === 'WITHDRAW_FUNDS';
  const transaction = isOurs
    ? doneByOwnBook(begun, quote)
    : 'trade' in quote
      ? quote.opensAt === null
        ? placed(begun, quote)
        : waitsFor(quote.opensAt, begun)
      : isOut
        ? sentOutside(begun)
        : quote.operation === 'JOURNEY'
          ? journeyBegun(begun, quote)
          : ACROSS.includes(quote.operation)
            ? across(begun)
            : begun;
  world.keys.set(key, transaction.id);
  if (quote.operation === 'BUY_CRYPTO') agreeTo(world, quote);
  onChange(transaction);
  return { status: 201, body: world.transactions.get(transaction.id) };
}

function cancel(
  world: ScriptedWorld,
  id: string,
  onChange: (transaction: TransactionView) => void,
): ScriptedAnswer {
  const transaction = world.transactions.get(id);
  if (!transaction) return refusal('not_found');
  const { state, trade, waits: restsFor } = transaction;
  // At one's own price it waits at its venue, which lets go of it.
  const rests = trade?.order.type === 'limit' && state === 'processing';
  const waits = state === 'awaiting_recipient' || rests || restsFor?.for === 'market';
  if (!waits && state !== 'awaiting_you') return refusal('cancel_too_late');
  const stopped = waits ? givenBack(transaction, 'cancelled') : cancelled(transaction);
  onChange({ ...transaction, ...stopped, waits: null });
  return { status: 200, body: world.transactions.get(id) };
}

function page(world: ScriptedWorld, query: URLSearchParams): ScriptedAnswer {
  const limit = Number(query.get('limit') ?? '20');
  const from = Number(query.get('cursor') ?? '0');
  const newestFirst = [...world.transactions.values()].reverse();
  const rest = from + limit < newestFirst.length ? String(from + limit) : null;
  return { status: 200, body: { items: newestFirst.slice(from, from + limit), nextCursor: rest } };
}
