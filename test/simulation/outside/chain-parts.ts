import type { ProviderQuote, ProviderQuoteRequest, Role } from '@diboas/orchestration';
import type { Chance } from '../ground/chance.ts';
import type { Scheduler } from '../ground/scheduler.ts';
import type { ChainFaults } from './chain-faults.ts';
import type { SimOrder } from './order.ts';

export interface ChainParts {
  readonly id: string;
  /** Whether our wallet there is filled by somebody, who brings too little. */
  readonly paysFromFloat: boolean;
  readonly scheduler: Scheduler;
  readonly nature: Chance;
  readonly faults: ChainFaults;
  readonly say: (what: string) => void;
  /** What it does for us; a wallet where nothing is said. */
  readonly role?: Role;
  /** How soon it is asked about again what was sent; absent where that is a matter of seconds. */
  readonly lookupsMs?: readonly number[];
  /** What it asks, of whoever has a price for something; null for what it does not do. Absent where nobody asks. */
  readonly quote?: (request: ProviderQuoteRequest) => ProviderQuote | null;
  /** What follows once a transaction is final and did not fail; absent where it is a transfer, which is over by then. */
  readonly carryOut?: (order: SimOrder) => void;
}
