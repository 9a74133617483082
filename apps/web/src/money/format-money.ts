import { ASSETS } from '@diboas/kernel';
import type { MoneyView } from '@diboas/protocol';

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
const SHOWN_TOKEN_DIGITS = 2;

/**
 * "$1,234.56", "100.00 USDC". A token is cut to two digits, never rounded up, so that nobody sees more than they
 * have; what is less than the smallest shown amount says so instead of showing zero.
 */
export function formatMoney(value: MoneyView, region: string, style: MoneyStyle = {}): string {
  const fiat = ASSETS[value.asset].kind === 'fiat';
  const digits = fiat || style.exact ? ASSETS[value.asset].decimals : SHOWN_TOKEN_DIGITS;
  const hidden = !isZero(value.amount) && isZeroAt(value.amount, digits);
  const format = new Intl.NumberFormat(region, {
    useGrouping: 'always',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    roundingMode: 'trunc',
    signDisplay: style.signed && !isZero(value.amount) && !hidden ? 'always' : 'negative',
    ...(fiat ? { style: 'currency', currency: value.asset } : {}),
  } as Intl.NumberFormatOptions);
  const shown = hidden ? smallest(digits) : value.amount;
  const text = format
    .formatToParts(shown as Intl.StringNumericLiteral)
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
  return /^0*$/.test((amount.split('.')[1] ?? '').slice(SHOWN_TOKEN_DIGITS));
}

/** The decimal separator that people of a region write. */
export function decimalSeparator(region: string): string {
  const parts = new Intl.NumberFormat(region).formatToParts(1.5);
  return parts.find((part) => part.type === 'decimal')?.value ?? '.';
}

function isZeroAt(amount: string, digits: number): boolean {
  const [whole = '0', fraction = ''] = amount.replace('-', '').split('.');
  return /^0*$/.test(whole + fraction.slice(0, digits));
}

function smallest(digits: number): string {
  return digits === 0 ? '1' : `0.${'0'.repeat(digits - 1)}1`;
}
