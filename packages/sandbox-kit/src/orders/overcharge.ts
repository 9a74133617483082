import { formatDecimal, parseDecimal, shareHalfUp } from '../text/decimal.ts';

/** What is taken when it is `bps` hundredths of a percent more than was shown: the fee takes it up. Amounts with two decimals. */
export function overcharge(
  shown: { total: string; fee: string },
  bps: number,
): { total: string; fee: string } {
  const before = parseDecimal(shown.total, 2) ?? 0n;
  const total = shareHalfUp(before, 10_000n + BigInt(bps));
  const fee = (parseDecimal(shown.fee, 2) ?? 0n) + total - before;
  return { total: formatDecimal(total, 2), fee: formatDecimal(fee, 2) };
}
