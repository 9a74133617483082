// What a transaction comes to, without doing it: which coins change, what is paid for gas, whose balance moves by how
// much. All checks of its form and of who may spend come before.

import { assert } from '@diboas/kernel';
import { createCoin, type SuiCoin } from '../objects/coin-object.ts';
import type { CoinChange } from '../objects/coin-store.ts';
import { referencesOf, type SuiTransaction } from '../transactions/transaction.ts';
import type { Bench, BenchCoin } from './bench.ts';
import { runCommands } from './commands.ts';
import type { SuiFailure } from './failure.ts';
import { COIN_STORAGE_COST, costOf, type GasUsed, netCost } from './gas.ts';

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
  readonly balanceChanges: readonly SuiBalanceChange[];
  /** Transactions that last wrote what it used. */
  readonly dependencies: readonly string[];
}

export interface SuiRunOptions {
  readonly transaction: SuiTransaction;
  readonly digest: string;
  /** The coins that the transaction names, at the versions it names. */
  find(id: string): SuiCoin | null;
}

export function runSuiTransaction(options: SuiRunOptions): SuiRun {
  const { transaction, digest } = options;
  const used = referencesOf(transaction).map(({ id }) => {
    const coin = options.find(id);
    assert(coin !== null, 'coins are checked before a transaction is executed');
    return coin;
  });
  const done = tryCommands(options, used);
  const bench = done.failure === null ? done.bench : setUpBench(transaction, used);
  const { price, budget } = transaction.gas;
  const paidBefore = used.reduce((sum, coin) => sum + coin.storageRebate, 0n);
  const written = [...bench.coins.values()].filter((coin) => !coin.ended).length;
  const gasUsed = withinBudget(costOf({ price, written, paidBefore }), budget);
  const version = 1n + latestOf(used);
  const gasCoin = bench.coins.get(bench.gasCoin);
  assert(gasCoin !== undefined, 'the coin that pays is on the bench');
  gasCoin.balance += budget - netCost(gasUsed);
  const changes = [...bench.coins.values()].map((coin) => changeOf(coin, { version, digest }));
  return {
    failure: done.failure,
    gasUsed,
    gasCoin: bench.gasCoin,
    version,
    changes,
    balanceChanges: sumChanges(changes),
    dependencies: [...new Set(used.map(({ previousTransaction }) => previousTransaction))],
  };
}

/** The commands on a fresh bench, and whether the budget bears what they come to. */
function tryCommands(
  { transaction, digest }: SuiRunOptions,
  used: readonly SuiCoin[],
): { readonly bench: Bench; readonly failure: SuiFailure | null } {
  const bench = setUpBench(transaction, used);
  const failure = runCommands(bench, transaction.commands, digest);
  if (failure !== null) return { bench, failure };
  const written = [...bench.coins.values()].filter((coin) => !coin.ended).length;
  const paidBefore = used.reduce((sum, coin) => sum + coin.storageRebate, 0n);
  const cost = netCost(costOf({ price: transaction.gas.price, written, paidBefore }));
  return { bench, failure: cost > transaction.gas.budget ? { kind: 'INSUFFICIENT_GAS' } : null };
}

function latestOf(used: readonly SuiCoin[]): bigint {
  const versions = used.map(({ version }) => version).toSorted((left, right) => Number(left - right));
  return versions.at(-1) ?? 0n;
}

/** Who runs out of gas pays all of the budget and not more. */
function withinBudget(cost: GasUsed, budget: bigint): GasUsed {
  if (netCost(cost) <= budget) return cost;
  return { computationCost: budget, storageCost: 0n, storageRebate: 0n, nonRefundableStorageFee: 0n };
}

/** All payments of gas are one coin from the start, and the budget is set aside until the cost is known. */
function setUpBench({ gas, inputs }: SuiTransaction, used: readonly SuiCoin[]): Bench {
  const [first, ...others] = gas.payment.map(({ id }) => id);
  assert(first !== undefined, 'a transaction has a coin that pays');
  const coins = new Map<string, BenchCoin>();
  for (const coin of used) {
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
  return { coins, inputs, gasCoin: first, results: [] };
}

function changeOf(coin: BenchCoin, made: { readonly version: bigint; readonly digest: string }): CoinChange {
  const { id, coinType, balance, owner, before, ended } = coin;
  if (ended) return { before, after: null };
  assert(owner !== null, 'what is left on the bench is somebody’s');
  const after = createCoin({
    id,
    coinType,
    balance,
    owner,
    version: made.version,
    previousTransaction: made.digest,
    storageRebate: COIN_STORAGE_COST,
  });
  return { before, after };
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
