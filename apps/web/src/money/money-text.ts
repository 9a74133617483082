import { ASSETS } from '@diboas/kernel';
import type { MoneyView } from '@diboas/protocol';
import { attempt } from '../first/capabilities.ts';
import type { Language } from '../first/locale.ts';

/**
 * Money for people. Amounts arrive as decimal strings and are handed to Intl as strings, which it formats exactly;
 * nothing here ever becomes a float.
 */

export interface MoneyStyle {
  /** All of the asset's digits, instead of the two that are shown. */
  readonly exact?: boolean;
  /** A plus before what comes in. A minus is always shown. */
  readonly signed?: boolean;
}

const MINUS = '\u2212';
const NO_BREAK = '\u00a0';
/** So many digits are shown of what is no currency of a state: of coins that are dear more, since people have parts of them. */
const SHOWN_DIGITS: Readonly<Partial<Record<MoneyView['asset'], number>>> = {
  BTC: 8,
  ETH: 6,
  SOL: 4,
  SUI: 4,
  AAPL: 4,
  NVDA: 4,
  SPY: 4,
  TSLA: 4,
};
const SHOWN_TOKEN_DIGITS = 2;

function shownDigits(asset: MoneyView['asset']): number {
  return SHOWN_DIGITS[asset] ?? SHOWN_TOKEN_DIGITS;
}

/**
 * "$1,234.56", "100.00 USDC". A token is cut to the digits that are shown of it, never rounded up, so that nobody sees more than they
 * have; what is less than the smallest shown amount says so instead of showing zero.
 */
export function moneyText(value: MoneyView, region: string, style: MoneyStyle = {}): string {
  const fiat = ASSETS[value.asset].kind === 'fiat';
  const all = ASSETS[value.asset].decimals;
  const few = shownDigits(value.asset);
  const isHiddenAt = (count: number): boolean => !isZero(value.amount) && isZeroAt(value.amount, count);
  // "Less than" says nothing of what is below zero, so of that all digits are shown.
  const isTinyLoss = value.amount.startsWith('-') && isHiddenAt(few);
  const digits = fiat || style.exact || isTinyLoss ? all : few;
  const hidden = isHiddenAt(digits);
  const shown = hidden ? smallest(digits) : cut(value.amount, digits);
  const text = partsOf(shown, region, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    signDisplay: style.signed && !isZero(value.amount) && !hidden ? 'always' : 'auto',
    ...(fiat ? { style: 'currency', currency: value.asset } : {}),
  })
    .map((part) => (part.type === 'minusSign' ? MINUS : part.value))
    .join('')
    .replaceAll(' ', NO_BREAK);
  return `${hidden ? `<${NO_BREAK}` : ''}${text}${fiat ? '' : `${NO_BREAK}${value.asset}`}`;
}

export function isZero(amount: string): boolean {
  return /^-?[0.]*$/.test(amount);
}

/** What goes out: the amount with its sign turned. */
export function minus({ asset, amount }: MoneyView): MoneyView {
  return { asset, amount: amount.startsWith('-') ? amount.slice(1) : `-${amount}` };
}

/** Whether the short form already tells every digit that is not zero. */
export function showsAll({ asset, amount }: MoneyView): boolean {
  if (ASSETS[asset].kind === 'fiat') return true;
  return /^0*$/.test((amount.split('.')[1] ?? '').slice(shownDigits(asset)));
}

/** How people of a region write numbers: what stands before the cents, and between the thousands. */
export function separators(region: string): { readonly decimal: string; readonly group: string } {
  const parts = partsOf('1234567.5', region, { minimumFractionDigits: 1 });
  const find = (type: string) => parts.find((part) => part.type === type)?.value;
  return { decimal: find('decimal') ?? '.', group: find('group') ?? ',' };
}

/** Where a region writes the sign of the dollar, and which: `before` "$" at home, `after` "$" in Germany. */
export function dollarSign(region: string): { readonly text: string; readonly isAfter: boolean } {
  const parts = partsOf('1', region, { style: 'currency', currency: 'USD' });
  const at = parts.findIndex(({ type }) => type === 'currency');
  return { text: parts[at]?.value ?? '$', isAfter: at > parts.findIndex(({ type }) => type === 'integer') };
}

/** "1,234.50 US dollars", with the currency's name as the region's language has it. */
export function dollarsByName(amount: string, region: string): string {
  const style = { style: 'currency', currency: 'USD', currencyDisplay: 'name' } as const;
  // Browsers have the name in Portuguese with a capital, as in a list; after a figure it is written small.
  const inText = (value: string): string => (/^pt\b/i.test(region) ? value.toLocaleLowerCase(region) : value);
  return partsOf(amount, region, style)
    .map(({ value }) => inText(value))
    .join('');
}

/** "0.5%": a share in basis points, with as many digits as it has and at most two. */
export function formatShare(bps: number, region: string): string {
  return partsOf(String(bps / 10_000), region, { style: 'percent', maximumFractionDigits: 2 })
    .map(({ value }) => value)
    .join('')
    .replaceAll(' ', NO_BREAK);
}

/** "5.1%": a share of one as a decimal, with at most two digits unless fewer are asked for. */
export function formatRate(rate: string, region: string, digits = 2): string {
  return partsOf(rate, region, { style: 'percent', maximumFractionDigits: digits })
    .map((part) => (part.type === 'minusSign' ? MINUS : part.value))
    .join('')
    .replaceAll(' ', NO_BREAK);
}

/** "2,500": a figure that is no amount. */
export function formatIndex(index: number, region: string): string {
  return partsOf(String(index), region, { maximumFractionDigits: 0 })
    .map(({ value }) => value)
    .join('');
}

/** A decimal string in the region's way, in digits that the words around use too, or plainly where a browser cannot. */
function partsOf(
  amount: string,
  region: string,
  style: Intl.NumberFormatOptions,
): readonly { readonly type: string; readonly value: string }[] {
  const all = { ...style, useGrouping: 'always', numberingSystem: 'latn' } as Intl.NumberFormatOptions;
  const write = (locale: string, options: Intl.NumberFormatOptions) =>
    attempt(() => new Intl.NumberFormat(locale, options).formatToParts(amount as Intl.StringNumericLiteral));
  const plain = `${amount}${style.currency === undefined ? '' : ` ${style.currency}`}`;
  return write(region, all) ?? write('en-US', style) ?? [{ type: 'literal', value: plain }];
}

/** The digits that are shown, never rounded up, and no minus before nothing. */
function cut(amount: string, digits: number): string {
  const [whole = '0', fraction = ''] = amount.split('.');
  const text = fraction === '' || digits === 0 ? whole : `${whole}.${fraction.slice(0, digits)}`;
  return isZero(text) ? text.replace('-', '') : text;
}

function isZeroAt(amount: string, digits: number): boolean {
  const [whole = '0', fraction = ''] = amount.replace('-', '').split('.');
  return /^0*$/.test(whole + fraction.slice(0, digits));
}

function smallest(digits: number): string {
  return digits === 0 ? '1' : `0.${'0'.repeat(digits - 1)}1`;
}

/** "US Dollar", "Real brasileiro": a currency by its name in a language, or its code where the browser knows no names. */
export function nameOfCurrency(code: string, language: Language): string {
  const name = attempt(() => new Intl.DisplayNames([language], { type: 'currency' }).of(code)) ?? code;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}
