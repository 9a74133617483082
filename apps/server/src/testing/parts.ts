import { BANKING_OPERATIONS } from '@diboas/banking';
import { createCalendars } from '@diboas/calendars';
import { createCompliance, RULES } from '@diboas/compliance';
import { DEFI_OPERATIONS } from '@diboas/defi';
import { INVESTING_OPERATIONS } from '@diboas/investing';
import { accept, bucketOf, createId, createSeededRandom, refuse } from '@diboas/kernel';
import { CHAIN_NETWORKS } from '@diboas/networks';
import { createMarketHours, createOpenGate, NEW_PROFILE, type Provider } from '@diboas/orchestration';
import { pino } from 'pino';
import type { SignIn } from '../auth/sign-in.ts';
import type { Identities } from '../compliance/identities.ts';
import type { SecondFactor } from '../factor/second-factor.ts';
import type { Parts } from '../parts/parts.ts';
import { createLotsReader } from '../reporting/read-lots.ts';
import { createStrategyShelf } from '../strategies/shelf.ts';
import { createMetrics } from '../telemetry/metrics.ts';
import type { SmallWorld } from './small-world.ts';

/** Sign-in where nobody can. */
export const NOBODY_SIGNED_IN: SignIn = {
  session: async () => null,
  hasEnded: async () => false,
  standing: async () => new Set(),
  onSessionsEnded() {},
  ask: async () => ({ value: undefined, cookies: [] }),
  follow: async () => ({ value: { followed: { outcome: 'not_whole' }, signedInAs: null }, cookies: [] }),
  signOut: async () => ({ value: undefined, cookies: [] }),
  customersOf: async () => new Map(),
  sessionsOf: async () => [],
  endSessions: async () => 0,
  purge: async () => {},
};

/** The second factor where nobody has one, and nobody needs it. */
export const NOBODYS_FACTOR: SecondFactor = {
  state: async () => ({ since: null, recoveryCodesLeft: 0, freshMs: 0, withoutIt: null }),
  begin: async () => refuse({ code: 'factor_required' }),
  confirm: async () => refuse({ code: 'not_found' }),
  give: async () => refuse({ code: 'not_found' }),
  renewCodes: async () => refuse({ code: 'not_found' }),
  turnOff: async () => refuse({ code: 'not_found' }),
  admitChange: async () => accept(undefined),
  admitLeaving: async () => accept({ undo: async () => {} }),
  sweep: async () => {},
};

/** Wallets and bank accounts of people where nobody makes any, and no network is asked. */
export const NOBODYS_CUSTODY: Pick<Parts, 'personalWallets' | 'personalBankAccounts' | 'isContractAt'> = {
  isContractAt: async () => null,
  personalWallets: { made: async () => null, make: async () => refuse('no_provider') },
  personalBankAccounts: {
    list: async () => [],
    canBeAddedElsewhere: () => false,
    add: async () => refuse('no_provider'),
    remove: async () => null,
  },
};

/** Statements where nobody's are kept. */
export const NOBODYS_STATEMENTS: Parts['statements'] = {
  askStatement: async () => {},
  statement: async () => null,
  statements: async () => [],
  statementFile: async () => null,
  journalBeganAt: async () => null,
};

/** Lots where nothing ever happened. */
export const NO_LOTS: Parts['readLots'] = createLotsReader({
  source: { traded: async () => ({ entries: [], transfers: [], balances: [], terms: [] }) },
  store: { lotChoices: async () => ({ told: [], methods: [] }) },
  onRefused: () => {},
});

/** The past where nothing of it is known. */
export const NO_PAST: Parts['past'] = { candles: async () => [], nameOf: (source) => source };

/** What strategies earned, where nothing of it was kept. */
export const NO_STRATEGY_PAST: Parts['strategyPast'] = {
  strategyDays: async () => [],
  nameOf: (source) => source,
};

/** Who people are, where nobody can show it. */
export const NOBODYS_IDENTITY: Identities = {
  known: async () => ({ profile: NEW_PROFILE, last: null }),
  begin: async () => refuse('no_provider'),
  desks: new Map(),
  hint: async () => false,
  lookOnce: async () => 0,
};

/** What handlers work with in a small world: nobody can sign in, and no provider is asked, unless it is changed. */
export function createTestParts(
  { store, engine, clock }: Pick<SmallWorld, 'engine' | 'clock'> & Pick<Parts, 'store'>,
  changes: Partial<Pick<Parts, 'providers' | 'gate' | 'calendars' | 'personalWallets' | 'isContractAt'>> = {},
): Parts {
  const random = createSeededRandom(2);
  return {
    ...{ store, engine, clock, metrics: createMetrics(), logger: pino({ level: 'silent' }) },
    signIn: NOBODY_SIGNED_IN,
    secondFactor: NOBODYS_FACTOR,
    operations: new Map(
      [...BANKING_OPERATIONS, ...INVESTING_OPERATIONS, ...DEFI_OPERATIONS].map((one) => [one.name, one]),
    ),
    providers: new Map(),
    worthOf: () => null,
    calendars: createCalendars([]),
    hours: createMarketHours(createCalendars([])),
    tradesShares: false,
    strategies: createStrategyShelf([], clock),
    chain: 'live',
    rates: () => [],
    past: NO_PAST,
    books: { book: async () => null },
    strategyPast: NO_STRATEGY_PAST,
    ...NOBODYS_CUSTODY,
    statements: NOBODYS_STATEMENTS,
    readLots: NO_LOTS,
    identities: NOBODYS_IDENTITY,
    compliance: createCompliance(RULES),
    gate: createOpenGate(),
    createId: (customerId) => createId({ now: clock.now(), random, bucket: bucketOf(customerId) }),
    newIdIn: (bucket) => createId({ now: clock.now(), random, bucket }),
    depositAddresses: new Map(CHAIN_NETWORKS.map((network) => [network, `on ${network}`])),
    canMail: false,
    quotesPerMinute: 20,
    config: { mailbox: false, world: 'sandbox', support: null },
    pingDatabase: async () => {},
    ...changes,
  };
}

/** A provider that is asked for prices, and nothing else. */
export function pricingProvider(id: string, quote: Provider['quote']): Provider {
  return {
    ...{ id, name: id, roles: ['ON_RAMP'], keyLifetimeMs: 1, remembersRefusals: true, quote },
    submit: async () => ({ kind: 'unknown', detail: 'nothing is sent here' }),
    lookup: async () => ({ kind: 'unknown', detail: 'nothing is sent here' }),
    readWebhook: () => refuse('forged'),
    rereadWebhook: () => refuse('unreadable'),
  };
}

/** What is asked for by whoever adds money by card, but the amount. */
export const BY_CARD = {
  operation: 'ADD_FUNDS',
  method: 'card',
  currency: 'USD',
  asset: 'USDC',
  network: 'solana',
} as const;

/** A request by a browser that nobody knows, with nothing in it. */
export const STRANGERS_REQUEST = {
  ...{ browser: {}, params: undefined, query: undefined, headers: undefined, body: undefined },
};

/** A request by a customer with nothing in it. */
export function requestOf(customerId: string) {
  const ends = { idleEndsAt: 0, expiresAt: 0 };
  const session = { id: 'session-1', customerId, email: 'customer@example.com', ...ends };
  return { session, params: undefined, query: undefined, headers: undefined, body: undefined };
}
