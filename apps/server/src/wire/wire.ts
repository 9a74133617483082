import { getRandomValues } from 'node:crypto';
import { BANKING_OPERATIONS } from '@diboas/banking';
import { createCompliance } from '@diboas/compliance';
import { DEFI_OPERATIONS } from '@diboas/defi';
import { INVESTING_OPERATIONS } from '@diboas/investing';
import { assert, bucketOf, type Clock, createId, createPooledRandom } from '@diboas/kernel';
import {
  createAskOffers,
  createEngine,
  createProviderGate,
  type JournalEntry,
  type MemoSeal,
  type Operation,
  type Provider,
  type Wallet,
} from '@diboas/orchestration';
import { type Desks, desksOf } from '@diboas/providers-kit';
import {
  createMemoSeal,
  createPayloadKeys,
  createPostgresComplianceRules,
  createPostgresFloatActs,
  createPostgresFloatWatch,
  createPostgresInvitations,
  createPostgresReportStore,
  createPostgresStore,
  listenForChanges,
  openPool,
  type PostgresStoreOptions,
  type Store,
} from '@diboas/storage';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { viewOf } from '../api/transactions/handler.ts';
import { createMailbox, type Mailbox } from '../auth/mailbox.ts';
import { createSignIn, type SignIn, type SignInOptions } from '../auth/sign-in.ts';
import { createSignInNotes, type NoteSignIn } from '../auth/sign-in-audit.ts';
import { createIdentities } from '../compliance/identities.ts';
import { keepRules } from '../compliance/rules.ts';
import { createPersonalBankAccounts } from '../custody/personal-bank-accounts.ts';
import { createPersonalWallets } from '../custody/personal-wallets.ts';
import { createFactorSeal } from '../factor/factor-seal.ts';
import { createSecondFactor, type SecondFactor } from '../factor/second-factor.ts';
import { createLiveHub, type HubPace, type LiveHub } from '../live/hub.ts';
import type { Parts } from '../parts/parts.ts';
import { startTimer } from '../parts/start-timer.ts';
import { startReporting } from '../reporting/make-reports.ts';
import type { Settings } from '../settings/shape.ts';
import { createStrategyShelf } from '../strategies/shelf.ts';
import { measureEngine, measureProvider, measureStore } from '../telemetry/measured.ts';
import { createMetrics, type Metrics } from '../telemetry/metrics.ts';
import { createFloatLooks } from '../treasury/float-looks.ts';
import { createClaims } from '../work/claims.ts';
import { createDeposits, type Deposits } from '../work/deposits.ts';
import { lookAfterExpected } from '../work/expecting.ts';
import { type Housekeeping, type HousekeepingOptions, startHousekeeping } from '../work/housekeeping.ts';
import { createInvitations, type Invitations } from '../work/invitations.ts';
import type { PriceBoard } from '../work/price-board.ts';
import { chainNodesOf, checkChains, contractLookOf } from './chains.ts';
import { pingDatabase, prepareDatabase } from './database.ts';
import type { WiredHours } from './hours.ts';
import { wireLots } from './lots.ts';
import { openDesks, priceSourceOf, startMarket, wirePast } from './market.ts';
import { payersOf } from './open-providers.ts';
import { wireOperators } from './operators.ts';
import {
  scaledIdentityLooks,
  scaledLooks,
  scaledPace,
  scaledProviderPace,
  scaledReplacement,
} from './pace.ts';
import { type WiredPortfolios, wirePortfolios } from './portfolios.ts';
import { type WiredScreening, wireScreening } from './screening.ts';
import { wireSealer } from './sealer.ts';

/** Connections to the database: for money and screens, and for sign-in, so that neither starves the other. */
const POOL_MAX = 12;
const SIGN_IN_POOL_MAX = 4;
/** For what goes on beside requests: one that seals and one that keeps house. */
const BACKGROUND_POOL_MAX = 2;
/** For reports: one that listens for jobs, and two for the one that is made. */
const REPORTS_POOL_MAX = 3;

/** Batches under way at a time: few, so that meanwhile the others gather, and a burst costs few commits. */
const BATCHES_MAX = 3;

export interface Wired extends WiredPortfolios {
  readonly parts: Parts;
  readonly hub: LiveHub;
  /** What handlers of operators work with. */
  readonly operators: ReturnType<typeof wireOperators>;
  /** Null when sign-in mails are not kept here. */
  readonly mailbox: Mailbox | null;
  /** What comes to addresses of people. */
  readonly deposits: Deposits;
  /** Whom people send to, as they appear: looked for on lists. */
  readonly recipients: WiredScreening['recipients'];
  /** Ends what was opened here. The engine must have stopped. */
  close(): Promise<void>;
}

export interface WireOptions {
  readonly settings: Settings;
  readonly publicUrl: string;
  readonly logger: Logger;
  readonly clock?: Clock;
  readonly livePace?: Partial<HubPace>;
}

/** The only place that picks what stands behind each port. */
export async function wire({ settings, publicUrl, logger, livePace, ...given }: WireOptions): Promise<Wired> {
  const clock = given.clock ?? { now: Date.now, elapsed: () => performance.now() };
  const metrics = createMetrics();
  const onLost = (err: Error) => logger.warn({ err }, 'a connection to the database was lost');
  await Promise.all([checkChains(settings, logger), prepareDatabase(settings, logger)]);
  const { pool, signInPool, backgroundPool, reportsPool, closePools } = openPools(settings, onLost);
  const statements = createPostgresReportStore(pool);
  const store = measureStore(createPostgresStore(pool, payloadOptions(settings)), metrics);
  const onError = (where: string) => (err: unknown) => {
    metrics.errors.inc({ where });
    logger.error({ err, where }, 'something failed beside a request');
  };
  await keepRules(createPostgresComplianceRules(pool), settings.rules, clock);
  const base = { settings, publicUrl, clock, metrics, store, logger };
  let hear = (_journal: readonly JournalEntry[]): void => {};
  const opened = await openDesks(base);
  const screening = wireScreening({ ...base, ...opened, pool });
  const engineParts = wireEngine({
    ...{ ...base, ...opened, ...screening },
    onError: onError('engine'),
    onCommitted: (journal) => hear(journal),
  });
  const mailbox = settings.mailbox ? createMailbox(clock) : null;
  const { createId } = engineParts;
  const custody = wireCustody({ ...base, ...opened, ...engineParts, ...screening });
  const noted = createPostgresInvitations(pool);
  const claims = createClaims({ store, engine: engineParts.engine, createId });
  const invitations = mailbox && createInvitations({ store: noted, mailer: mailbox, publicUrl, clock });
  const onSignedIn: SignInOptions['onSignedIn'] = (who) => void claims.handOver(who).catch(onError('claims'));
  const signingIn = wireSigningIn({ ...base, pool: signInPool, mailbox, createId, onSignedIn });
  const { signIn, secondFactor } = signingIn;
  const parts: Parts = {
    ...{ ...engineParts, ...custody, store, statements, clock, signIn, secondFactor, metrics, logger },
    ...wirePast(pool, { ...opened, clock }),
    readLots: wireLots({ ...base, pool }),
    ...partsOf(settings, mailbox),
    pingDatabase: () => pingDatabase(pool),
  };
  const hub = wireHub(parts, { settings, livePace, onError: onError('live') });
  signIn.onSessionsEnded((sessionIds) => hub.endSessions(sessionIds));
  opened.board.onTaken(hub.noticePrices);
  hear = hearCommits({ hub, store, invitations, onError: onError('invitations') });
  const [listener, reporting] = await Promise.all([
    listenForChanges(settings.databaseUrl, hub.wake),
    startReporting({ ...base, ...engineParts, pool: reportsPool, onError: onError('reports') }),
  ]).catch(async (error: unknown) => {
    await closePools();
    throw error;
  });
  const background = startBackground({
    ...{ ...base, ...opened, createId, pool: backgroundPool, strategies: parts.strategies },
    ...{ sweepSignIn: signingIn.sweep, queueReportsAgain: reporting.queueAgain },
    lookAfterExpected: () =>
      lookAfterExpected({ pool: backgroundPool, clock, reader: store, claims, invitations, noted }),
  });
  return {
    ...{ parts, hub, mailbox, operators: wireOperators(parts, { pool, settings }) },
    ...{ deposits: custody.deposits, recipients: screening.recipients },
    ...wirePortfolios({ ...base, ...opened, ...engineParts, pool: backgroundPool }),
    async close() {
      screening.close();
      await Promise.all([background.stop(), reporting.stop()]);
      await listener.close();
      await closePools();
    },
  };
}

/** What this node has committed is told to screens, and to whoever money waits for from then on. Never waited for. */
function hearCommits({
  hub,
  store,
  invitations,
  onError,
}: {
  readonly hub: Pick<LiveHub, 'wake'>;
  readonly store: Pick<Store, 'transaction'>;
  readonly invitations: Invitations | null;
  readonly onError: (error: unknown) => void;
}): (journal: readonly JournalEntry[]) => void {
  const invite = async (id: string): Promise<void> => {
    const transaction = await store.transaction(id);
    if (transaction?.wait?.for === 'recipient') await invitations?.tell(transaction);
  };
  return (journal) => {
    hub.wake(journal.map(({ customerId }) => customerId));
    for (const { transactionId, events } of journal)
      if (events.some((one) => one.type === 'waits' && one.wait?.for === 'recipient'))
        void invite(transactionId).catch(onError);
  };
}

/** Everything that connects to the database does so by one of these. */
function openPools({ databaseUrl }: Settings, onLost: (error: Error) => void) {
  const pool = openPool(databaseUrl, { max: POOL_MAX, onLost });
  const signInPool = openPool(databaseUrl, { max: SIGN_IN_POOL_MAX, onLost });
  const backgroundPool = openPool(databaseUrl, { max: BACKGROUND_POOL_MAX, onLost, scans: true });
  const reportsPool = openPool(databaseUrl, { max: REPORTS_POOL_MAX, onLost, scans: true });
  const pools = [pool, signInPool, backgroundPool, reportsPool];
  const closePools = () => Promise.allSettled(pools.map((one) => one.end()));
  return { pool, signInPool, backgroundPool, reportsPool, closePools };
}

/** Where nothing is given (only tests do that), texts of webhooks are not kept. */
function payloadOptions({ payloadKeys: [first, ...others] }: Settings): PostgresStoreOptions {
  return first === undefined ? {} : { payloadKeys: createPayloadKeys([first, ...others]) };
}

/** By the same keys what is prepared for providers is encrypted before it is kept. */
function sealOptions(settings: Settings): { readonly memoSeal?: MemoSeal } {
  const { payloadKeys } = payloadOptions(settings);
  return payloadKeys ? { memoSeal: createMemoSeal(payloadKeys) } : {};
}

/** What goes on beside requests and the engine. */
function startBackground(
  options: Base &
    Pick<HousekeepingOptions, 'sweepSignIn' | 'lookAfterExpected' | 'queueReportsAgain'> & {
      readonly pool: Pool;
      readonly logger: Logger;
      readonly board: PriceBoard;
      readonly exchangeHours: WiredHours;
      readonly desks: readonly Partial<Desks>[];
      readonly createId: Parts['createId'];
      readonly strategies: Parts['strategies'];
    },
): Housekeeping {
  const { store, settings, desks, pool, createId, ...shared } = options;
  const sealer = wireSealer(options);
  sealer.start();
  const market = startMarket({ ...shared, desks, pool, createId });
  const sessions = options.exchangeHours.watch();
  const floats = createFloatLooks({
    ...{ ...shared, store, createId, rules: settings.floatRules },
    watch: createPostgresFloatWatch(pool),
    acts: createPostgresFloatActs(pool),
    payers: payersOf(desks),
  });
  const housekeeping = startHousekeeping({
    ...{ ...shared, pool, createId, audit: store, payloadDays: settings.payloadDays },
    ...{ lookAtFloats: floats.lookOnce, paceFactor: settings.paceFactor },
  });
  return {
    async stop() {
      await Promise.all([housekeeping.stop(), market.stop(), sessions.stop()]);
      await sealer.stop();
    },
  };
}

/** What handlers are told of the settings. */
function partsOf(
  settings: Settings,
  mailbox: Mailbox | null,
): Pick<Parts, 'canMail' | 'config' | 'depositAddresses' | 'quotesPerMinute'> {
  const { depositAddresses, quotesPerMinute, world, supportContact: support } = settings;
  const canMail = mailbox !== null;
  const config = { mailbox: canMail, world, support };
  return { canMail, config, depositAddresses, quotesPerMinute };
}

interface Base {
  readonly settings: Settings;
  readonly publicUrl: string;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly store: Store;
}

/** The live streams of this node: what they read, whose sessions stand, and how many there may be. */
function wireHub(
  parts: Parts,
  {
    settings,
    livePace,
    onError,
  }: Pick<WireOptions, 'settings'> & {
    readonly livePace: Partial<HubPace> | undefined;
    readonly onError: (error: unknown) => void;
  },
): LiveHub {
  const { store, clock, metrics, signIn } = parts;
  return createLiveHub({
    reader: store,
    viewOf: (transaction) => viewOf(parts, transaction),
    now: clock.now,
    prices: priceSourceOf(parts),
    metrics,
    onError,
    standing: (sessionIds) => signIn.standing(sessionIds),
    pace: {
      addressSocketsMax: settings.requestsPerMinute,
      nodeSocketsMax: settings.liveSocketsMax,
      ...livePace,
    },
  });
}

/** Wallets and bank accounts of people, what comes to their addresses, and who they are. */
function wireCustody(
  options: Base &
    Pick<Parts, 'engine' | 'gate' | 'chain' | 'createId' | 'logger'> & {
      readonly wallets: readonly Wallet[];
    } & WithIdentity,
): Pick<Parts, 'personalWallets' | 'personalBankAccounts' | 'isContractAt' | 'identities'> &
  Pick<Wired, 'deposits'> {
  const { memoSeal } = sealOptions(options.settings);
  const offRamps = desksOf(options.desks, 'offRamp');
  const returnUrl = `${options.publicUrl}/bank-accounts`;
  return {
    isContractAt: contractLookOf(options.settings),
    identities: wireIdentities(options),
    personalBankAccounts: createPersonalBankAccounts({ ...options, offRamps, returnUrl, startTimer }),
    personalWallets: createPersonalWallets({ ...options, memoSeal }),
    deposits: createDeposits({ ...options, pace: scaledLooks(options.settings.paceFactor) }),
  };
}

interface WithIdentity extends Pick<WiredScreening, 'screenPerson'> {
  readonly desks: readonly Partial<Desks>[];
}

/** Who people are, as their providers find out. */
function wireIdentities(
  options: Base & Pick<Parts, 'engine' | 'gate' | 'createId' | 'logger'> & WithIdentity,
): Parts['identities'] {
  return createIdentities({
    ...options,
    desks: desksOf(options.desks, 'identity'),
    pace: scaledIdentityLooks(options.settings.paceFactor),
    returnUrl: `${options.publicUrl}/verify`,
    startTimer,
  });
}

/** The engine, what it works with, and the ids that are made like its own. */
function wireEngine(
  options: Base & {
    readonly logger: Logger;
    readonly board: PriceBoard;
    readonly exchangeHours: WiredHours;
    readonly desks: readonly Partial<Desks>[];
    readonly onError: (error: unknown) => void;
    readonly screen: WiredScreening['screen'];
    readonly onCommitted: (journal: readonly JournalEntry[]) => void;
  },
): Pick<
  Parts,
  | 'engine'
  | 'operations'
  | 'providers'
  | 'worthOf'
  | 'chain'
  | 'rates'
  | 'gate'
  | 'calendars'
  | 'hours'
  | 'tradesShares'
  | 'strategies'
  | 'createId'
  | 'newIdIn'
  | 'compliance'
> & {
  readonly wallets: readonly Wallet[];
} {
  const { settings, publicUrl, clock, metrics, store, onError, onCommitted } = options;
  const random = createPooledRandom(getRandomValues);
  const wallets = desksOf(options.desks, 'wallet');
  const executing = [...desksOf(options.desks, 'onRamp'), ...payersOf(options.desks)];
  const { paceFactor } = settings;
  const providers = new Map(
    executing.map((one) => [one.id, measureProvider(atPace(one, paceFactor), metrics)]),
  );
  assert(providers.size === executing.length, 'whoever carries out orders has one desk for that');
  const operations = operationsHere();
  const compliance = createCompliance(settings.rules);
  const gate = createProviderGate({ store, clock, rules: scaledPace(paceFactor).breaker });
  const { calendars, hours, tradesShares } = options.exchangeHours;
  const engine = createEngine({
    store,
    hours,
    providers,
    operations,
    clock,
    random,
    gate,
    batchesMax: BATCHES_MAX,
    ...scaledPace(paceFactor),
    ...sealOptions(settings),
    compliance,
    screen: options.screen,
    askOffers: createAskOffers({ store, providers, operations, gate, clock, startTimer }),
    returnUrl: (transaction) => `${publicUrl}/transactions/${transaction.id}`,
    onCommitted,
    onError,
  });
  return {
    engine: measureEngine(engine, metrics),
    ...{ operations, providers, compliance, wallets, gate, calendars, hours, tradesShares },
    strategies: createStrategyShelf(desksOf(options.desks, 'strategies'), clock),
    ...{ worthOf: options.board.worth, rates: options.board.rates },
    chain: chainNodesOf(settings).chain,
    createId: (customerId) => createId({ now: clock.now(), random, bucket: bucketOf(customerId) }),
    newIdIn: (bucket) => createId({ now: clock.now(), random, bucket }),
  };
}

function operationsHere(): ReadonlyMap<string, Operation> {
  const all = [...BANKING_OPERATIONS, ...INVESTING_OPERATIONS, ...DEFI_OPERATIONS];
  return new Map(all.map((one) => [one.name, one]));
}

function atPace<Desk extends Provider>(desk: Desk, paceFactor: number): Desk {
  const { pace, replacement } = desk;
  return {
    ...desk,
    ...(pace ? { pace: scaledProviderPace(pace, paceFactor) } : {}),
    ...(replacement ? { replacement: scaledReplacement(replacement, paceFactor) } : {}),
  };
}

interface SigningIn extends Base {
  readonly pool: Pool;
  readonly logger: Logger;
  readonly mailbox: Mailbox | null;
  readonly createId: Parts['createId'];
  readonly onSignedIn: SignInOptions['onSignedIn'];
}

/** Signing in, and what is given besides before money leaves. */
function wireSigningIn(
  options: SigningIn,
): Pick<Parts, 'signIn' | 'secondFactor'> & { readonly sweep: () => Promise<void> } {
  const { settings, store, clock, createId } = options;
  const note = createSignInNotes({ store, clock, createId, secret: settings.authSecrets[0] ?? '' });
  const [signIn, secondFactor] = [wireSignIn({ ...options, note }), wireSecondFactor({ ...options, note })];
  return {
    ...{ signIn, secondFactor },
    sweep: async () => void (await Promise.all([signIn.purge(), secondFactor.sweep()])),
  };
}

function wireSignIn(options: SigningIn & { readonly note: NoteSignIn }): SignIn {
  const { settings, publicUrl, clock, store, pool, logger, mailbox } = options;
  const { note, onSignedIn } = options;
  return createSignIn({
    pool,
    publicUrl,
    clock,
    note,
    onSignedIn,
    secrets: settings.authSecrets,
    rules: { idleMs: settings.sessionIdleMs, lifeMs: settings.sessionLifeMs },
    mailer: mailbox ?? { send: async () => assert(false, 'a server without a way to send mail sends none') },
    onNoteLost: (err) =>
      logger.error({ err, where: 'sign-in' }, 'the end of a session was not put on record'),
    onMailLost: (err) => logger.error({ err, where: 'sign-in' }, 'a sign-in mail was not sent'),
    async onSignIn(customerId) {
      await store.ensureCustomer(customerId, clock.now());
      await note('signed_in', { customerId });
    },
  });
}

/** What apps make codes of is sealed by the keys of webhooks' texts; where nothing is given, by the secret of sessions. */
function wireSecondFactor({
  pool,
  clock,
  settings: { payloadKeys, authSecrets, withoutFactorPerDay: withoutIt },
  note,
}: Base & { readonly pool: Pool; readonly note: NoteSignIn }): SecondFactor {
  const [first = '', ...others] = payloadKeys.length > 0 ? payloadKeys : authSecrets;
  const seal = createFactorSeal(createPayloadKeys([first, ...others]));
  return createSecondFactor({ pool, clock, seal, note, withoutIt });
}
