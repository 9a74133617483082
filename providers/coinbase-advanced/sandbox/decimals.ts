/** Amounts as Coinbase writes them: plain decimals without zeros at their end, of more digits than any asset of ours has. */
import { formatDecimal, parseDecimal } from '@diboas/sandbox-kit';

/** Digits after the point of sizes and values. Bitcoin that was bought for so many dollars is told with sixteen. */
export const SIZE_DIGITS = 18;
/** Digits after the point of prices. */
export const PRICE_DIGITS = 8;

export const PRICE_ONE = 10n ** BigInt(PRICE_DIGITS);
export const SIZE_ONE = 10n ** BigInt(SIZE_DIGITS);

export function readSize(text: string): bigint | null {
  return parseDecimal(text, SIZE_DIGITS);
}

export function readPrice(text: string): bigint | null {
  return parseDecimal(text, PRICE_DIGITS);
}

export function writeSize(units: bigint): string {
  return bare(formatDecimal(units, SIZE_DIGITS));
}

export function writePrice(units: bigint): string {
  return bare(formatDecimal(units, PRICE_DIGITS));
}

/** What so much of the base is worth at a price, in the digits of sizes; what is beyond them is left out. */
export function valueAt(size: bigint, price: bigint): bigint {
  return (size * price) / PRICE_ONE;
}

/** What so much of the quote buys at a price. */
export function sizeFor(value: bigint, price: bigint): bigint {
  return (value * PRICE_ONE) / price;
}

function bare(text: string): string {
  return text.replace(/\.?0+$/, '');
}
