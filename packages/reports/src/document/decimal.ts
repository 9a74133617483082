import { type Asset, formatMoney } from '@diboas/kernel';

export type Decimal = (asset: Asset, units: bigint) => string;

/** Exact, with all digits of the asset, as the language groups them. */
export function decimalIn(language: string): Decimal {
  const formats = new Map<number, Intl.NumberFormat>();
  return (asset, units) => {
    const text = formatMoney({ asset, units }) as `${number}`;
    const digits = text.split('.')[1]?.length ?? 0;
    const format = formats.get(digits) ?? formatOf(language, digits);
    formats.set(digits, format);
    return format.format(text);
  };
}

function formatOf(language: string, digits: number): Intl.NumberFormat {
  return new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
