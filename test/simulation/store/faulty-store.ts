import { type Bucket, HOUR_MS, type Instant, MINUTE_MS } from '@diboas/kernel';
import {
  type DueClaim,
  type HealthStore,
  StoreUnavailableError,
  type TransactionStore,
  type Writes,
} from '@diboas/orchestration';
import type { MemoryStore } from '@diboas/storage/memory';
import type { Chance } from '../ground/chance.ts';
import type { Faults } from '../ground/faults.ts';
import { CLOCK_ERROR_MS, type SimNode } from '../ground/node.ts';
import type { AppendOnly } from './append-only.ts';

/** The one database that all nodes share, with how it is doing. */
export interface SharedStore {
  readonly rows: MemoryStore;
  readonly appendOnly: AppendOnly;
  /** Rises with every row that is written, so that a check knows whether there is anything new to look at. */
  version: number;
  downUntil: Instant;
}

export interface StoreParts {
  readonly shared: SharedStore;
  readonly node: SimNode;
  readonly faults: Faults;
  readonly network: Chance;
  readonly now: () => Instant;
  /** Told of what is about to be written, in the instant of the commit. */
  readonly onWrites: (writes: Writes, bucket: Bucket) => void;
  /** Told of what was claimed, in the same instant. */
  readonly onClaim: (claims: readonly DueClaim[]) => void;
}

/**
 * The store as one node sees it over a network. A commit happens at one instant some time after it was asked for,
 * and its answer arrives some time after that; the node or the connection can be lost at either point, so the
 * node may never learn that it was written.
 */
export function createFaultyStore(parts: StoreParts): TransactionStore & HealthStore {
  const { shared, node, faults, network } = parts;
  return {
    commit(bucket, scope, decide) {
      const { numbers } = shared.appendOnly;
      const xact = numbers.take(node.isAlive);
      let begins = false;
      const commit = () =>
        shared.appendOnly.commitAs(xact, bucket, scope, (loaded) => {
          const decided = decide(loaded);
          begins = isBeginning(decided.writes);
          if (isSomething(decided.writes)) shared.version += 1;
          parts.onWrites(decided.writes, bucket);
          return decided;
        });
      const answer = overNetwork(parts, commit, () => {
        if (!begins || !faults.strike('pause_before_call')) return;
        node.freeze(network.between(MINUTE_MS, network.pick([3 * MINUTE_MS, 10 * MINUTE_MS, 3 * HOUR_MS])));
        if (faults.strike('clock_put_back')) node.setClock(-CLOCK_ERROR_MS);
      });
      answer.catch(() => numbers.end(xact));
      return answer;
    },
    claimDue: (bucket, claim) =>
      overNetwork(parts, () => {
        const claimed = shared.rows.claimDue(bucket, claim);
        void claimed.then((claims) => {
          if (claims.length > 0) shared.version += 1;
          parts.onClaim(claims);
        });
        return claimed;
      }),
    healths: () => overNetwork(parts, () => shared.rows.healths()),
    updateHealth: (provider, change) => overNetwork(parts, () => shared.rows.updateHealth(provider, change)),
    dueBuckets: (now) =>
      new Promise((resolve, reject) => {
        if (!node.isAlive()) return;
        if (isDown(parts)) reject(new StoreUnavailableError('no connection'));
        else shared.rows.dueBuckets(now).then(resolve, reject);
      }),
  };
}

function isSomething(writes: Writes): boolean {
  return Object.values(writes).some((rows) => (Array.isArray(rows) ? rows.length > 0 : rows.size > 0));
}

/** Whether somebody is to be called once it is written. */
function isBeginning({ journal }: Writes): boolean {
  return journal.some(({ events }) => events.some(({ type }) => type === 'attempt_started'));
}

function isDown({ shared, now }: StoreParts): boolean {
  return now() < shared.downUntil;
}

/** `act` changes the rows at once when it is called: the memory store needs no time of its own. */
function overNetwork<Result>(
  parts: StoreParts,
  act: () => Promise<Result>,
  onWritten: () => void = () => {},
): Promise<Result> {
  const { node, faults, network } = parts;
  return new Promise((resolve, reject) => {
    if (!node.isAlive()) return;
    const lost = (ms: number): void =>
      node.later(ms, () => reject(new StoreUnavailableError('the connection was lost')));
    const slow = faults.strike('commit_slow') ? network.between(500, 40_000) : 0;
    node.later(network.between(0, 3) + slow, () => {
      if (isDown(parts) || faults.strike('store_fails_before')) return lost(5);
      if (faults.strike('crash_before_commit')) return node.crash('before a commit');
      const done = act();
      done.catch(() => {
        // The engine hears of it below; a node that crashes first hears of nothing.
      });
      if (faults.strike('crash_after_commit')) return node.crash('after a commit');
      if (faults.strike('store_fails_after')) return lost(5);
      onWritten();
      node.later(network.between(0, 3), () => done.then(resolve, reject));
    });
  });
}
