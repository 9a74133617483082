import type { Asset, Outcome } from '@diboas/kernel';
import type { Currency, Rate } from '@diboas/market';

/**
 * Why there are no rates. `rate_limited`: the provider will not be asked so often. `unavailable`: anything else, such as no
 * answer, one that cannot be read, or a key that is refused. Nothing was changed by asking, so no doubt is left.
 */
export type NoRates = 'unavailable' | 'rate_limited';

/** A provider that says what assets cost. It moves nothing, and may be asked again at any time that its limits allow. */
export interface PriceFeed {
  readonly id: string;
  readonly name: string;
  /** The shortest time between two askings, by which the provider's own limits are kept. */
  readonly everyMs: number;
  /**
   * What the provider knows of these, each pair at most once and with the time that the provider says, which is never after
   * now. A pair that it does not know is left out.
   */
  rates(
    assets: readonly Asset[],
    currencies: readonly Currency[],
  ): Promise<Outcome<readonly Rate[], NoRates>>;
  /**
   * Listens to the same as it comes, until it is stopped; absent where the provider tells nothing by itself. What is missed while
   * nothing could be heard is asked for by `rates`, as ever: a gap is prices that grow old, and none that are made up.
   */
  listen?(
    assets: readonly Asset[],
    currencies: readonly Currency[],
    hear: (rates: readonly Rate[]) => void,
  ): { stop(): void };
}
