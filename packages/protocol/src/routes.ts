import * as z from 'zod/mini';
import {
  createDraftRequest,
  discardDraftRequest,
  draftEventRequest,
  draftList,
  draftView,
} from './drafts.ts';
import { limitsView, quoteRequest, quoteView } from './quotes.ts';
import { sessionLife, sessionList, sessionsEnded } from './sessions.ts';
import { balancesView, confirmRequest, transactionPage, transactionView } from './transactions.ts';
import { cursor, idempotencyKey, uuid } from './values.ts';

/** Who is signed in. */
export const customerView = z.object({ id: uuid, email: z.string() });
export type CustomerView = z.infer<typeof customerView>;

const byId = z.strictObject({ id: uuid });

/** Query values arrive as text, so `limit` is read from text: 1 to 100. */
const pageQuery = z.strictObject({
  cursor: z.optional(cursor),
  limit: z.optional(z.string().check(z.regex(/^([1-9][0-9]?|100)$/))),
});

/**
 * Every route of the API for a signed-in person: method, path, what goes in and what comes out. The server
 * mounts them, the OpenAPI document lists them, the client calls them.
 */
export const ROUTES = {
  me: { method: 'GET', path: '/v1/me', response: customerView, status: 200 },
  limits: { method: 'GET', path: '/v1/limits', response: limitsView, status: 200 },
  createQuote: { method: 'POST', path: '/v1/quotes', body: quoteRequest, response: quoteView, status: 201 },
  getQuote: { method: 'GET', path: '/v1/quotes/:id', params: byId, response: quoteView, status: 200 },
  confirm: {
    method: 'POST',
    path: '/v1/transactions',
    body: confirmRequest,
    headers: z.object({ 'idempotency-key': idempotencyKey }),
    response: transactionView,
    status: 201,
  },
  listTransactions: {
    method: 'GET',
    path: '/v1/transactions',
    query: pageQuery,
    response: transactionPage,
    status: 200,
  },
  getTransaction: {
    method: 'GET',
    path: '/v1/transactions/:id',
    params: byId,
    response: transactionView,
    status: 200,
  },
  /** Finds what a lost answer was about: the transaction that this key made, or 404. */
  findTransactionByKey: {
    method: 'GET',
    path: '/v1/transactions/by-key/:key',
    params: z.strictObject({ key: idempotencyKey }),
    response: transactionView,
    status: 200,
  },
  balances: { method: 'GET', path: '/v1/balances', response: balancesView, status: 200 },
  createDraft: {
    method: 'POST',
    path: '/v1/drafts',
    body: createDraftRequest,
    response: draftView,
    status: 201,
  },
  listDrafts: { method: 'GET', path: '/v1/drafts', response: draftList, status: 200 },
  getDraft: { method: 'GET', path: '/v1/drafts/:id', params: byId, response: draftView, status: 200 },
  sendDraftEvent: {
    method: 'POST',
    path: '/v1/drafts/:id/events',
    params: byId,
    body: draftEventRequest,
    response: draftView,
    status: 200,
  },
  discardDraft: {
    method: 'POST',
    path: '/v1/drafts/:id/discard',
    params: byId,
    body: discardDraftRequest,
    response: draftView,
    status: 200,
  },
  /** How long the session still lasts. Asking does not prolong it. */
  sessionLife: { method: 'GET', path: '/v1/session', response: sessionLife, status: 200 },
  /** The person is at it: the session does not end for idleness before its time has run anew. */
  staySignedIn: { method: 'POST', path: '/v1/session/stay', response: sessionLife, status: 200 },
  listSessions: { method: 'GET', path: '/v1/sessions', response: sessionList, status: 200 },
  endSession: {
    method: 'POST',
    path: '/v1/sessions/:id/end',
    params: byId,
    response: sessionsEnded,
    status: 200,
  },
  endOtherSessions: { method: 'POST', path: '/v1/sessions/end-others', response: sessionsEnded, status: 200 },
} as const;

export type RouteName = keyof typeof ROUTES;
