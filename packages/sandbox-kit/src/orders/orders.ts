/** What the control API sees of any provider's orders, and how it moves them. */
import type { Instant, Outcome } from '@diboas/kernel';

/** How fast things go, and whether the person pays without being asked. */
export interface Pace {
  readonly stepMs: number;
  readonly businessDayMs: number;
  readonly autoPay: boolean;
}

/** `return`: what was done comes back, days later at a real provider. */
export type AdvanceTo = 'pay' | 'process' | 'complete' | 'reject' | 'return';
export type AdvanceRefusal = 'unknown_session' | 'not_in_this_phase';

/** An order as the control API shows it: without secrets, with whatever else the provider keeps of it. */
export interface ShownOrder {
  readonly provider: string;
  readonly id: string;
  readonly createdAt: Instant;
  /** In the provider's words. */
  readonly status: string;
  /** Finer than the status where the provider does not tell. */
  readonly phase: string;
  readonly method: string;
  readonly price: { readonly total: string } | null;
  readonly hostedPath: string;
}

/** One provider's orders. */
export interface ProviderOrders {
  /** Newest first. */
  shown(): readonly ShownOrder[];
  /** Moves an order on as far as named, through all that lies between. */
  advance(id: string, to: AdvanceTo): Outcome<ShownOrder, AdvanceRefusal>;
}
