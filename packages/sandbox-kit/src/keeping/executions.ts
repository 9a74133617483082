import { type Clock, formatInstant, type Random } from '@diboas/kernel';
import { createToken } from '../text/token.ts';
import type { Log } from './log.ts';
import type { Store } from './store.ts';

/** `payment`: money taken from the person. `delivery`: crypto sent to the wallet. `refund`: money given back. */
export type ExecutionKind = 'payment' | 'delivery' | 'refund';

/** Something that really happened in the outside world: what reconciliation is checked against. */
export interface Execution {
  readonly id: string;
  readonly at: string;
  readonly provider: string;
  readonly kind: ExecutionKind;
  /** The provider's own id of what this belongs to. */
  readonly reference: string;
  readonly idempotency_key: string | null;
  /** Decimal string. A payment's amount is all that was charged, fees included. */
  readonly amount: string;
  readonly asset: string;
  readonly network: string | null;
  readonly destination: string | null;
  readonly transaction_id: string | null;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface Executions {
  add(execution: Omit<Execution, 'id' | 'at'>): void;
  list(): readonly Execution[];
}

export function createExecutions(parts: {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}): Executions {
  const shelf = parts.store.shelf<Execution>('executions');
  return {
    add(execution) {
      const id = `exe_${createToken(parts.random, 16)}`;
      shelf.put(id, { id, at: formatInstant(parts.clock.now()), ...execution });
      parts.log.add(
        'execution',
        execution.provider,
        `${execution.kind} of ${execution.amount} ${execution.asset} for ${execution.reference}`,
        { execution: id, ...execution },
      );
    },
    list: shelf.list,
  };
}
