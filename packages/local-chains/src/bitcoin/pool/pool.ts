// What waits for a block: transactions by their order of arrival, so that each comes after what it spends.

import type { Spender } from '../blocks/blocks.ts';
import { type BitcoinTransaction, outpointOf } from '../transaction/transaction.ts';

export interface WaitingTransaction {
  readonly transaction: BitcoinTransaction;
  /** In satoshi. */
  readonly fee: bigint;
}

export interface WaitingPool {
  get(txid: string): WaitingTransaction | null;
  /** Oldest first. */
  all(): readonly WaitingTransaction[];
  spender(outpoint: string): Spender | null;
  /** What it spends that waits itself, over any number of steps, itself not. */
  ancestors(transaction: BitcoinTransaction): Set<string>;
  /** What spends its outputs, over any number of steps, itself included. */
  withDescendants(txid: string): Set<string>;
  add(waiting: WaitingTransaction): void;
  /** Only this one: whoever spends it is left to the caller. */
  remove(txid: string): void;
  /** Away with it, as another took its place. */
  replace(txid: string, by: string): void;
  /** Who took the place of it; null for what nobody replaced. */
  replacement(txid: string): Replaced | null;
}

/** One that waited, and what took its place. */
export interface Replaced extends WaitingTransaction {
  readonly by: string;
}

export function createWaitingPool(): WaitingPool {
  const waiting = new Map<string, WaitingTransaction>();
  const spenders = new Map<string, Spender>();
  const replaced = new Map<string, Replaced>();
  const parentsOf = ({ inputs }: BitcoinTransaction): BitcoinTransaction[] =>
    inputs.flatMap(({ txid }) => waiting.get(txid)?.transaction ?? []);
  const childrenOf = ({ txid, outputs }: BitcoinTransaction): BitcoinTransaction[] =>
    outputs.flatMap((_, vout) => {
      const child = spenders.get(outpointOf({ txid, vout }));
      return child === undefined ? [] : (waiting.get(child.txid)?.transaction ?? []);
    });
  const remove = (txid: string): void => {
    for (const input of waiting.get(txid)?.transaction.inputs ?? []) {
      if (spenders.get(outpointOf(input))?.txid === txid) spenders.delete(outpointOf(input));
    }
    waiting.delete(txid);
  };
  return {
    remove,
    replace(txid, by) {
      const gone = waiting.get(txid);
      if (gone !== undefined) replaced.set(txid, { ...gone, by });
      remove(txid);
    },
    replacement: (txid) => replaced.get(txid) ?? null,
    get: (txid) => waiting.get(txid) ?? null,
    all: () => [...waiting.values()],
    spender: (outpoint) => spenders.get(outpoint) ?? null,
    ancestors: (transaction) => reachAll(transaction, parentsOf),
    withDescendants(txid) {
      const root = waiting.get(txid);
      return root === undefined ? new Set() : reachAll(root.transaction, childrenOf).add(txid);
    },
    add(entry) {
      const { txid, inputs } = entry.transaction;
      waiting.set(txid, entry);
      for (const [vin, input] of inputs.entries()) spenders.set(outpointOf(input), { txid, vin });
    },
  };
}

function reachAll(
  from: BitcoinTransaction,
  next: (transaction: BitcoinTransaction) => readonly BitcoinTransaction[],
): Set<string> {
  const reached = new Set<string>();
  const open = [...next(from)];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (reached.has(one.txid)) continue;
    reached.add(one.txid);
    open.push(...next(one));
  }
  return reached;
}
