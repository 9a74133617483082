/** What can be looked at on a page of the chain: a transaction by its hash, signature or digest, or an address. */
export interface Explored {
  readonly what: 'transaction' | 'address';
  readonly id: string;
}
