/** All of MoonPay's purchases. */
import { type Outcome, type Random, refuse } from '@diboas/kernel';
import {
  type AdvanceRefusal,
  type AdvanceTo,
  createSessions,
  createToken,
  createUuid,
  type Faults,
  faultPlan,
  type SessionParts,
  withMagicCents,
} from '@diboas/sandbox-kit';
import { LIFE } from './life.ts';
import type { LinkParams } from './link.ts';
import type { Purchase } from './purchase.ts';

export const TRANSACTIONS_PATH = '/v1/transactions';

export interface Purchases {
  /** Somebody comes by a link. The first time begins a purchase; who comes again by the same link finds it. */
  visit(link: LinkParams): Purchase;
  get(id: string): Purchase | undefined;
  /** Newest first. */
  list(): readonly Purchase[];
  /** Moves a purchase on, through all that lies between. By its id, or by its reference: then the newest of it. */
  advance(idOrReference: string, to: AdvanceTo): Outcome<Purchase, AdvanceRefusal>;
  /** Sets the timers of purchases that a previous run of the sandbox left on their way. */
  resume(): void;
}

/** What a fault on the making of a purchase is matched against: the call that MoonPay's own page makes then. */
const CREATION = { provider: 'moonpay', method: 'POST', path: TRANSACTIONS_PATH };

export function createPurchases(
  parts: SessionParts & {
    readonly random: Random;
    readonly faults: Faults;
    onStatusChange(purchase: Purchase): void;
  },
): Purchases {
  const { clock, faults, random, onStatusChange } = parts;
  const purchases = createSessions(parts, LIFE, {
    ...{ provider: 'moonpay', shelfName: 'moonpay_purchases', onStatusChange },
  });
  return {
    visit: (link) =>
      purchases.list().find(({ signed }) => signed === link.signed) ??
      purchases.add({
        ...link,
        ...{ id: createUuid(random), token: createToken(random, 32) },
        ...{ createdAt: clock.now(), updatedAt: clock.now() },
        plan: withMagicCents(faultPlan(faults, CREATION), link.price.base),
        ...{ phase: 'visited', failureReason: null, delivered: null, hash: null, dueAt: null },
      }),
    get: purchases.get,
    list: purchases.list,
    advance(idOrReference, to) {
      const byReference = () =>
        purchases.list().find(({ externalTransactionId }) => externalTransactionId === idOrReference);
      const purchase = purchases.get(idOrReference) ?? byReference();
      return purchase === undefined ? refuse('unknown_session') : purchases.advance(purchase, to);
    },
    resume: purchases.resume,
  };
}
