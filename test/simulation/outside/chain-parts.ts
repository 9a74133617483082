import type { Chance } from '../ground/chance.ts';
import type { Scheduler } from '../ground/scheduler.ts';
import type { ChainFaults } from './chain-faults.ts';

export interface ChainParts {
  readonly id: string;
  /** Whether our wallet there is filled by somebody, who brings too little. */
  readonly paysFromFloat: boolean;
  readonly scheduler: Scheduler;
  readonly nature: Chance;
  readonly faults: ChainFaults;
  readonly say: (what: string) => void;
}
