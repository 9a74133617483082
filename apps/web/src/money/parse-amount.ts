import { accept, type Outcome, refuse } from '@diboas/kernel';
import { separators } from './money-text.ts';

export type AmountRefusal = 'empty' | 'not_a_number' | 'negative' | 'zero' | 'too_many_digits' | 'ambiguous';

export interface TypedAmount {
  /** A plain decimal string with two digits, or as many more as were typed: "1234.50". */
  readonly amount: string;
}

const CURRENCY = /US\$|USDC?|\$/gi;
/** What only ever parts groups: spaces and apostrophes of every script that has them, and the Arabic thousands mark. */
const GROUP_MARKS = /[\s'\u2019\u02bc_\u066c]+/g;
/** What all of them become. */
const GROUP_MARK = "'";
/** The Arabic decimal mark, which never parts groups. */
const DECIMAL_MARK = '\u066b';
/** What is there for the eye or the writing direction and is no part of a number. */
const UNSEEN = /\p{Cf}/gu;
const CENTS = 2;

/**
 * Reads an amount of US dollars, or of a token of as many digits as are given, as people type and paste it: "1,234.56", "1.234,56", "1 234,5", "$ 12", in the digits
 * of any script. Where a mark could part thousands as well as cents, so that the one reading is a thousand times the
 * other, it is read only as the region writes thousands, and otherwise refused as `ambiguous`: `readings` names both.
 * Nothing is ever rounded: a third digit of cents is refused.
 */
export function parseAmount(
  text: string,
  region: string,
  digits: number = CENTS,
): Outcome<TypedAmount, AmountRefusal> {
  const bare = bareNumber(text);
  if (bare === '') return refuse(text.replace(UNSEEN, '').trim() === '' ? 'empty' : 'not_a_number');
  if (/^[-\u2212]/.test(bare)) return refuse('negative');
  if (!/^[0-9.,'\u066b]*[0-9][0-9.,'\u066b]*$/.test(bare)) return refuse('not_a_number');
  const split = splitAtDecimal(bare, separators(region).group);
  if (split === null) return refuse('not_a_number');
  if (split === 'ambiguous') return refuse('ambiguous');
  return amountOf(split, digits);
}

/** The two amounts that an ambiguous text may mean, the smaller one only where it has no more digits than are given. */
export function readings(
  text: string,
  digits: number = CENTS,
): { readonly more: string; readonly less: string | null } | null {
  const [whole = '', fraction = '', ...rest] = bareNumber(text).split(/[.,]/);
  if (rest.length > 0) return null;
  const more = amountOf({ whole: whole + fraction, fraction: '' }, digits);
  const less = amountOf({ whole, fraction }, digits);
  return more.ok ? { more: more.value.amount, less: less.ok ? less.value.amount : null } : null;
}

function amountOf(split: Split, digits: number): Outcome<TypedAmount, AmountRefusal> {
  const fraction = split.fraction.replace(/0+$/, '');
  if (fraction.length > digits) return refuse('too_many_digits');
  const whole = split.whole.replace(/^0+(?=[0-9])/, '') || '0';
  if (whole.length > 18) return refuse('not_a_number');
  if (whole === '0' && fraction === '') return refuse('zero');
  return accept({ amount: `${whole}.${fraction.padEnd(CENTS, '0')}` });
}

/** Without currency and what stands around; full-width forms become plain ones, and digits of every script 0 to 9. */
function bareNumber(text: string): string {
  return text
    .normalize('NFKC')
    .replace(UNSEEN, '')
    .replace(/\p{Nd}/gu, asciiDigit)
    .replace(CURRENCY, '')
    .replace(GROUP_MARKS, GROUP_MARK)
    .replace(/^'?\+?'?|'$/g, '');
}

/** Unicode keeps the ten digits of a script together and in order, beginning with its zero. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1;
  return String(value);
}

interface Split {
  readonly whole: string;
  readonly fraction: string;
}

function splitAtDecimal(text: string, regionalGroup: string): Split | 'ambiguous' | null {
  if (text.includes(DECIMAL_MARK) || text.includes(GROUP_MARK)) return splitAtSureMarks(text);
  const last = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
  if (last === -1) return { whole: text, fraction: '' };
  const separator = text.charAt(last);
  const before = text.slice(0, last);
  const after = text.slice(last + 1);
  const other = separator === '.' ? ',' : '.';
  if (before.includes(other)) return before.includes(separator) ? null : grouped(before, other, after);
  if (before.includes(separator)) return grouped(text, separator, '');
  // "0.500" and ".500" can be no thousands, and neither can what has other than three digits behind it.
  if (after.length !== 3 || !/^[1-9]/.test(before)) return { whole: before, fraction: after };
  const isThousands = separator === regionalGroup && before.length <= 3;
  return isThousands ? { whole: before + after, fraction: '' } : 'ambiguous';
}

/** Where one mark can only part groups, or only be the decimal one, the others are told by it. */
function splitAtSureMarks(text: string): Split | null {
  const decimals = text.includes(DECIMAL_MARK) ? /\u066b/ : /[.,]/;
  const [before = '', fraction = '', ...rest] = text.split(decimals);
  if (rest.length > 0 || /[^0-9]/.test(fraction)) return null;
  const [group, ...others] = new Set(before.replace(/[0-9]/g, ''));
  if (others.length > 0) return null;
  return group === undefined ? { whole: before, fraction } : grouped(before, group, fraction);
}

/** Groups must be whole ones: the last of three digits, the others of three (or two, as India writes them). */
function grouped(text: string, separator: string, fraction: string): Split | null {
  const groups = text.split(separator);
  const well = groups.every((group, index) => {
    if (index === 0) return /^[0-9]{1,3}$/.test(group);
    return index === groups.length - 1 ? group.length === 3 : group.length === 2 || group.length === 3;
  });
  return well ? { whole: groups.join(''), fraction } : null;
}
