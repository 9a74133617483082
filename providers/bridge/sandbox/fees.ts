/** What Bridge takes here for each way to a bank, and what arrives: one dollar for each USDC. */
import { formatDecimal, parseDecimal } from '@diboas/sandbox-kit';

export type Rail = 'ach' | 'ach_same_day' | 'wire';

/** In millionths of a dollar, as all amounts here: Bridge writes up to six digits after the point. */
const FEES: Readonly<Record<Rail, bigint>> = { ach: 500_000n, ach_same_day: 1_000_000n, wire: 20_000_000n };

export const DECIMALS = 6;
/** Millionths in a cent, below which no bank pays anything. */
const CENT = 10_000n;

/** The smallest and largest amount of one transfer, in millionths. */
export const AMOUNT_MIN = 1_000_000n;
export const AMOUNT_MAX = 1_000_000_000_000n;

/** Decimal strings as on the wire. */
export interface Receipt {
  readonly initial: string;
  readonly fee: string;
  readonly subtotal: string;
  readonly final: string;
}

export function isRail(text: string): text is Rail {
  return Object.hasOwn(FEES, text);
}

/** Null when nothing would be left of it. */
export function receiptOf(amount: bigint, rail: Rail): Receipt | null {
  const fee = FEES[rail];
  const left = amount - fee;
  if (left < CENT) return null;
  return {
    initial: write(amount),
    fee: write(fee),
    subtotal: write(left),
    final: formatDecimal(left / CENT, 2),
  };
}

/** More is taken than the receipt said, and the fee takes it up. */
export function overcharged(receipt: Receipt, bps: number): Receipt {
  const before = read(receipt.initial);
  const more = (before * BigInt(bps)) / 10_000n;
  return { ...receipt, initial: write(before + more), fee: write(read(receipt.fee) + more) };
}

/** Less arrives than the receipt said, or more. */
export function misdelivered(receipt: Receipt, bps: number): Receipt {
  const cents = parseDecimal(receipt.final, 2) ?? 0n;
  return { ...receipt, final: formatDecimal((cents * BigInt(10_000 + bps)) / 10_000n, 2) };
}

export function read(amount: string): bigint {
  return parseDecimal(amount, DECIMALS) ?? 0n;
}

/** As short as Bridge writes it, with at least one digit after the point: 75.0. */
export function write(units: bigint): string {
  return formatDecimal(units, DECIMALS).replace(/(\.\d+?)0+$/, '$1');
}
