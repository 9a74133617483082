/**
 * Why a provider names no price. `no_market`: it trades this, and not now, or its book tells nothing that a price could be made of.
 * `unavailable`: nobody knows, such as where it does not answer.
 */
export type ProviderQuoteRefusal =
  | 'unsupported'
  | 'amount_too_small'
  | 'amount_too_large'
  | 'no_market'
  | 'unavailable';

/**
 * Why there is no offer of a provider: it names no price, it does not know whoever is to get it, or what lies with it does
 * not cover the order.
 */
export type NoOffer = ProviderQuoteRefusal | 'destination_unknown' | 'float_too_low';

/** Mission row M10: what counts, and how much; together 100. */
export const SCORE_WEIGHTS = { success: 40, speed: 20, fees: 20, uptime: 10, support: 10 } as const;

export type ScorePart = keyof typeof SCORE_WEIGHTS;

/** Why a candidate could not be taken at all. */
export type Ineligible = NoOffer | 'switched_off' | 'breaker_open';

/** A candidate in the order of preference, with the whole sum; kept with the attempt as the explanation. */
export interface RankedProvider {
  readonly provider: string;
  readonly score: number;
  readonly parts: Readonly<Record<ScorePart, number>>;
  readonly total: string;
}

/** `received`: who brings most for what is paid comes first, and the score decides among those who bring the same. */
export type BestBy = 'score' | 'received';

export interface RoutingExplanation {
  readonly reason: 'best_score' | 'most_received' | 'failover' | 'asked_again';
  readonly ranked: readonly RankedProvider[];
  readonly left_out: readonly { readonly provider: string; readonly why: Ineligible }[];
  /** For a failover, what happened to the attempt before. */
  readonly after: string | null;
}
