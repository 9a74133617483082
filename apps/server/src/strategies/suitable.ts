// Whether a strategy is sold to somebody now: by what they said they can bear, and by how it stands.
import { judgeSuitability, type RiskProfileStore, type Suitability } from '@diboas/defi';
import { type KnownBy, knowStrategies } from './known.ts';
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
  const { facts } = offered;
  return judgeSuitability({ facts, risk: known?.looked?.risk ?? null, said });
}
