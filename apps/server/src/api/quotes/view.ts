import { CLAIM_DAYS } from '@diboas/banking';
import type { Calendars } from '@diboas/calendars';
import {
  assert,
  formatInstant,
  formatMoney,
  HOUR_MS,
  type Instant,
  type Money,
  money,
  SECOND_MS,
  unreachable,
} from '@diboas/kernel';
import type { FeePart, LegPlan, Price, RecurringBuy, Terms } from '@diboas/orchestration';
import {
  type FeePartView,
  type FeeWaitHours,
  feeWaitHours,
  legOperation,
  payoutMethod,
  type QuoteOf,
  type QuoteView,
  type SaleGainView,
  type SendWarning,
  sendWarning,
  type TransactionView,
} from '@diboas/protocol';
import { methodOf, placesOf } from '../money/places.ts';
import { showMoney } from '../money/view.ts';
import { showEstimate } from './estimate.ts';
import { showRepeat } from './repeat.ts';
import { quotedTrade } from './trade.ts';

/** How a provider is called by people. */
export type ProviderName = (providerId: string) => string;

export function showPrice({ amount, fees, total }: Price): QuoteView['pay'] {
  return {
    amount: showMoney(amount),
    fees: fees.map(showFee),
    total: showMoney(total),
  };
}

export function showReceive(receive: Terms['receive']): QuoteView['receive'] {
  const { fees } = receive;
  return { ...showNet(receive), ...(fees ? { fees: fees.map(showFee) } : {}) };
}

/** What arrives, without what is kept of it. */
export function showNet({ money, network }: Terms['receive']): Omit<QuoteView['receive'], 'fees'> {
  return { asset: money.asset, network, amount: formatMoney(money) };
}

function showFee({ tier, amount, takenBy, purpose, basis }: FeePart): FeePartView {
  return {
    ...{ tier, amount: showMoney(amount), takenBy, purpose },
    basis: basis.kind === 'rate' ? { ...basis, of: showMoney(basis.of) } : basis,
  };
}

export interface QuoteOptions {
  readonly providerName: ProviderName;
  readonly calendars: Calendars;
  /** When it is sent, where its exchange is closed now; null where it goes at once. */
  readonly opensAt: Instant | null;
  /** Whether its person is asked who they are before it goes on. */
  readonly asksIdentity: boolean;
  /** What a sale would gain; null for whatever is none. */
  readonly gain: SaleGainView | null;
  /** What is agreed to besides by confirming it; null for nothing. */
  readonly repeat: RecurringBuy | null;
}

/** An offer. The days that banks take are counted on to its end, so that it keeps its word whenever it is confirmed. */
export function showQuote(
  terms: Terms,
  { providerName, calendars, opensAt, asksIdentity, gain, repeat }: QuoteOptions,
): QuoteView {
  const quoted = {
    id: terms.id,
    ...placesOf(terms),
    provider: showProvider(providerOf(terms), providerName),
    pay: showPrice(terms.price),
    receive: showReceive(terms.receive),
    estimate: showEstimate(withFeeWait(terms), calendars, {
      soonest: terms.createdAt,
      last: terms.expiresAt,
    }),
    asksIdentity,
    createdAt: formatInstant(terms.createdAt),
    expiresAt: formatInstant(terms.expiresAt),
  };
  const { operation } = terms;
  // Stored terms were made by this server from requests it had checked, so anything else in them is a bug.
  assert(isQuoted(operation), 'an operation that nobody can ask for', { operation });
  switch (operation) {
    case 'ADD_FUNDS':
    case 'ADD_AND_MOVE': {
      const method = methodOf(terms.method);
      assert(method !== null, 'a payment method that screens do not know', { method: terms.method });
      return { operation, method, ...quoted };
    }
    case 'MOVE':
      return { operation, ...quoted };
    case 'SEND_MONEY':
      return {
        operation,
        note: terms.letter?.note ?? null,
        claimDays: terms.recipient ? null : CLAIM_DAYS,
        ...quoted,
      };
    case 'SEND_TO_ADDRESS':
      return { operation, warnings: warningsIn(terms), alike: terms.payee?.alike ?? null, ...quoted };
    case 'WITHDRAW_FUNDS': {
      const method = payoutMethod.parse(terms.method);
      return { operation, method, ...quoted };
    }
    case 'BUY_CRYPTO':
      return {
        operation,
        ...quotedTrade(terms),
        ...(repeat ? { repeat: showRepeat(repeat) } : {}),
        ...quoted,
        opensAt: momentOrNull(opensAt),
      };
    case 'SELL_CRYPTO':
      return { operation, ...quotedTrade(terms), gain, ...quoted, opensAt: momentOrNull(opensAt) };
    case 'START_STRATEGY':
      return { operation, feeWait: showFeeWait(terms), ...quoted };
    case 'BRIDGE':
      return { operation, ...quoted };
    case 'STOP_STRATEGY': {
      const expected = showMoney(expectedIn(terms));
      const feeWait = showFeeWait(terms);
      return { operation, expected, putIn: showMoney(terms.order.pay), feeWait, ...quoted };
    }
    case 'JOURNEY': {
      const legs = (terms.legs ?? []).map((leg) => showLeg(leg, { providerName, calendars }));
      return { operation, legs, ...quoted };
    }
    default:
      return unreachable(operation);
  }
}

/** What arrives if it comes to what it should, after what is kept of it. */
function expectedIn({ order, receive }: Terms): Money {
  const { expected = order.deliver, deliver } = order;
  return money(receive.money.asset, receive.money.units + expected.units - deliver.units);
}

function showLeg(
  { key, terms }: LegPlan,
  { providerName, calendars }: Pick<QuoteOptions, 'providerName' | 'calendars'>,
): QuoteOf<'JOURNEY'>['legs'][number] {
  const { operation, createdAt, expiresAt } = terms;
  const name = legOperation.safeParse(operation);
  // What a journey is made of was read from what a person may ask for.
  assert(name.success, 'a leg that no journey has', { operation });
  return {
    ...{ key, operation: name.data, ...placesOf(terms) },
    provider: showProvider(providerOf(terms), providerName),
    ...{ pay: showPrice(terms.price), receive: showReceive(terms.receive) },
    estimate: showEstimate(terms.estimate, calendars, { soonest: createdAt, last: expiresAt }),
  };
}

function momentOrNull(at: Instant | null): string | null {
  return at === null ? null : formatInstant(at);
}

/** What was told before it was confirmed. */
function warningsIn({ payee }: Terms): SendWarning[] {
  return (payee?.warned ?? []).flatMap((one) => sendWarning.safeParse(one).data ?? []);
}

/** Who carries it out: of what is done in several, whoever carries out the first leg. */
export function providerOf({ provider, legs }: Terms): string {
  return legs?.[0]?.terms.provider ?? provider;
}

export function showProvider(id: string, providerName: ProviderName): QuoteView['provider'] {
  return { id, name: providerName(id) };
}

const QUOTED = [
  'ADD_FUNDS',
  'ADD_AND_MOVE',
  'MOVE',
  'SEND_MONEY',
  'SEND_TO_ADDRESS',
  'WITHDRAW_FUNDS',
  'BUY_CRYPTO',
  'SELL_CRYPTO',
  'START_STRATEGY',
  'STOP_STRATEGY',
  'BRIDGE',
  'JOURNEY',
] as const satisfies readonly QuoteView['operation'][];

/** How long it takes, with the time in which its network may be waited for to ask less. */
function withFeeWait({ estimate, feeWaitMs = 0 }: Terms): Terms['estimate'] {
  return { ...estimate, toSeconds: estimate.toSeconds + feeWaitMs / SECOND_MS };
}

/** For how many hours its network may be waited for to ask less; null where it goes at once. */
function showFeeWait({ feeWaitMs }: Terms): FeeWaitHours | null {
  return feeWaitMs === undefined ? null : feeWaitHours.parse(`${feeWaitMs / HOUR_MS}`);
}

/** Whether people can ask for it. */
export function isQuoted(operation: string): operation is QuoteView['operation'] {
  return QUOTED.some((one) => one === operation);
}

/** A transaction may also be one that nobody asked for; one that this version does not know is shown as that. */
export function operationOf(operation: string): TransactionView['operation'] {
  switch (operation) {
    case 'RECEIVE':
    case 'RECEIVE_MONEY':
    case 'REVERSAL':
    case 'RETURN':
    case 'YIELD':
      return operation;
    default:
      return isQuoted(operation) ? operation : 'OTHER';
  }
}
