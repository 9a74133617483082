import type { Money, Network, Outcome } from '@diboas/kernel';

/** What lies with a provider for orders to be paid out of, as the provider or the network says at this moment. */
export interface FloatHoldings {
  readonly held: readonly { readonly money: Money; readonly network: Network }[];
  /**
   * Networks that did not say what lies there: it is not known, which is not nothing. Of every other network, what is not
   * in `held` is nothing.
   */
  readonly silent: readonly Network[];
}

/** Whoever pays orders out of money of ours that lies with them says what that is. Refused where nothing could be had at all. */
export interface TellsHoldings {
  holdings(): Promise<Outcome<FloatHoldings, 'unavailable'>>;
}
