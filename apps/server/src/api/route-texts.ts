import type { RouteName } from '@diboas/protocol';

/** What the reference page says of each route. */
export const ROUTE_TEXTS: {
  readonly [Name in RouteName]: {
    readonly summary: string;
    readonly description?: string;
    readonly tags: string[];
  };
} = {
  me: { tags: ['Account'], summary: 'Who is signed in' },
  limits: {
    tags: ['Adding money'],
    summary: 'What may be added, and by which methods',
    description: 'A method that no provider offers at the moment is left out.',
  },
  createQuote: {
    tags: ['Adding money'],
    summary: 'Ask for a price',
    description:
      'The offer stands for five minutes and takes nothing. The amount and all parts of the fees add up to the total, to the cent.',
  },
  getQuote: { tags: ['Adding money'], summary: 'Read a quote again' },
  confirm: {
    tags: ['Transactions'],
    summary: 'Confirm a quote, which makes a transaction',
    description:
      'Send the total that the person saw; another total than the quoted one is refused. The same `Idempotency-Key` with the same content gives the same transaction again, with status 200 and the header `Idempotent-Replayed: true`; with other content it is refused. After a lost answer, send the same request again, or look for the key.',
  },
  listTransactions: {
    tags: ['Transactions'],
    summary: 'List transactions, newest first',
    description:
      'Of each what a row tells; reading one gives all of it. A page holds 20 unless `limit` says otherwise. `nextCursor` asks for the next page; null is the end.',
  },
  getTransaction: { tags: ['Transactions'], summary: 'Read a transaction' },
  findTransactionByKey: {
    tags: ['Transactions'],
    summary: 'Find the transaction that an idempotency key made',
  },
  balances: {
    tags: ['Balances'],
    summary: 'Read all balances, at one moment',
    description:
      'Of each balance: what can be spent (`available`), what is set aside to leave (`reserved`), and what is announced but has not arrived (`incoming`), with the holds that explain the latter two: one for each amount that a transaction under way holds. The holds with the direction `reserved` add up to `reserved`, those with `incoming` to `incoming`, to the last digit. All of it is of one moment, and includes every change of the live stream up to `seq`.',
  },
  createDraft: { tags: ['Drafts'], summary: 'Begin a wizard' },
  listDrafts: { tags: ['Drafts'], summary: 'List unfinished wizards, last changed first' },
  getDraft: { tags: ['Drafts'], summary: 'Read an unfinished wizard' },
  sendDraftEvent: {
    tags: ['Drafts'],
    summary: 'Take a step in a wizard',
    description:
      'An event is taken only with the version it was made from, so that two devices never overwrite each other unseen. A draft ends seven days after its last change.',
  },
  discardDraft: {
    tags: ['Drafts'],
    summary: 'Throw an unfinished wizard away',
    description:
      'Its answers are forgotten at once. One whose confirmation has gone out is kept, because only what became of that tells whether money moves.',
  },
  sessionLife: {
    tags: ['Sessions'],
    summary: 'How long the session still lasts',
    description: 'Asking does not prolong it: only requests that change something count as use.',
  },
  staySignedIn: { tags: ['Sessions'], summary: 'Say that the person is still at it' },
  listSessions: { tags: ['Sessions'], summary: 'Where the person is signed in' },
  endSession: { tags: ['Sessions'], summary: 'End a session' },
  endOtherSessions: { tags: ['Sessions'], summary: 'End all sessions but this one' },
};
