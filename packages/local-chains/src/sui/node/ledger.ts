// What was executed, and what of it is final.

import { assert, type Clock, type Instant } from '@diboas/kernel';
import type { MoveWorld } from '../execution/move-call.ts';
import { runSuiTransaction, type SuiRun } from '../execution/run.ts';
import { type CoinStore, createCoinStore } from '../objects/coin-store.ts';
import { createSharedObjectStore, type SharedObjectStore } from '../objects/shared-store.ts';
import type { SuiTransaction } from '../transactions/transaction.ts';
import type { Checkpoints } from './checkpoints.ts';

export interface SignedSui {
  readonly digest: string;
  readonly bytes: Uint8Array;
  readonly signatures: readonly Uint8Array[];
  readonly transaction: SuiTransaction;
}

export interface ExecutedSui extends SignedSui {
  readonly run: SuiRun;
  readonly epoch: bigint;
  readonly at: Instant;
}

export interface SuiLedger {
  readonly coins: CoinStore;
  readonly shared: SharedObjectStore;
  /** By its digest, whether a checkpoint holds it yet or not. */
  executed(digest: string): ExecutedSui | null;
  /** The checkpoint that holds it; null for one that is not final yet. */
  checkpointOf(digest: string): bigint | null;
  /** What was executed and is in no checkpoint yet, oldest first. */
  unsealed(): readonly string[];
  /** All that is final, in the order of its checkpoints. */
  finalised(): readonly ExecutedSui[];
  /** Executes what was checked. */
  carryOut(signed: SignedSui, at: { readonly epoch: bigint; readonly world: MoveWorld }): ExecutedSui;
  /** Makes a checkpoint of just these. */
  seal(digests: readonly string[], epoch: bigint): void;
  /** Makes a checkpoint of all that none holds yet. */
  sealAll(epoch: bigint): void;
}

export function createSuiLedger({
  checkpoints,
  clock,
}: {
  checkpoints: Checkpoints;
  clock: Clock;
}): SuiLedger {
  const coins = createCoinStore();
  const shared = createSharedObjectStore();
  const done = new Map<string, ExecutedSui>();
  const final = new Map<string, bigint>();
  const unsealed = new Set<string>();
  const seal = (digests: readonly string[], epoch: bigint): void => {
    const { sequence } = checkpoints.seal(digests, epoch);
    for (const digest of digests) {
      final.set(digest, sequence);
      unsealed.delete(digest);
    }
  };
  return {
    ...{ coins, shared },
    executed: (digest) => done.get(digest) ?? null,
    checkpointOf: (digest) => final.get(digest) ?? null,
    unsealed: () => [...unsealed],
    finalised: () =>
      [...final.keys()].map((digest) => {
        const executed = done.get(digest);
        assert(executed !== undefined, 'what is final was executed');
        return executed;
      }),
    carryOut(signed, { epoch, world }) {
      const { transaction, digest } = signed;
      const found = { find: coins.current, findShared: shared.current };
      const run = runSuiTransaction({ transaction, digest, ...found, world });
      coins.apply(run.changes);
      for (const { after } of run.sharedChanges) shared.put(after);
      const executed = { ...signed, run, epoch, at: clock.now() };
      done.set(digest, executed);
      unsealed.add(digest);
      return executed;
    },
    seal,
    sealAll: (epoch) => seal([...unsealed], epoch),
  };
}
