import { ASSETS, formatMoney, type Money, scaleUnits } from '@diboas/kernel';

const SYMBOLS: Readonly<Partial<Record<Money['asset'], string>>> = { USD: '$', EUR: '€' };

/**
 * How a fee comes about, in words a person can check with a calculator: "3.00 % of $100.50". Only said when that
 * rate really gives the fee to the minor unit; otherwise the figure is the provider's word.
 */
export function describeFee({ fee, of, quotedBy }: { fee: Money; of: Money; quotedBy: string }): string {
  const bps =
    of.units > 0n
      ? scaleUnits(fee.units, { numerator: 10_000n, denominator: of.units, rounding: 'half_up' })
      : 0n;
  const again = scaleUnits(of.units, { numerator: bps, denominator: 10_000n, rounding: 'half_up' });
  if (bps === 0n || again !== fee.units) return `${formatPrice(fee)}, as quoted by ${quotedBy}`;
  return `${bps / 100n}.${String(bps % 100n).padStart(2, '0')} % of ${formatPrice(of)}`;
}

/** "$1,000.50"; an asset without a sign of its own is written "1,000.50 EUR". */
export function formatPrice(value: Money): string {
  const [whole = '0', fraction] = formatMoney(value).split('.');
  const figure = `${whole.replace(/\B(?=([0-9]{3})+$)/g, ',')}.${fraction}`;
  const symbol = ASSETS[value.asset].kind === 'fiat' ? SYMBOLS[value.asset] : undefined;
  return symbol ? `${symbol}${figure}` : `${figure} ${value.asset}`;
}
