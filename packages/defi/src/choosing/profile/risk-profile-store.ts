import type { SaidRisk } from './risk-profile.ts';

/** What people answered to the questions of risk. */
export interface RiskProfileStore {
  /** Adds what somebody says now. What they said before stays on record. */
  sayRisk(customerId: string, said: SaidRisk): Promise<void>;
  /** What they said last; null where they never did. */
  saidRisk(customerId: string): Promise<SaidRisk | null>;
}
