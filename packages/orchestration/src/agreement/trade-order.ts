import type { Instant, Money } from '@diboas/kernel';

/**
 * How a trade is to be carried out. `market`: at the price of now, and at most so many basis points worse than was expected
 * when the price was named. `limit`: at the person's own price or a better one, for as long as it takes.
 */
export type TradeOrder =
  | { readonly type: 'market'; readonly toleranceBps: number }
  | {
      readonly type: 'limit';
      /** What one whole unit of the traded asset costs or brings, before anybody's fee. */
      readonly price: Money;
      /** From then on the venue lets go of what is not filled. */
      readonly goodTill: Instant;
    };
