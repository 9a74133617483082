import { ASSETS, type Asset, formatInstant, type Instant, isAsset } from '@diboas/kernel';
import { type Currency, crossRate, formatFraction, isOld, type Rate } from '@diboas/market';
import type { PricesView } from '@diboas/protocol';

/** As many digits as the smallest unit of any asset has. */
const DIGITS = 18;

/** What is known of what each asset costs in this currency, other currencies among them. */
export function showPrices(currency: Currency, rates: readonly Rate[], now: Instant): PricesView {
  const others = Object.keys(ASSETS).filter((asset): asset is Asset => isAsset(asset) && asset !== currency);
  const items = others.flatMap((asset) => showPriceOf(asset, currency, { rates, now }) ?? []);
  return { asOf: formatInstant(now), currency, items };
}

/** What is known of what one asset costs; null where that is nothing, or it is the currency itself. */
export function showPriceOf(
  asset: Asset,
  currency: Currency,
  { rates, now }: { readonly rates: readonly Rate[]; readonly now: Instant },
): PricesView['items'][number] | null {
  const cross = crossRate(asset, currency, rates);
  if (cross === null || cross.at === null) return null;
  const price = formatFraction(cross.price, { digits: DIGITS, rounding: 'half_up' });
  return { asset, price, at: formatInstant(cross.at), isOld: isOld(cross.at, now) };
}
