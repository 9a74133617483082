import type { Call, CallAnswer, CallInput, CallRefusal } from '@diboas/client';
import type { ProblemCode, QuoteRequest, RouteName } from '@diboas/protocol';
import { infiniteQueryOptions, queryOptions, replaceEqualDeep } from '@tanstack/react-query';
import { newestBy, newestPage, newestPages, newestVersion } from './newest.ts';

/** A refusal as the query cache carries it: there, what is not an answer has to be thrown. */
export class CallError extends Error {
  readonly refusal: CallRefusal;

  constructor(refusal: CallRefusal) {
    super(refusal.kind === 'refused' ? refusal.problem.title : 'no answer');
    this.name = 'CallError';
    this.refusal = refusal;
  }

  get code(): ProblemCode | null {
    return this.refusal.kind === 'refused' ? this.refusal.problem.code : null;
  }
}

/** Only a missing answer is worth asking again by itself; a refusal would be the same refusal. */
export function shouldRetry(failures: number, error: Error): boolean {
  return failures < 3 && error instanceof CallError && error.refusal.kind === 'no_answer';
}

/** The answer of a call, or its refusal thrown. */
export async function answerOf<N extends RouteName>(
  call: Call<NoInfer<N>>,
  name: N,
  input: CallInput<N>,
): Promise<CallAnswer<N>> {
  const outcome = await call(name, input);
  if (!outcome.ok) throw new CallError(outcome.refusal);
  return outcome.value;
}

export const keys = {
  me: ['me'],
  sessions: ['sessions'],
  secondFactor: ['second-factor'],
  identity: ['identity'],
  operations: ['operations'],
  balances: ['balances'],
  portfolio: ['portfolio'],
  positions: ['positions'],
  strategies: ['strategies'],
  riskProfile: ['risk-profile'],
  transactions: ['transactions'],
  recent: ['transactions', 'recent'],
  pages: ['transactions', 'pages'],
  transaction: (id: string) => ['transaction', id],
  recipients: ['recipients'],
  depositAddresses: ['deposit-addresses'],
  bankAccounts: ['bank-accounts'],
  recurringBuys: ['recurring-buys'],
  priceAlerts: ['price-alerts'],
  notices: ['notices'],
  drafts: ['drafts'],
  draft: (id: string) => ['draft', id],
  quote: (id: string) => ['quote', id],
  offer: (request: QuoteRequest) => ['offer', request],
} as const;

/** So many of the last are read at once that what is under way is among them; the home page lists the first few. */
export const RECENT = 20;

/** How the cache takes in what arrives, where something newer may be known already. */
function keeping<Data>(newest: (known: Data | undefined, given: Data) => Data) {
  return (known: unknown, given: unknown): unknown =>
    replaceEqualDeep(known, newest(known as Data | undefined, given as Data));
}

/** Every read that a page makes, with its place in the cache. */
export function createQueries(call: Call) {
  return {
    me: () =>
      queryOptions({ queryKey: keys.me, queryFn: () => answerOf(call, 'me', {}), staleTime: Infinity }),
    operations: () =>
      queryOptions({ queryKey: keys.operations, queryFn: () => answerOf(call, 'operations', {}) }),
    balances: () =>
      queryOptions({
        queryKey: keys.balances,
        queryFn: () => answerOf(call, 'balances', {}),
        structuralSharing: keeping<CallAnswer<'balances'>>(newestBy('seq')),
      }),
    recent: () =>
      queryOptions({
        queryKey: keys.recent,
        queryFn: () => answerOf(call, 'listTransactions', { query: { limit: String(RECENT) } }),
        structuralSharing: keeping(newestPage),
      }),
    pages: () =>
      infiniteQueryOptions({
        queryKey: keys.pages,
        queryFn: ({ pageParam }) =>
          answerOf(call, 'listTransactions', {
            query: { limit: '20', ...(pageParam === null ? {} : { cursor: pageParam }) },
          }),
        initialPageParam: null as string | null,
        getNextPageParam: (page) => page.nextCursor,
        structuralSharing: keeping(newestPages),
      }),
    transaction: (id: string) =>
      queryOptions({
        queryKey: keys.transaction(id),
        queryFn: () => answerOf(call, 'getTransaction', { params: { id } }),
        structuralSharing: keeping<CallAnswer<'getTransaction'>>(newestVersion),
      }),
    ...createFlowQueries(call),
  };
}

/** Those of what people begin, and what it costs. */
function createFlowQueries(call: Call) {
  return {
    drafts: () => queryOptions({ queryKey: keys.drafts, queryFn: () => answerOf(call, 'listDrafts', {}) }),
    draft: (id: string) =>
      queryOptions({
        queryKey: keys.draft(id),
        queryFn: () => answerOf(call, 'getDraft', { params: { id } }),
        staleTime: 5_000,
        structuralSharing: keeping<CallAnswer<'getDraft'>>(newestVersion),
      }),
    quote: (id: string) =>
      queryOptions({
        queryKey: keys.quote(id),
        queryFn: () => answerOf(call, 'getQuote', { params: { id } }),
        staleTime: Infinity,
      }),
  };
}

export type Queries = ReturnType<typeof createQueries>;
