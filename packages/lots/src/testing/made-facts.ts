// Facts as tests and benchmarks tell them: amounts as decimals, days of which each fact has the next minute.
import { type CalendarDay, dayAt } from '@diboas/calendars';
import { type Asset, assert, MINUTE_MS, type Money, money, parseMoney } from '@diboas/kernel';
import type { ChosenLot, LotDisposal, LotFact, LotFee, LotMove, LotOpening } from '../facts/fact.ts';
import type { LotMethod, LotSettings, WashSaleRule } from '../facts/lot-settings.ts';

/** What stands for whatever asset the source of a case is about: its units are of no matter to lots. */
export const SHARES: Asset = 'BTC';

export function amount(asset: Asset, text: string): Money {
  const parsed = parseMoney(asset, text);
  assert(parsed.ok, 'a test tells a decimal', { asset, text });
  return parsed.value;
}

interface Options {
  readonly asset?: Asset;
  readonly place?: string;
  /** Paid and its worth, each as "0.01 BTC". */
  readonly fees?: readonly (readonly [string, string])[];
}

export function buy(
  id: string,
  day: string,
  quantity: string,
  cost: string,
  options: Options = {},
): LotOpening {
  const { asset = SHARES, place = 'here' } = options;
  const when = { id, at: Date.parse(`${day}T12:00:00Z`) };
  const amounts = { quantity: amount(asset, quantity), cost: amount('USD', cost) };
  return { kind: 'opening', origin: 'purchase', ...when, ...amounts, fees: feesOf(options), place };
}

/** What was earned, at its worth. */
export function earn(
  id: string,
  day: string,
  quantity: string,
  worth: string,
  options: Options = {},
): LotOpening {
  return { ...buy(id, day, quantity, worth, options), origin: 'income' };
}

export function sell(
  id: string,
  day: string,
  quantity: string,
  proceeds: string,
  options: Options & { readonly lots?: Readonly<Record<string, string>> } = {},
): LotDisposal {
  const { asset = SHARES, place = 'here', lots } = options;
  const when = { id, at: Date.parse(`${day}T12:00:00Z`) };
  const amounts = { quantity: amount(asset, quantity), proceeds: amount('USD', proceeds) };
  return { kind: 'disposal', ...when, ...amounts, fees: feesOf(options), place, lots: chosenOf(asset, lots) };
}

export function moveLots(
  id: string,
  day: string,
  quantity: string,
  [from, to]: readonly [string, string],
  options: Options & { readonly lots?: Readonly<Record<string, string>> } = {},
): LotMove {
  const { asset = SHARES, lots } = options;
  const when = { id, at: Date.parse(`${day}T12:00:00Z`) };
  const what = { quantity: amount(asset, quantity), from, to, lots: chosenOf(asset, lots) };
  return { kind: 'move', ...when, ...what, fees: feesOf(options) };
}

/** Facts of one day count in the order in which they are told here. */
export function minuteByMinute(facts: readonly LotFact[]): LotFact[] {
  return facts.map((fact, index) => ({ ...fact, at: fact.at + index * MINUTE_MS }));
}

export interface MadeSettings {
  readonly method?: LotMethod;
  /** Another method from a moment on. */
  readonly later?: { readonly method: LotMethod; readonly from: number } | null;
  readonly washSales?: WashSaleRule;
  readonly pooling?: LotSettings['pooling'];
}

export function lotSettings({
  method = 'fifo',
  later = null,
  washSales = 'off',
  pooling = 'universal',
}: MadeSettings = {}): LotSettings {
  const dayOf = (at: number): CalendarDay => dayAt(at);
  const methodAt = (at: number) => (later && at >= later.from ? later.method : method);
  return { currency: 'USD', pooling, rulesOf: (_asset, at) => ({ method: methodAt(at), washSales }), dayOf };
}

function chosenOf(asset: Asset, lots: Readonly<Record<string, string>> | undefined): ChosenLot[] | null {
  if (!lots) return null;
  return Object.entries(lots).map(([lotId, text]) => ({ lotId, units: amount(asset, text).units }));
}

function feesOf({ fees = [] }: Options): LotFee[] {
  return fees.map(([paid, worth]) => ({ paid: told(paid), worth: told(worth) }));
}

function told(text: string): Money {
  const [decimal = '', asset = ''] = text.split(' ');
  return amount(asset as Asset, decimal);
}

/** Purchases of one asset, a minute apart, of odd quantities at prices that rise and fall. */
export function madePurchases(count: number): LotOpening[] {
  return Array.from(
    { length: count },
    (_, index): LotOpening => ({
      ...{ kind: 'opening', id: `lot-${String(index).padStart(7, '0')}`, at: FIRST + index * MINUTE_MS },
      ...{ quantity: money(SHARES, 1_000_003n + BigInt((index * 7_919) % 10_007)), origin: 'purchase' },
      ...{ cost: money('USD', 10_000n + BigInt((index * 104_729) % 50_021)), fees: [], place: 'here' },
    }),
  );
}

const FIRST = Date.UTC(2025, 0, 1);
