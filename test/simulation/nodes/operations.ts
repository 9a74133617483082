import { ADD_FUNDS, BANKING_OPERATIONS, SEND_MONEY, WITHDRAW_FUNDS } from '@diboas/banking';
import { DEFI_OPERATIONS } from '@diboas/defi';
import { INVESTING_OPERATIONS } from '@diboas/investing';
import { DAY_MS, type Money, money } from '@diboas/kernel';
import type { Operation } from '@diboas/orchestration';
import { LOCK, UNLOCK } from './lock.ts';
import { SEND_OUT } from './send-out.ts';
import { SEVERAL } from './several.ts';

/** Every operation that nodes know here: all that there are, and the simulator's own for what no domain does yet. */
export const SIM_OPERATIONS: readonly Operation[] = [
  ...BANKING_OPERATIONS,
  ...INVESTING_OPERATIONS,
  ...DEFI_OPERATIONS,
  SEND_OUT,
  LOCK,
  UNLOCK,
  SEVERAL,
];

const MOST: Readonly<Partial<Record<string, readonly (readonly [days: number, most: Money])[]>>> = {
  [ADD_FUNDS.name]: [[30, money('USD', 1_000_00n)]],
  [SEND_MONEY.name]: [
    [1, money('USDC', 500_000_000n)],
    [30, money('USDC', 1_000_000_000n)],
  ],
  [WITHDRAW_FUNDS.name]: [
    [1, money('USDC', 1_000_000_000n)],
    [30, money('USDC', 2_000_000_000n)],
  ],
};

/** What is traded is of New York: nothing of it is sent while that is closed. */
export function ofNewYork(operations: readonly Operation[]): readonly Operation[] {
  return operations.map((one) => (one.role === 'EXCHANGE' ? { ...one, market: () => 'nyse' as const } : one));
}

/** The same, of which nobody may do more than a little: limits that bind everybody are come by too. */
export const LIMITED_OPERATIONS: readonly Operation[] = SIM_OPERATIONS.map((operation) => {
  const limits = MOST[operation.name]?.map(([days, most]) => ({ windowMs: days * DAY_MS, most }));
  return limits ? { ...operation, limits } : operation;
});
