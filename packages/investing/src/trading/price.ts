import {
  type PriceRequest,
  type Pricing,
  type ProviderQuote,
  priceKept,
  priceOnTop,
} from '@diboas/orchestration';
import { TRADE_FEE_BPS } from './limits.ts';

/** What a buyer pays: all fees on top of the dollars that are traded. */
export function priceBuying(request: PriceRequest, quote: ProviderQuote): Pricing {
  return priceOnTop(request, quote, TRADE_FEE_BPS);
}

/** What a seller gets: all fees are kept of the dollars that the sale brings. */
export function priceSelling(request: PriceRequest, quote: ProviderQuote): Pricing {
  return priceKept(request, quote, TRADE_FEE_BPS);
}
