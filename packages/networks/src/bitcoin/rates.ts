/** Rates that the node recommends, in satoshis for 1,000 virtual bytes, by when a block should take the transaction. */
export interface BitcoinRates {
  readonly nextBlock: bigint;
  readonly halfHour: bigint;
  readonly hour: bigint;
  /** Below this the node does not relay. */
  readonly least: bigint;
}
