import { createHash } from 'node:crypto';
import {
  accept,
  assert,
  BugError,
  isId,
  type Money,
  type Outcome,
  refuse,
  unreachable,
} from '@diboas/kernel';
import type { InitiateRefusal, Terms, Transaction } from '@diboas/orchestration';
import type { ProblemCode, TransactionView } from '@diboas/protocol';
import { createMinuteCounts } from '../../counting/minute-counts.ts';
import type { ApiHandlers, Session } from '../../http/api-route.ts';
import { confirmationOf } from '../../parts/confirmation.ts';
import type { Parts } from '../../parts/parts.ts';
import { agreeRecurring } from '../../recurring/agreed.ts';
import { type HttpRefusal, tooMany } from '../../refusals/refusal.ts';
import { readMoney } from '../money/amount.ts';
import { showMoney } from '../money/view.ts';
import { ownQuote, providerNameOf } from '../quotes/handler.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { lateAtOf } from './person-state.ts';
import { showSummary, showTransaction, type ViewOptions } from './view.ts';

const PAGE_DEFAULT = 20;

const PROBLEM_OF = {
  key_reused: 'key_in_use',
  quote_used: 'quote_used',
  quote_expired: 'quote_expired',
  price_changed: 'price_changed',
  no_operation: 'method_unavailable',
  account_frozen: 'account_frozen',
  too_much_open: 'too_much_open',
  over_limit: 'over_limit',
  insufficient_funds: 'insufficient_funds',
} as const satisfies Record<InitiateRefusal, ProblemCode>;

export function createTransactionHandlers(
  parts: Parts,
): Pick<
  ApiHandlers,
  'confirm' | 'cancelTransaction' | 'listTransactions' | 'getTransaction' | 'findTransactionByKey'
> {
  const summaryOf = tellOnce(parts, showSummary);
  const viewOnce = tellOnce(parts, showTransaction);
  return {
    confirm: createConfirm(parts),
    cancelTransaction: createCancel(parts),
    async listTransactions({ session, query }) {
      const before = query.cursor === undefined ? null : decodeCursor(query.cursor);
      if (before !== null && !isId(before)) {
        return refuse({
          code: 'invalid_request',
          errors: [{ path: 'querystring/cursor', message: 'is not a cursor of ours' }],
        });
      }
      const limit = query.limit === undefined ? PAGE_DEFAULT : Number(query.limit);
      const found = await parts.store.transactions(session.customerId, { before, limit: limit + 1 });
      const page = found.slice(0, limit);
      const last = page.at(-1);
      const nextCursor = found.length > limit && last ? encodeCursor(last.id) : null;
      return accept({ body: { items: page.map(summaryOf), nextCursor } });
    },
    async getTransaction({ session, params }) {
      const transaction = isId(params.id) ? await parts.store.transaction(params.id) : null;
      if (transaction?.customerId !== session.customerId) return refuse({ code: 'not_found' });
      return accept({ body: viewOnce(transaction) });
    },
    async findTransactionByKey({ session, params }) {
      const transaction = await parts.store.transactionByKey(session.customerId, params.key);
      if (!transaction) return refuse({ code: 'not_found' });
      return accept({ body: viewOf(parts, transaction) });
    },
  };
}

export function viewOf(parts: Parts, transaction: Transaction): TransactionView {
  return showTransaction(transaction, viewOptions(parts));
}

/**
 * A transaction as it is at one version is told the same every time, but for `delayed`, which comes with its time: so it is
 * put into words once, and once more when it is late.
 */
function tellOnce<View>(
  parts: Parts,
  show: (transaction: Transaction, options: ViewOptions) => View,
): (transaction: Transaction) => View {
  const told = new WeakMap<Transaction, { readonly view: View; readonly isLate: boolean }>();
  return (transaction) => {
    const options = viewOptions(parts);
    const isLate = options.now >= lateAtOf(transaction, options.calendars);
    const before = told.get(transaction);
    if (before?.isLate === isLate) return before.view;
    const view = show(transaction, options);
    told.set(transaction, { view, isLate });
    return view;
  };
}

function viewOptions(parts: Parts): ViewOptions {
  const { clock, calendars, chain } = parts;
  return { now: clock.now(), calendars, providerName: providerNameOf(parts), chain };
}

/** On the person's own list it stands when they last sent something to whom. Money is not less sent where it cannot be noted. */
async function noteSent({ store, clock, logger }: Parts, terms: Terms): Promise<void> {
  const { customerId, letter, payee, order } = terms;
  const now = clock.now();
  const noted = letter
    ? store.notePaid(customerId, letter.to, now)
    : payee?.kind === 'address'
      ? store.notePaidAddress(customerId, { network: order.network, address: order.destination }, now)
      : Promise.resolve();
  await noted.catch((err: unknown) => {
    logger.warn({ err, where: 'recipients' }, 'when somebody was last paid was not noted');
  });
}

/** What was confirmed stands. Where it cannot be noted now what else was agreed to by it, the next look at the offer finds it. */
async function agreeSoon(parts: Parts, { id, operation }: Terms): Promise<void> {
  if (operation !== 'BUY_CRYPTO') return;
  await agreeRecurring(parts, id).catch((err: unknown) => {
    parts.logger.warn({ err, where: 'recurring' }, 'a recurring buy begins some minutes late');
  });
}

/** Confirmations of one customer that may be refused in a minute: each is a row of the audit, which is kept for ever. */
const REFUSED_PER_MINUTE = 20;
/** Customers of whom a node remembers them. */
const CUSTOMERS_MAX = 20_000;

function createConfirm(parts: Parts): ApiHandlers['confirm'] {
  const refused = createMinuteCounts(CUSTOMERS_MAX);
  return async ({ session, headers, body }) => {
    const { customerId } = session;
    const now = parts.clock.now();
    if (refused.countOf(customerId, now) >= REFUSED_PER_MINUTE)
      return refuse(tooMany(refused.secondsLeft(customerId, now)));
    const total = readMoney(body.total);
    if (!total.ok) return total;
    const terms = await ownQuote(parts, { customerId, quoteId: body.quoteId });
    if (!terms) return refuse({ code: 'not_found', detail: 'there is no such quote' });
    const admitted = await admitLeaving(parts, session, { terms, key: headers['idempotency-key'] });
    if (!admitted.ok) return admitted;
    const reply = confirmationOf(
      await parts.engine.send({
        type: 'initiate',
        terms,
        key: headers['idempotency-key'],
        fingerprint: fingerprintOf(body.quoteId, total.value),
        totalSeen: total.value,
      }),
    );
    switch (reply.kind) {
      case 'applied':
        await noteSent(parts, terms);
        await agreeSoon(parts, terms);
        return accept({ body: viewOf(parts, reply.transaction) });
      case 'repeated':
        assert(reply.transaction, 'a repeated key names a transaction', { quoteId: terms.id });
        // What it lets leave was reserved by the first.
        await admitted.value.undo();
        await agreeSoon(parts, terms);
        return accept({ body: viewOf(parts, reply.transaction), replayed: true });
      case 'refused':
        refused.add(customerId, parts.clock.now());
        await admitted.value.undo();
        return refuse({ code: PROBLEM_OF[reply.refusal], ...leftOf(reply.left) });
      default:
        return unreachable(reply);
    }
  };
}

/** How what was admitted is given back when nothing came of it. */
interface Admitted {
  undo(): Promise<void>;
}

const NOTHING_LEAVES: Admitted = { undo: async () => {} };

/**
 * What goes to somebody else, to an address or to a bank needs the second factor. What was confirmed by this key before has
 * left already: whoever asks again is told of it, however long that is ago.
 */
async function admitLeaving(
  { store, secondFactor }: Parts,
  session: Session,
  { terms, key }: { readonly terms: Terms; readonly key: string },
): Promise<Outcome<Admitted, HttpRefusal<'factor_required' | 'factor_missing'>>> {
  const all = [terms, ...(terms.legs?.map((leg) => leg.terms) ?? [])];
  const leaving = all.find(({ letter, payee }) => letter !== undefined || payee !== undefined);
  if (!leaving) return accept(NOTHING_LEAVES);
  const amount = leaving.worth ?? leaving.price.amount;
  const admitted = await secondFactor.admitLeaving(session, { quoteId: terms.id, amount });
  if (admitted.ok) return admitted;
  if (await store.transactionByKey(session.customerId, key)) return accept(NOTHING_LEAVES);
  const { refusal } = admitted;
  return refuse(
    refusal.code === 'factor_missing' ? { code: refusal.code, ...leftOf(refusal.left) } : refusal,
  );
}

/** Its owner stops it. Once the provider has news of its own, that is what counts. */
function createCancel(parts: Parts): ApiHandlers['cancelTransaction'] {
  const refused = createMinuteCounts(CUSTOMERS_MAX);
  return async ({ session, params }) => {
    const { customerId } = session;
    const now = parts.clock.now();
    if (refused.countOf(customerId, now) >= REFUSED_PER_MINUTE)
      return refuse(tooMany(refused.secondsLeft(customerId, now)));
    const transaction = isId(params.id) ? await parts.store.transaction(params.id) : null;
    if (transaction?.customerId !== customerId) return refuse({ code: 'not_found' });
    const reply = await parts.engine.send({
      ...{ type: 'act', transactionId: transaction.id, by: customerId, key: 'cancel' },
      ...{ act: { kind: 'cancel' }, reason: 'its owner asked', evidence: null },
    });
    switch (reply.kind) {
      case 'applied':
      case 'repeated':
        return accept({ body: viewOf(parts, reply.transaction ?? transaction) });
      case 'act_refused':
        refused.add(customerId, parts.clock.now());
        return refuse({ code: reply.refusal === 'call_under_way' ? 'unavailable' : 'cancel_too_late' });
      case 'deferred':
        return refuse({ code: 'unavailable' });
      case 'refused':
      case 'ignored':
      case 'parked':
      case 'profile':
      case 'incomplete':
        throw new BugError('a cancel is applied, repeated or refused', { kind: reply.kind });
      default:
        return unreachable(reply);
    }
  };
}

function leftOf(left: Money | undefined): Pick<HttpRefusal, 'left'> {
  return left ? { left: showMoney(left) } : {};
}

/** A hash of what was asked for, the same however it was written: 100.5 and 100.50 are one amount. */
function fingerprintOf(quoteId: string, total: Money): string {
  return createHash('sha256').update(`confirm ${quoteId} ${total.asset} ${total.units}`).digest('hex');
}
