/**
 * The execution of a request that was found good and whose key is free: with the faults that strike it there, and
 * with what is saved under its key. The only place that decides which answers are repeated.
 */
import type { FaultOf } from '../faults/fault.ts';
import type { Store } from '../keeping/store.ts';
import type { Idempotency, KeyUse } from './idempotency.ts';
import type { ExecutionFaults, WireAnswer } from './provider-wire.ts';

export interface OneExecution {
  /** Null for a request without a key, which is executed as often as it comes. */
  readonly use: KeyUse | null;
  readonly idempotency: Idempotency;
  readonly store: Store;
  readonly struck: ExecutionFaults;
  /** Does it, and says so. */
  execute(): WireAnswer;
  refused(fault: FaultOf<'refuse'>): WireAnswer;
  /** `retry`: whether the same request may do better the next time. */
  failed(retry: boolean): WireAnswer;
}

export async function executeOnce(execution: OneExecution): Promise<WireAnswer> {
  const { use, idempotency, store, struck } = execution;
  if (use !== null) idempotency.hold(use.key);
  try {
    await struck.wait();
    return store.together(() => {
      const { answer, saved } = outcomeOf(execution);
      if (saved && use !== null) idempotency.save(use, answer);
      return answer;
    });
  } finally {
    if (use !== null) idempotency.release(use.key);
  }
}

function outcomeOf({ struck, execute, refused, failed }: OneExecution): {
  readonly answer: WireAnswer;
  readonly saved: boolean;
} {
  const { fault } = struck;
  if (fault?.kind === 'refuse') return { answer: refused(fault), saved: true };
  if (fault?.kind === 'server_error_before') return { answer: failed(true), saved: false };
  if (fault?.kind === 'saved_server_error') return { answer: failed(false), saved: true };
  const answer = execute();
  return { answer: fault?.kind === 'server_error_after' ? failed(false) : answer, saved: true };
}
