import { accept, type Outcome, refuse } from '@diboas/kernel';
import { decimalSeparator } from './format-money.ts';

export type AmountRefusal = 'empty' | 'not_a_number' | 'negative' | 'zero' | 'too_many_digits';

export interface TypedAmount {
  /** A plain decimal string with two digits: "1234.50". */
  readonly amount: string;
  /** "1,234" may be a thousand or a fraction; it was read as the region writes it, and should be echoed in words. */
  readonly ambiguous: boolean;
}

const CURRENCY = /US\$|USD|\$/gi;
const SPACES = /[\s\u00a0\u202f'\u2019_]/g;
const CENTS = 2;

/**
 * Reads an amount of US dollars as people type and paste it: "1,234.56", "1.234,56", "1 234,5", "$ 12". One
 * separator before exactly three digits can be read both ways, so the region decides; everything else is clear
 * from the text. Nothing is ever rounded: a third digit of cents is refused.
 */
export function parseAmount(text: string, region: string): Outcome<TypedAmount, AmountRefusal> {
  const bare = text.replace(CURRENCY, '').replace(SPACES, '').replace(/^\+/, '');
  if (bare === '') return refuse(text.trim() === '' ? 'empty' : 'not_a_number');
  if (/^[-\u2212]/.test(bare)) return refuse('negative');
  if (!/^[0-9.,]*[0-9][0-9.,]*$/.test(bare)) return refuse('not_a_number');
  const split = splitAtDecimal(bare, decimalSeparator(region));
  if (!split) return refuse('not_a_number');
  const fraction = split.fraction.replace(/0+$/, '');
  if (fraction.length > CENTS) return refuse('too_many_digits');
  const whole = split.whole.replace(/^0+(?=[0-9])/, '') || '0';
  if (whole.length > 18) return refuse('not_a_number');
  if (whole === '0' && fraction === '') return refuse('zero');
  return accept({ amount: `${whole}.${fraction.padEnd(CENTS, '0')}`, ambiguous: split.ambiguous });
}

interface Split {
  readonly whole: string;
  readonly fraction: string;
  readonly ambiguous: boolean;
}

function splitAtDecimal(text: string, regional: string): Split | null {
  const last = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
  if (last === -1) return { whole: text, fraction: '', ambiguous: false };
  const separator = text.charAt(last);
  const before = text.slice(0, last);
  const after = text.slice(last + 1);
  const other = separator === '.' ? ',' : '.';
  if (before.includes(other)) {
    if (before.includes(separator)) return null;
    return grouped(before, other, { fraction: after, ambiguous: false });
  }
  if (before.includes(separator)) return grouped(text, separator, { fraction: '', ambiguous: false });
  const canGroup = after.length === 3 && /^[1-9][0-9]{0,2}$/.test(before);
  if (canGroup && separator !== regional) return { whole: before + after, fraction: '', ambiguous: true };
  return { whole: before, fraction: after, ambiguous: canGroup };
}

/** Groups must be whole ones: the last of three digits, the others of three (or two, as India writes them). */
function grouped(text: string, separator: string, rest: Omit<Split, 'whole'>): Split | null {
  const groups = text.split(separator);
  const well = groups.every((group, index) => {
    if (index === 0) return /^[0-9]{1,3}$/.test(group);
    return index === groups.length - 1 ? group.length === 3 : group.length === 2 || group.length === 3;
  });
  return well ? { whole: groups.join(''), ...rest } : null;
}
