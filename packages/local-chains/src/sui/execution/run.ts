// What a transaction comes to, without doing it: which objects change, what is paid for gas, whose balance moves by how
// much. All checks of its form and of who may spend come before.

import { assert, largerUnits } from '@diboas/kernel';
import { createCoin, type SuiCoin } from '../objects/coin-object.ts';
import type { CoinChange } from '../objects/coin-store.ts';
import { CLOCK_ID, createShared, type SuiShared, sharedStorageCost } from '../objects/shared-object.ts';
import type { SharedChange } from '../objects/shared-store.ts';
import { referencesOf, type SuiTransaction, sharedInputsOf } from '../transactions/transaction.ts';
import type { Bench, BenchCoin } from './bench.ts';
import { runCommands } from './commands.ts';
import type { SuiFailure } from './failure.ts';
import { COIN_STORAGE_COST, costOf, type GasUsed, netCost } from './gas.ts';
import type { MoveWorld } from './move-call.ts';

export interface SuiBalanceChange {
  readonly owner: string;
  readonly coinType: string;
  /** Below nothing for what left. */
  readonly amount: bigint;
}

export interface SuiRun {
  readonly failure: SuiFailure | null;
  readonly gasUsed: GasUsed;
  readonly gasCoin: string;
  /** The version of everything that the transaction wrote. */
  readonly version: bigint;
  readonly changes: readonly CoinChange[];
  readonly sharedChanges: readonly SharedChange[];
  readonly balanceChanges: readonly SuiBalanceChange[];
  /** Transactions that last wrote what it used. */
  readonly dependencies: readonly string[];
  /** What packages told; nothing where it failed. */
  readonly events: Bench['events'];
}

export interface SuiRunOptions {
  readonly transaction: SuiTransaction;
  readonly digest: string;
  /** The coins that the transaction names, at the versions it names. */
  find(id: string): SuiCoin | null;
  /** The objects that it names as they are now. */
  findShared(id: string): SuiShared | null;
  readonly world: MoveWorld;
}

/** What a transaction names, the clock aside: nobody changes that. */
interface Used {
  readonly coins: readonly SuiCoin[];
  readonly shared: readonly SuiShared[];
}

export function runSuiTransaction(options: SuiRunOptions): SuiRun {
  const { transaction, digest } = options;
  const used = findUsed(options);
  const done = tryCommands(options, used);
  const bench = done.failure === null ? done.bench : setUpBench(transaction, used);
  const { budget } = transaction.gas;
  const gasUsed = withinBudget(costOfBench(transaction, { bench, used }), budget);
  const version = 1n + latestOf(used);
  const gasCoin = bench.coins.get(bench.gasCoin);
  assert(gasCoin !== undefined, 'the coin that pays is on the bench');
  gasCoin.balance += budget - netCost(gasUsed);
  const changes = [...bench.coins.values()]
    .filter(({ before, ended }) => before !== null || !ended)
    .map((coin) => changeOf(coin, { version, digest }));
  const all = [...used.coins, ...used.shared];
  return {
    failure: done.failure,
    ...{ gasUsed, gasCoin: bench.gasCoin, version, changes },
    sharedChanges: sharedChangesOf(transaction, bench, { version, digest }),
    balanceChanges: sumChanges(changes),
    dependencies: [...new Set(all.map(({ previousTransaction }) => previousTransaction))],
    events: bench.events,
  };
}

function findUsed({ transaction, find, findShared }: SuiRunOptions): Used {
  const coins = referencesOf(transaction).map(({ id }) => {
    const coin = find(id);
    assert(coin !== null, 'coins are checked before a transaction is executed');
    return coin;
  });
  const shared = sharedInputsOf(transaction).flatMap(({ id }) => {
    if (id === CLOCK_ID) return [];
    const object = findShared(id);
    assert(object !== null, 'objects are checked before a transaction is executed');
    return [object];
  });
  return { coins, shared };
}

/** The commands on a fresh bench, and whether the budget bears what they come to. */
function tryCommands(
  { transaction, digest, world }: SuiRunOptions,
  used: Used,
): { readonly bench: Bench; readonly failure: SuiFailure | null } {
  const bench = setUpBench(transaction, used);
  const failure = runCommands(bench, transaction.commands, { transaction: digest, world });
  if (failure !== null) return { bench, failure };
  const cost = netCost(costOfBench(transaction, { bench, used }));
  return { bench, failure: cost > transaction.gas.budget ? { kind: 'INSUFFICIENT_GAS' } : null };
}

/** Coins that are left and objects that it names to change them are written; what was paid for all that it used comes back. */
function costOfBench(
  transaction: SuiTransaction,
  { bench, used }: { readonly bench: Bench; readonly used: Used },
): GasUsed {
  const coins = [...bench.coins.values()].filter((coin) => !coin.ended).length;
  const changed = new Set(mutableIdsOf(transaction));
  const written = [...bench.shared].filter(([id]) => changed.has(id));
  const ofShared = written.reduce((sum, [, object]) => sum + sharedStorageCost(object), 0n);
  const storage = COIN_STORAGE_COST * BigInt(coins) + ofShared;
  const replaced = [...used.coins, ...used.shared.filter(({ id }) => changed.has(id))];
  const paidBefore = replaced.reduce((sum, { storageRebate }) => sum + storageRebate, 0n);
  return costOf({ price: transaction.gas.price, storage, paidBefore });
}

function mutableIdsOf(transaction: SuiTransaction): readonly string[] {
  return sharedInputsOf(transaction).flatMap(({ id, isMutable }) => (isMutable ? [id] : []));
}

function latestOf({ coins, shared }: Used): bigint {
  const versions = [...coins, ...shared].map(({ version }) => version);
  return versions.reduce(largerUnits, 0n);
}

/** Who runs out of gas pays all of the budget and not more. */
function withinBudget(cost: GasUsed, budget: bigint): GasUsed {
  if (netCost(cost) <= budget) return cost;
  return { computationCost: budget, storageCost: 0n, storageRebate: 0n, nonRefundableStorageFee: 0n };
}

/** All payments of gas are one coin from the start, and the budget is set aside until the cost is known. */
function setUpBench({ gas, inputs }: SuiTransaction, used: Used): Bench {
  const [first, ...others] = gas.payment.map(({ id }) => id);
  assert(first !== undefined, 'a transaction has a coin that pays');
  const coins = new Map<string, BenchCoin>();
  for (const coin of used.coins) {
    const { id, coinType, balance, owner } = coin;
    coins.set(id, { id, coinType, balance, owner, before: coin, taken: false, ended: false });
  }
  const gasCoin = coins.get(first);
  for (const id of others) {
    const other = coins.get(id);
    if (gasCoin === undefined || other === undefined) continue;
    gasCoin.balance += other.balance;
    coins.set(id, { ...other, balance: 0n, taken: true, ended: true });
  }
  if (gasCoin !== undefined) gasCoin.balance -= gas.budget;
  const shared = new Map(used.shared.map((before) => [before.id, { before, contents: before.contents }]));
  return { coins, shared, inputs, gasCoin: first, results: [], events: [] };
}

interface Made {
  readonly version: bigint;
  readonly digest: string;
}

function changeOf(coin: BenchCoin, { version, digest }: Made): CoinChange {
  const { id, coinType, balance, owner, before, ended } = coin;
  if (ended) return { before, after: null };
  assert(owner !== null, 'what is left on the bench is somebody’s');
  const after = createCoin({
    ...{ id, coinType, balance, owner, version },
    previousTransaction: digest,
    storageRebate: COIN_STORAGE_COST,
  });
  return { before, after };
}

/** What is named to be changed has another version, whatever became of it. */
function sharedChangesOf(transaction: SuiTransaction, bench: Bench, { version, digest }: Made) {
  return mutableIdsOf(transaction).flatMap((id): SharedChange[] => {
    const object = bench.shared.get(id);
    if (object === undefined) return [];
    const { before, contents } = object;
    return [{ before, after: createShared({ ...before, contents, version, previousTransaction: digest }) }];
  });
}

function sumChanges(changes: readonly CoinChange[]): SuiBalanceChange[] {
  const sums = new Map<string, SuiBalanceChange>();
  const add = (coin: SuiCoin | null, sign: bigint) => {
    if (coin === null) return;
    const { owner, coinType, balance } = coin;
    const name = `${owner} ${coinType}`;
    const amount = (sums.get(name)?.amount ?? 0n) + sign * balance;
    sums.set(name, { owner, coinType, amount });
  };
  for (const { before, after } of changes) {
    add(before, -1n);
    add(after, 1n);
  }
  return [...sums.values()].filter(({ amount }) => amount !== 0n);
}
