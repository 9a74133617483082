import { randomUUID } from 'node:crypto';
import { assert, formatMoney, money, parseMoney, scaleUnits } from '@diboas/kernel';
import {
  type MoneyView,
  type PlaceView,
  type PositionDetail,
  type QuoteOf,
  type QuoteRequest,
  type StrategyDetail,
  type StrategyView,
  sayRiskRequest,
  type TransactionView,
} from '@diboas/protocol';
import { type ScriptedWorld, wireInstant } from './world.ts';

interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

type Answer = { readonly status: number; readonly body: unknown } | null;

const usdc = (amount: string): MoneyView => ({ asset: 'USDC', amount });

/** A position that earned something on three days, in dollars on Ethereum. */
export function somePosition(patch: Partial<PositionDetail> = {}): PositionDetail {
  return {
    ...{ id: '018f3a5e-7c1d-7a2b-9c3d-000000000044', strategy: 'northvault-usdc' },
    ...{ asset: 'USDC', network: 'ethereum', provider: { id: 'northvault', name: 'Northvault' } },
    ...{ putIn: usdc('1250.000000'), takenOut: usdc('0.000000') },
    ...{ earned: usdc('14.221300'), lies: usdc('1264.221300') },
    worth: { value: usdc('1264.318842'), at: '2026-11-30T09:30:00.000Z', liquidity: null },
    ...{ stopping: null, startedAt: '2026-09-03T10:00:00.000Z' },
    days: [
      { day: '2026-09-04', earned: usdc('0.140000') },
      { day: '2026-10-15', earned: usdc('6.901200') },
      { day: '2026-11-29', earned: usdc('14.221300') },
    ],
    ...patch,
  };
}

/** Ether rose beyond its range, or fell within it. */
export function poolPosition({ isInRange }: { readonly isInRange: boolean }): PositionDetail {
  const eth = (amount: string): MoneyView => ({ asset: 'ETH', amount });
  const now = isInRange ? '3240.000000' : '17000.000000';
  return somePosition({
    ...{ id: '018f3a5e-7c1d-7a2b-9c3d-000000000046', strategy: poolStrategy().id },
    ...{ provider: { id: 'northpool', name: 'Northpool' }, days: [] },
    ...{ putIn: usdc('998.499120'), earned: usdc('9.120443'), lies: usdc('1007.619563') },
    worth: {
      ...{ value: usdc(isInRange ? '908.104511' : '2005.118204'), at: '2026-11-30T09:30:00.000Z' },
      liquidity: {
        range: { ...{ lower: usdc('1000.000000'), upper: usdc('16000.000000'), now: usdc(now) }, isInRange },
        amounts: isInRange
          ? { own: usdc('390.012233'), other: eth('0.156081240000000000') }
          : { own: usdc('1992.715204'), other: eth('0.000000000000000000') },
        fees: { own: usdc('6.201500'), other: eth('0.001914040000000000') },
        ...{ feesWorth: usdc('12.403000'), ifKept: usdc(isInRange ? '911.410220' : '2621.004400') },
      },
    },
  });
}

/** A strategy whose money others trade with. */
export function poolStrategy(): StrategyView {
  const { risk } = someStrategy();
  const whatCanGoWrong = ['moves_against_keeping', 'price_falls', 'leaves_its_range', 'code_fails'] as const;
  return someStrategy({
    ...{ id: 'northpool-usdc-eth-wide', protocol: 'Northpool v3', rate: null, second: null, past: null },
    risk: risk && { ...risk, level: 'medium', points: 8, whatCanGoWrong: [...whatCanGoWrong] },
  });
}

/** A strategy of low risk that is offered, in dollars on Ethereum. */
export function someStrategy(patch: Partial<StrategyView> = {}): StrategyView {
  const at = wireInstant();
  const part = (points: number, most: number) => ({ points, most, atLeast: null });
  return {
    ...{
      id: 'northvault-usdc',
      asset: 'USDC',
      network: 'ethereum',
      protocol: 'Northvault v3',
      state: 'open',
      room: null,
    },
    ...{ total: usdc('812500000.000000'), free: usdc('190300000.000000'), exit: 'when_free', at },
    rate: { yearly: '0.041', source: 'Northvault', at },
    second: { yearly: '0.0398', source: 'Northyields', at },
    past: {
      ...{ source: 'Northvault', from: '2026-09-01', until: '2026-11-29', days: 90 },
      ...{ low: '0.029', middle: '0.038', high: '0.0512' },
    },
    risk: {
      ...{ level: 'low', points: 5, most: 25, lookedAt: '2026-11-30', openSince: '2023-01-27' },
      parts: [
        { part: 'contracts', changeableBy: 'vote_with_delay', ...part(1, 3) },
        { part: 'audits', count: 6, newestDays: 246, ...part(0, 5) },
        { part: 'age', days: 1_403, ...part(0, 4) },
        { part: 'size', worth: { asset: 'USD', amount: '812337500.00' }, ...part(0, 3) },
        { part: 'peg', tiedBy: 'reserves', ...part(1, 5) },
        { part: 'depth', freeBps: 2_342, ...part(0, 3) },
        { part: 'exit', exit: 'when_free', ...part(1, 2) },
      ],
      contracts: [{ part: 'pool', address: '0x87870Bca3F3fD6335C3F4ce8392D69350B4fA4E2' }],
      audits: [
        { by: 'Northaudit', on: '2026-03-29', of: 'Northvault v3.7', url: 'https://example.com/report.pdf' },
      ],
      whatCanGoWrong: ['code_fails', 'borrowers_do_not_pay_back', 'others_leave_first', 'rate_falls'],
    },
    flags: [],
    suitability: { kind: 'sold' },
    ...patch,
  };
}

/** Another one, of high risk and for nobody whose answers are careful; its rate is not known. */
export function riskyStrategy(): StrategyView {
  const { risk } = someStrategy();
  return someStrategy({
    ...{
      id: 'north-vault-eth',
      asset: 'ETH',
      protocol: 'North Vaults',
      rate: null,
      second: null,
      past: null,
    },
    ...{ total: { asset: 'ETH', amount: '812.500000000000000000' }, exit: 'queue' },
    free: { asset: 'ETH', amount: '4.000000000000000000' },
    risk: risk && { ...risk, level: 'high', whatCanGoWrong: ['price_falls', 'code_fails'] },
    flags: [{ code: 'nearly_all_lent', lentBps: 9_950, thresholdBps: 9_500 }],
    suitability: { kind: 'explained', why: ['above_profile'] },
  });
}

/** What is told of positions, strategies and what somebody can bear; null for what is not there. */
export function earnAnswer(world: ScriptedWorld, call: Call): Answer {
  const [, , resource, id] = call.path.split('/');
  const all: Readonly<Record<string, () => Answer>> = {
    positions: () => listed(world.positions, id),
    strategies: () => strategyAnswer(world, id, call.query),
    'risk-profile': () => profileAnswer(world, call),
  };
  return all[resource ?? '']?.() ?? null;
}

function listed<One extends { readonly id: string }>(all: readonly One[], id: string | undefined): Answer {
  if (id === undefined) return { status: 200, body: { items: all } };
  const found = all.find((one) => one.id === id);
  return found ? { status: 200, body: found } : null;
}

function strategyAnswer(
  { strategies }: ScriptedWorld,
  id: string | undefined,
  query: URLSearchParams,
): Answer {
  if (id === undefined) return { status: 200, body: { items: strategies } };
  const found = strategies.find((one) => one.id === id);
  if (!found) return null;
  const detail: StrategyDetail = { ...found, series: [], scenarios: scenariosOf(found, query) };
  return { status: 200, body: detail };
}

function scenariosOf({ asset, past }: StrategyView, query: URLSearchParams): StrategyDetail['scenarios'] {
  const [amount, days] = [query.get('amount'), Number(query.get('days'))];
  if (amount === null || days === 0) return { kind: 'none', why: 'not_asked' };
  if (!past) return { kind: 'none', why: 'too_few_days' };
  const put = unitsOf({ asset, amount });
  const at = (yearly: string) => {
    const numerator = BigInt(Math.round(Number(yearly) * 1_000_000)) * BigInt(days);
    const units = scaleUnits(put, { numerator, denominator: 365_000_000n, rounding: 'down' });
    return { yearly, gain: { asset, amount: formatMoney(money(asset, units)) } };
  };
  const { source, from, until, days: known } = past;
  return {
    ...{ kind: 'range', amount: { asset, amount }, days },
    ...{ low: at(past.low), middle: at(past.middle), high: at(past.high) },
    assumed: { source, from, until, days: known, tailPercent: 10, isWidened: false },
  };
}

function profileAnswer(world: ScriptedWorld, { method, body }: Call): Answer {
  if (method === 'GET') return { status: 200, body: world.riskProfile };
  const { answers, version } = sayRiskRequest.parse(body);
  const isCareful = answers.falls === 'take_it_out' || answers.needed === 'any_day';
  world.riskProfile = {
    ...{ version, isOutdated: false },
    said: {
      ...{ answers, at: wireInstant(), points: 6, heldBy: isCareful ? ['needed'] : [] },
      ...(isCareful
        ? { profile: 'careful' as const, highest: 'low' as const }
        : { profile: 'balanced' as const, highest: 'medium' as const }),
    },
  };
  world.strategies = world.strategies.map((one) =>
    one.risk?.level === 'low' ? { ...one, suitability: { kind: 'sold' } } : one,
  );
  return { status: 200, body: world.riskProfile };
}

function unitsOf({ asset, amount }: MoneyView): bigint {
  const parsed = parseMoney(asset, amount);
  assert(parsed.ok, 'the app asks for exact amounts', { amount });
  return parsed.value.units;
}

type EarnRequest = Extract<QuoteRequest, { operation: 'START_STRATEGY' | 'STOP_STRATEGY' }>;
type EarnQuote = QuoteOf<'START_STRATEGY'> | QuoteOf<'STOP_STRATEGY'>;

const EARNING: PlaceView = { kind: 'balance', type: 'DEFI' };

/** What it costs to put something in: a quarter of a percent and two dollars for the network. A stop costs the two dollars alone. */
export function quoteEarn(world: ScriptedWorld, wanted: EarnRequest): EarnQuote {
  const at = Date.now() + world.aheadMs;
  const quoted = {
    ...{ id: randomUUID(), provider: { id: 'northvault', name: 'Northvault' } },
    estimate: { fromSeconds: 30, toSeconds: 120, source: 'provider' as const, days: null },
    ...{ asksIdentity: false, createdAt: wireInstant(at), expiresAt: wireInstant(at + world.quoteLifeMs) },
  };
  const network: EarnQuote['pay']['fees'][number] = {
    ...{ tier: 'network', amount: usdc('2.000000'), takenBy: 'Ethereum', purpose: 'transfer' },
    basis: { kind: 'quoted', by: 'Northvault' },
  };
  if (wanted.operation === 'START_STRATEGY') {
    const put = unitsOf(usdc(wanted.amount));
    const ours = put / 400n;
    const amount = usdc(formatMoney(money('USDC', put)));
    const total = usdc(formatMoney(money('USDC', put + ours + 2_000_000n)));
    const fee = usdc(formatMoney(money('USDC', ours)));
    const basis = { kind: 'rate', bps: 25, of: amount } as const;
    const part = { tier: 'platform', amount: fee, takenBy: 'diBoaS', purpose: 'arranging', basis } as const;
    return {
      ...{ operation: 'START_STRATEGY', ...quoted, from: EARNING, feeWait: wanted.feeWait ?? null },
      to: { kind: 'strategy', strategy: wanted.strategy, position: null },
      pay: { amount, fees: [part, network], total },
      receive: { ...amount, network: 'ethereum' },
    };
  }
  const position = world.positions.find(({ id }) => id === wanted.position);
  assert(position, 'what is taken out is there', { wanted });
  const worth = position.worth?.value ?? position.lies;
  const less = (units: bigint): MoneyView => usdc(formatMoney(money('USDC', unitsOf(worth) - units)));
  return {
    ...{ operation: 'STOP_STRATEGY', ...quoted, to: EARNING },
    from: { kind: 'strategy', strategy: position.strategy, position: position.id },
    ...{ expected: less(2_000_000n), putIn: position.lies, feeWait: wanted.feeWait ?? null },
    pay: { amount: position.lies, fees: [], total: position.lies },
    receive: { ...less(2_500_000n), network: 'ethereum', fees: [network] },
  };
}

/** What becomes of a confirmed start or stop at first: whoever has it is at work. */
export function across(transaction: TransactionView): TransactionView {
  const at = transaction.createdAt;
  return {
    ...transaction,
    ...{ action: null, state: 'processing', where: 'with_provider', activity: 'CHAIN_CONFIRMATION' },
    steps: [
      { key: 'instructed', state: 'done', at },
      { key: 'set_aside', state: 'done', at },
      { key: 'sent', state: 'done', at },
      { key: 'arrived', state: 'now', at: null },
    ],
  };
}

/** Its network is waited for to ask less. */
export function putOff(transaction: TransactionView, until: string): TransactionView {
  return {
    ...transaction,
    ...{ state: 'accepted', where: 'set_aside', activity: 'WAITING_FOR_FEE', status: 'SENT_TO_PROVIDER' },
    waits: { for: 'network_fee', until },
    steps: transaction.steps.map((step) => {
      const isAhead = step.key === 'sent' || step.key === 'arrived';
      return isAhead ? { ...step, state: step.key === 'sent' ? 'now' : 'next', at: null } : step;
    }),
  };
}

/** It is there, so much of it. */
export function thereNow(transaction: TransactionView, delivered: MoneyView): TransactionView {
  const at = wireInstant();
  const { pay } = transaction;
  const nothing = { asset: pay.total.asset, amount: '0.000000' };
  return {
    ...transaction,
    ...{ status: 'COMPLETED', activity: null, state: 'completed', where: 'in_your_balance', ended: true },
    ...{ arrived: null, updatedAt: at },
    steps: transaction.steps.map((step) => ({ ...step, state: 'done', at: step.at ?? at })),
    receipt: {
      ...{ quoted: pay.total, charged: pay.total, difference: nothing, returned: nothing, paid: pay.total },
      ...{ delivered, networkReference: null, takenBack: null, cameBack: null },
    },
  };
}
