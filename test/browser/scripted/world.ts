import { randomUUID } from 'node:crypto';
import { formatMoney, money, parseMoney } from '@diboas/kernel';
import type {
  BalancesView,
  BankAccountView,
  DepositAddressView,
  DraftView,
  EstimateView,
  FollowAnswer,
  HoldView,
  IdentityView,
  LimitsView,
  LiveMessage,
  LotsView,
  NoticeView,
  OperationBar,
  OperationView,
  PaymentMethod,
  PositionDetail,
  PriceAlertView,
  PricesView,
  QuoteOf,
  QuoteRequest,
  QuoteView,
  RecipientView,
  RecurringBuyView,
  RiskProfileView,
  SaleGainView,
  SecondFactorView,
  SendWarning,
  SessionLife,
  SessionView,
  StatementView,
  StrategyView,
  TaxYearView,
  TransactionView,
} from '@diboas/protocol';
import { WIZARDS, type WizardName, type WizardStates } from '@diboas/wizards';
import { unknownPerson } from './identity.ts';
import { legsOf } from './legs.ts';

/**
 * Everything that the scripted server knows. Tests write to it directly, to put the app into states that a real
 * provider reaches only once in a thousand payments.
 */
export interface ScriptedWorld {
  signedIn: boolean;
  /** Whether this browser's session ended without its doing. */
  sessionEnded: boolean;
  /** What following any link comes to. */
  follow: FollowAnswer;
  /** How long the session still lasts. */
  life: SessionLife;
  sessions: SessionView[];
  secondFactor: SecondFactorView;
  mailbox: boolean;
  support: string | null;
  limits: LimitsView;
  /** Ways to pay that no provider takes for anything. */
  takenByNobody: readonly PaymentMethod[];
  /** What keeps the person from an operation now. */
  bars: Partial<Record<OperationView['operation'], OperationBar>>;
  /** What may be sent, beside what is there. */
  sendLimits: OperationView['limits'];
  balances: BalancesView['balances'];
  /** What one of an asset costs in each currency, and how long ago it did; null where nobody tells. */
  prices: readonly ScriptedPrice[] | null;
  /** What lies in strategies, with the days of each. */
  positions: PositionDetail[];
  strategies: StrategyView[];
  riskProfile: RiskProfileView;
  /** What is told of what is invested: of nothing, or of some. */
  portfolio: 'none' | 'some';
  recurringBuys: RecurringBuyView[];
  priceAlerts: PriceAlertView[];
  notices: NoticeView[];
  /** In the order of their names, as the server lists them. */
  recipients: RecipientView[];
  /** What is to be told of every address that is sent to, or written down. */
  sendWarnings: SendWarning[];
  bankAccounts: BankAccountView[];
  /** Newest first. */
  statements: StatementView[];
  /** Newest first. */
  taxYears: TaxYearView[];
  /** What was paid for what is held, and what any sale would gain. */
  lots: LotsView;
  saleGain: SaleGainView | null;
  /** Empty before they are made. */
  depositAddresses: DepositAddressView[];
  readonly drafts: Map<string, DraftView>;
  readonly quotes: Map<string, QuoteView>;
  /** Newest last. */
  readonly transactions: Map<string, TransactionView>;
  /** Which transaction each idempotency key made. */
  readonly keys: Map<string, string>;
  readonly changes: Extract<LiveMessage, { type: 'change' }>[];
  seq: number;
  /** Whether whoever asks for a price is asked who they are, and how well they are known. */
  asksIdentity: boolean;
  identity: IdentityView;
  /** How long a new quote lasts, and what it costs. */
  quoteLifeMs: number;
  /** When New York opens, where it is closed; shares wait until then. */
  exchangeOpensAt: string | null;
  feeCents: number;
  /** How far this server's clock is ahead of the machine's, so that tests need not wait for its time to pass. */
  aheadMs: number;
}

/** What one of an asset costs, by the currency it is asked for in. */
export type ScriptedPrice = Pick<PricesView['items'][number], 'asset'> &
  Readonly<Record<PricesView['currency'], string>> & { readonly ageMs: number };

const TOO_LONG_AGO = '2026-11-20T09:30:00.000Z';

export function wireInstant(ms: number = Date.now()): string {
  return new Date(ms).toISOString();
}

function sessionOf(given: Pick<SessionView, 'current' | 'browser' | 'system'>): SessionView {
  return { id: randomUUID(), begunAt: TOO_LONG_AGO, usedAt: wireInstant(), ...given };
}

const NEVER_ASKED: RiskProfileView = { version: 1, said: null, isOutdated: false };

export function createScriptedWorld(): ScriptedWorld {
  return {
    signedIn: true,
    sessionEnded: false,
    follow: { outcome: 'signed_in', email: 'customer@example.com', next: '/', signedInAs: null },
    life: { idleMs: 1_800_000, lifeMs: 86_400_000 },
    sessions: [
      sessionOf({ current: true, browser: 'Firefox', system: 'Linux' }),
      sessionOf({ current: false, browser: 'Safari', system: 'iPhone' }),
      sessionOf({ current: false, browser: null, system: null }),
    ],
    secondFactor: {
      ...{ since: null, recoveryCodesLeft: 0, freshMs: 0 },
      withoutIt: {
        most: { asset: 'USDC', amount: '250.000000' },
        left: { asset: 'USDC', amount: '250.000000' },
      },
    },
    mailbox: true,
    support: 'help@example.com',
    limits: {
      operation: 'ADD_FUNDS',
      currency: 'USD',
      minimum: { asset: 'USD', amount: '10.00' },
      maximum: { asset: 'USD', amount: '5000.00' },
      limit: {
        ...{ most: { asset: 'USD', amount: '5000.00' }, left: { asset: 'USD', amount: '5000.00' } },
        ...{ days: 30, moreAt: null },
      },
      methods: [
        { method: 'card', estimate: { fromSeconds: 60, toSeconds: 300, source: 'provider', days: null } },
        { method: 'bank', estimate: byBank('2026-12-01', '2026-12-03') },
      ],
    },
    ...{ takenByNobody: [], bars: {} },
    sendLimits: [],
    balances: [
      {
        type: 'BANKING',
        asset: 'USDC',
        network: 'solana',
        available: '1240.256789',
        reserved: '0.000000',
        incoming: '0.000000',
        holds: [],
      },
    ],
    prices: [
      { asset: 'USD', ageMs: 3_000, USD: '1', EUR: '0.92', BRL: '5.4' },
      { asset: 'USDC', ageMs: 3_000, USD: '0.9998', EUR: '0.92', BRL: '5.4' },
      { asset: 'BTC', ageMs: 2_000, USD: '100000', EUR: '92000', BRL: '540000' },
    ],
    ...{ portfolio: 'none', positions: [], strategies: [], riskProfile: NEVER_ASKED },
    ...{ recurringBuys: [], priceAlerts: [], notices: [] },
    recipients: [],
    sendWarnings: [],
    ...{ bankAccounts: [], statements: [], taxYears: [], saleGain: null },
    lots: { items: [], received: [] },
    depositAddresses: [],
    drafts: new Map(),
    quotes: new Map(),
    transactions: new Map(),
    keys: new Map(),
    changes: [],
    seq: 0,
    asksIdentity: false,
    identity: unknownPerson(),
    ...{ quoteLifeMs: 600_000, exchangeOpensAt: null, feeCents: 450, aheadMs: 0 },
  };
}

/**
 * Sets the balance's holds to one for each of these transactions, of what it brings or of the given amount, and the
 * two figures to what they add up to.
 */
export function hold(
  world: ScriptedWorld,
  held: readonly {
    readonly transaction: TransactionView;
    readonly direction: HoldView['direction'];
    readonly amount?: string;
  }[],
): void {
  const holds = held.map(({ transaction: { id, reference, receive }, direction, amount }) => ({
    ...{ id: randomUUID(), transaction: id, reference, direction },
    amount: { asset: receive.asset, amount: amount ?? receive.amount },
  }));
  world.balances = world.balances.map((balance) => {
    const sum = (wanted: HoldView['direction']): string => {
      const units = holds
        .filter(({ direction }) => direction === wanted)
        .map(({ amount: { amount } }) => parseMoney(balance.asset, amount))
        .reduce((total, parsed) => total + (parsed.ok ? parsed.value.units : 0n), 0n);
      return formatMoney(money(balance.asset, units));
    };
    return { ...balance, holds, reserved: sum('reserved'), incoming: sum('incoming') };
  });
}

const BEGINNINGS: { readonly [Name in WizardName]: { readonly initial: WizardStates[Name] } } = WIZARDS;

/** A draft of the wizard that has just begun. */
export function newDraft<Name extends WizardName>(wizard: Name): DraftView<Name> {
  return {
    id: randomUUID(),
    wizard,
    version: 1,
    state: BEGINNINGS[wizard].initial,
    createdAt: wireInstant(),
    updatedAt: wireInstant(),
    expiresAt: wireInstant(Date.now() + 7 * 86_400_000),
  };
}

/** A payment that banks move: it is there on one of these days of theirs. */
export function byBank(from: string, to: string): EstimateView {
  const lastAt = `${to}T23:00:00.000Z`;
  return { fromSeconds: 86_400, toSeconds: 259_200, source: 'provider', days: { from, to, lastAt } };
}

/** What is paid in, and what arrives where. */
type AddedTrade = Pick<Extract<QuoteRequest, { operation: 'ADD_FUNDS' }>, 'currency' | 'asset' | 'network'>;

/** `amount` plus a fee of ours plus the provider's, adding up to the cent. */
export function newQuote(
  world: ScriptedWorld,
  amount: string,
  method: PaymentMethod,
  { currency, asset, network }: AddedTrade = { currency: 'USD', asset: 'USDC', network: 'solana' },
): QuoteOf<'ADD_FUNDS'> {
  const cents = (value: number): string =>
    `${Math.floor(value / 100)}.${String(value % 100).padStart(2, '0')}`;
  const amountCents = Number(amount.replace('.', ''));
  const ours = Math.round(amountCents / 200);
  const theirs = world.feeCents - 50;
  const inMoney = (value: number) => ({ asset: currency, amount: cents(value) });
  return {
    id: randomUUID(),
    operation: 'ADD_FUNDS',
    method,
    from: { kind: 'payment', method },
    to: { kind: 'balance', type: 'BANKING' },
    provider: { id: 'northpay', name: 'Northpay' },
    pay: {
      amount: inMoney(amountCents),
      fees: [
        {
          tier: 'platform',
          amount: inMoney(ours),
          takenBy: 'diBoaS',
          purpose: 'arranging',
          basis: { kind: 'rate', bps: 50, of: inMoney(amountCents) },
        },
        {
          tier: 'provider',
          amount: inMoney(theirs),
          takenBy: 'Northpay',
          purpose: 'conversion',
          basis: { kind: 'quoted', by: 'Northpay' },
        },
      ],
      total: inMoney(amountCents + ours + theirs),
    },
    receive: { asset, network, amount: `${cents(amountCents)}0000` },
    estimate: { fromSeconds: 60, toSeconds: 300, source: 'provider', days: null },
    createdAt: wireInstant(Date.now() + world.aheadMs),
    asksIdentity: world.asksIdentity,
    expiresAt: wireInstant(Date.now() + world.aheadMs + world.quoteLifeMs),
  };
}

/** The same, and what arrives goes on to another balance. */
export function movedOn(quote: QuoteOf<'ADD_FUNDS'>, type: 'INVESTING' | 'DEFI'): QuoteOf<'ADD_AND_MOVE'> {
  return { ...quote, operation: 'ADD_AND_MOVE', to: { kind: 'balance', type } };
}

/** A confirmed quote's transaction, which waits for its owner to pay. */
export function newTransaction(quote: QuoteView, at: string = wireInstant()): TransactionView {
  const id = randomUUID();
  return {
    id,
    reference: 'DB-7K2M-4QXP',
    version: 1,
    seq: 0,
    operation: quote.operation,
    method: quote.operation === 'ADD_FUNDS' || quote.operation === 'ADD_AND_MOVE' ? quote.method : null,
    confirmations: null,
    explorer: null,
    from: quote.from,
    to: quote.to,
    note: quote.operation === 'SEND_MONEY' ? quote.note : null,
    claimUntil: null,
    parent: null,
    reverses: null,
    reversedBy: null,
    status: 'PROVIDER_PROCESSING',
    activity: null,
    state: 'awaiting_you',
    where: 'with_you',
    ended: false,
    pay: quote.pay,
    receive: quote.receive,
    trade: 'trade' in quote ? { ...quote.trade, filled: null } : null,
    leg: null,
    arrived: null,
    estimate: quote.estimate,
    legs: quote.operation === 'ADD_AND_MOVE' ? legsOf(quote) : [],
    steps: [
      { key: 'instructed', state: 'done', at },
      { key: 'paid', state: 'now', at: null },
      { key: 'converted', state: 'next', at: null },
      { key: 'arrived', state: 'next', at: null },
    ],
    provider: quote.provider,
    waits: null,
    action: { kind: 'open_url', url: 'http://127.0.0.1:9/pay/cos_1' },
    failure: null,
    compensation: null,
    receipt: null,
    attempts: [
      {
        number: 1,
        provider: 'northpay',
        reference: 'cos_1NfJy5AtD2Vq0gLr',
        state: 'accepted',
        startedAt: at,
      },
    ],
    history: [
      { status: 'INITIATED', activity: null, at },
      { status: 'VALIDATING', activity: null, at },
      { status: 'BALANCE_RESERVED', activity: null, at },
      { status: 'SENT_TO_PROVIDER', activity: null, at },
      { status: 'PROVIDER_PROCESSING', activity: null, at },
    ],
    lateAt: null,
    cancelAskedAt: null,
    nextCheckAt: null,
    createdAt: at,
    updatedAt: at,
  };
}

/** Paid, bought and posted to the balance. */
export function completed(
  transaction: TransactionView,
  at: string = wireInstant(),
): Partial<TransactionView> {
  return {
    status: 'COMPLETED',
    state: 'completed',
    where: 'in_your_balance',
    ended: true,
    action: null,
    steps: transaction.steps.map((step) => ({ ...step, state: 'done', at: step.at ?? at })),
    receipt: {
      quoted: transaction.pay.total,
      charged: transaction.pay.total,
      difference: { asset: 'USD', amount: '0.00' },
      returned: { asset: 'USD', amount: '0.00' },
      paid: transaction.pay.total,
      delivered: { asset: transaction.receive.asset, amount: transaction.receive.amount },
      networkReference: '5KtPn1LGuxhFiwjxErkxTb3Y',
      takenBack: null,
      cameBack: null,
    },
    attempts: transaction.attempts.map((attempt) => ({ ...attempt, state: 'succeeded' })),
    history: [
      ...transaction.history,
      { status: 'PROVIDER_COMPLETED', activity: null, at },
      { status: 'COMPLETED', activity: null, at },
    ],
  };
}

/** Ended before anything moved, three days ago. */
export function expired(transaction: TransactionView): Partial<TransactionView> {
  return endedUnpaid(transaction, { state: 'expired', failure: 'not_paid_in_time', next: 'start_again' });
}

/** Its owner stopped it before anything was paid. */
export function cancelled(transaction: TransactionView): Partial<TransactionView> {
  return endedUnpaid(transaction, { state: 'cancelled', failure: 'cancelled', next: 'start_again' });
}

/** The provider said no before anything moved. */
export function declined(transaction: TransactionView): Partial<TransactionView> {
  const next = 'choose_other_method';
  return endedUnpaid(transaction, { state: 'declined', failure: 'declined_by_provider', next });
}

interface End {
  readonly state: TransactionView['state'];
  readonly failure: NonNullable<TransactionView['failure']>['code'];
  readonly next: NonNullable<TransactionView['compensation']>['next'];
}

function endedUnpaid(transaction: TransactionView, { state, failure, next }: End): Partial<TransactionView> {
  return {
    status: 'COMPENSATED',
    state,
    where: 'with_you',
    ended: true,
    action: null,
    steps: [
      { key: 'instructed', state: 'done', at: TOO_LONG_AGO },
      { key: 'ended', state: 'done', at: TOO_LONG_AGO },
      { key: 'released', state: 'done', at: TOO_LONG_AGO },
    ],
    failure: { code: failure },
    compensation: { released: [], refunded: [], at: TOO_LONG_AGO, next },
    receipt: null,
    history: [...transaction.history, { status: 'COMPENSATED', activity: null, at: TOO_LONG_AGO }],
  };
}

/** Both sides of what happens when a payment that had arrived is taken back. */
export function takenBack(
  transaction: TransactionView,
  at: string = wireInstant(),
): { readonly original: TransactionView; readonly reversal: TransactionView } {
  const arrived: TransactionView = { ...transaction, ...completed(transaction, transaction.createdAt) };
  const { asset, network, amount } = transaction.receive;
  const taken = { asset, amount };
  const id = randomUUID();
  const reference = 'DB-93HR-WT5E';
  const zero = amount.replace(/[1-9]/g, '0').replace(/^0+(?=0\.)/, '');
  const original: TransactionView = {
    ...arrived,
    state: 'reversed',
    where: 'with_you',
    reversedBy: id,
    steps: [...arrived.steps, { key: 'taken_back', state: 'done', at }],
    receipt: arrived.receipt && {
      ...arrived.receipt,
      takenBack: { amount: taken, transaction: id, reference },
      cameBack: null,
    },
  };
  const reversal: TransactionView = {
    ...arrived,
    id,
    reference,
    operation: 'REVERSAL',
    reverses: arrived.id,
    state: 'taken_back',
    where: 'with_you',
    pay: { amount: taken, fees: [], total: taken },
    receive: { asset, network, amount: zero },
    steps: [
      { key: 'reported', state: 'done', at },
      { key: 'matched', state: 'done', at },
      { key: 'taken_back', state: 'done', at },
    ],
    receipt: {
      quoted: taken,
      charged: taken,
      difference: { asset, amount: zero },
      returned: { asset, amount: zero },
      paid: { asset, amount: zero },
      delivered: null,
      networkReference: null,
      takenBack: { amount: taken, transaction: arrived.id, reference: arrived.reference },
      cameBack: null,
    },
    attempts: [],
    history: arrived.history.map((one) => ({ ...one, at })),
    createdAt: at,
    updatedAt: at,
  };
  return { original, reversal };
}
