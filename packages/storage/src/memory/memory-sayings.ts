import type { RiskProfileStore } from '@diboas/defi';
import type { LotChoiceStore } from '@diboas/reports';
import { createMemoryLotChoices } from './memory-lot-choices.ts';
import { createMemoryRiskProfiles } from './memory-risk-profiles.ts';

/** What people said of themselves and of what they have, in memory. */
export function createMemorySayings(): LotChoiceStore & RiskProfileStore {
  return { ...createMemoryLotChoices(), ...createMemoryRiskProfiles() };
}
