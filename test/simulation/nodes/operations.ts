import { BANKING_OPERATIONS } from '@diboas/banking';
import type { Operation } from '@diboas/orchestration';
import { LOCK, UNLOCK } from './lock.ts';
import { SEND_OUT } from './send-out.ts';
import { SEVERAL } from './several.ts';
import { TRADE } from './trade.ts';

/** Every operation that nodes know here: all that there are, and the simulator's own for what no domain does yet. */
export const SIM_OPERATIONS: readonly Operation[] = [
  ...BANKING_OPERATIONS,
  SEND_OUT,
  LOCK,
  UNLOCK,
  TRADE,
  SEVERAL,
];
