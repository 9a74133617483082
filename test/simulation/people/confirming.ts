import type { Money } from '@diboas/kernel';
import type { Reply, Terms } from '@diboas/orchestration';
import { short } from '../ground/trace.ts';
import type { SharedStore } from '../store/faulty-store.ts';
import { type AppParts, sendUntilHeard } from './app.ts';
import { type QuotingParts, quoteBest, type Wish } from './quoting.ts';

/** One thing a person confirmed, however often it was sent, and all that they were told. */
export interface Confirmation {
  readonly customerId: string;
  readonly key: string;
  readonly fingerprint: string;
  readonly terms: Terms;
  readonly totalSeen: Money;
  readonly replies: Reply[];
}

export interface ConfirmingParts extends AppParts, QuotingParts {
  readonly shared: SharedStore;
  /** Everything that was confirmed, for the checker. */
  readonly confirmations: Confirmation[];
}

/** Asks for a price, which is kept as an offer. Null when nobody gives one. */
export function askForOffer(parts: ConfirmingParts, wish: Omit<Wish, 'destination'>): Terms | null {
  const { shared, trace } = parts;
  const name = short(wish.customerId);
  const terms = quoteBest(parts, { ...wish, destination: `address-of-${name}` });
  if (!terms) return null;
  void shared.rows.saveQuote(terms);
  const what = `${wish.operation.name} ${short(terms.id)} by ${terms.provider}`;
  trace.say('customer', `${name} is quoted ${what}, ${terms.alternatives.length} alternatives`);
  return terms;
}

/** What a person confirms; `off` is by how much they saw another total than the true one. */
export function beginConfirmation(
  { confirmations }: ConfirmingParts,
  { terms, key, off = 0n }: { terms: Terms; key: string; off?: bigint },
): Confirmation {
  const totalSeen = { ...terms.price.total, units: terms.price.total.units + off };
  const fingerprint = `${terms.id} ${totalSeen.units}`;
  const confirmation = { customerId: terms.customerId, key, fingerprint, terms, totalSeen, replies: [] };
  confirmations.push(confirmation);
  return confirmation;
}

export function sendConfirmation(
  parts: ConfirmingParts,
  { terms, key, fingerprint, totalSeen, replies }: Confirmation,
): void {
  sendUntilHeard(parts, {
    input: { type: 'initiate', terms, key, fingerprint, totalSeen },
    name: `confirmation ${key} of ${short(terms.id)}`,
    onReply: (reply) => replies.push(reply),
  });
}
