import type { FitRefusal, PlanRefusal } from '@diboas/market';
import type { ProviderQuoteRefusal } from '@diboas/orchestration';

/** Why an order cannot be planned at a venue, in the words of a quote. A forgotten reason does not compile. */
export const PLAN_REFUSALS: Readonly<
  Record<PlanRefusal['reason'] | FitRefusal['reason'], ProviderQuoteRefusal>
> = {
  bad_book: 'no_market',
  not_trading: 'no_market',
  unknown_asset: 'unsupported',
  below_minimum: 'amount_too_small',
  above_maximum: 'amount_too_large',
  above_book: 'amount_too_large',
  too_many_parts: 'amount_too_large',
  part_below_minimum: 'amount_too_large',
  tolerance_too_small: 'unsupported',
};
