import type { RiskProfileStore, SaidRisk } from '@diboas/defi';

/** What people answered to the questions of risk, in memory: all of it, and of one moment the last. */
export function createMemoryRiskProfiles(): RiskProfileStore {
  const kept = new Map<string, SaidRisk[]>();
  return {
    async sayRisk(customerId, said) {
      const before = (kept.get(customerId) ?? []).filter(({ at }) => at !== said.at);
      kept.set(customerId, [...before, said]);
    },
    async saidRisk(customerId) {
      const newest = (kept.get(customerId) ?? []).toSorted((one, other) => other.at - one.at)[0];
      return newest ?? null;
    },
  };
}
