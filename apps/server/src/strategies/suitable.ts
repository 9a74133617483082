// Whether a strategy is sold to somebody now: by what they said they can bear, and by how it stands.
import type { RiskProfileStore, Suitability } from '@diboas/defi';
import { assert } from '@diboas/kernel';
import { type KnownBy, knowStrategies, suitabilityFor } from './known.ts';
import type { OfferedStrategy } from './shelf.ts';

/** The same that its page says. */
export async function suitabilityOf(
  parts: KnownBy & { readonly store: Pick<RiskProfileStore, 'saidRisk'> },
  customerId: string,
  offered: OfferedStrategy,
): Promise<Suitability> {
  const [[known], said] = await Promise.all([
    knowStrategies(parts, [offered], 1),
    parts.store.saidRisk(customerId),
  ]);
  assert(known, 'what is offered is known', { strategy: offered.facts.id });
  return suitabilityFor(known, said);
}
