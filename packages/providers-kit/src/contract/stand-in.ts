import type { Instant } from '@diboas/kernel';

/** An order that an event tells of: dollars paid for USDC on Solana, as decimal texts. */
export interface ToldOrder {
  readonly transactionId: string;
  readonly attemptId: string;
  /** The provider's own id of it. */
  readonly reference: string;
  /** All that was charged. */
  readonly paid: string;
  readonly delivered: string;
  readonly destination: string;
}

/** `unheard_of` is a status that nobody knows. */
export type ToldStage = 'working' | 'done' | 'unheard_of';

/**
 * Whoever stands in for a provider: tests and benchmarks that send webhooks by themselves. Each provider's
 * `testing/stand-in.ts` makes one, and shares no code with its adapter.
 */
export interface StandIn {
  readonly id: string;
  /** The setting that holds what its events are signed with. */
  readonly secretSetting: string;
  /** The header that a signature stands in. */
  readonly signatureHeader: string;
  /** The body of an event about this order. */
  tell(order: ToldOrder, stage: ToldStage, event: { readonly id: string; readonly at: Instant }): string;
  /** The body of an event about nothing of ours. */
  tellOfOthers(event: { readonly id: string; readonly at: Instant }): string;
  /** The headers with which the provider would send this body. */
  sign(body: string, by: { readonly secret: string; readonly at: Instant }): Record<string, string>;
}
