// Who pays for gas and how much, where the sender leaves that to the node.

import { accept, type Outcome, refuse } from '@diboas/kernel';
import { bcs } from '@mysten/sui/bcs';
import { SUI_TYPE, type SuiCoin } from '../objects/coin-object.ts';
import type { CoinStore } from '../objects/coin-store.ts';
import type { SuiShared } from '../objects/shared-object.ts';
import type { SuiCommand, SuiTransaction } from '../transactions/transaction.ts';
import { COIN_STORAGE_COST, GAS_UNITS_MIN } from './gas.ts';

/** As many coins as one transaction may pay with. */
const PAYMENTS_MAX = 256;
/** Units that are added to the budget, as computation can cost more when it is done. */
const SPARE_UNITS = 1_000n;

/** Coins that a call may give. */
const GIVEN_MAX = 2;

/**
 * A budget that surely suffices: for computation, for every coin that may be written, and some to spare. What objects that are shared cost
 * comes back but for a hundredth.
 */
export function budgetFor(
  { inputs, commands, gas }: SuiTransaction,
  sharedOf: (id: string) => SuiShared | null,
): bigint {
  const made = commands.reduce((sum, one) => sum + madeBy(one), 0);
  const shared = inputs.flatMap((input) => (input.kind === 'shared' ? (sharedOf(input.id) ?? []) : []));
  const kept = shared.reduce((sum, { storageRebate }) => sum + storageRebate, 0n);
  const used = inputs.filter(({ kind }) => kind === 'coin').length + 1;
  return (GAS_UNITS_MIN + SPARE_UNITS) * gas.price + COIN_STORAGE_COST * BigInt(made + used) + kept;
}

function madeBy(command: SuiCommand): number {
  if (command.kind === 'call') return GIVEN_MAX;
  return command.kind === 'split' ? command.amounts.length : 0;
}

/** Coins of the sender that pay the budget and what is split off the coin of gas; what refuses, in a node's words. */
export function selectPayment(
  transaction: SuiTransaction,
  coins: CoinStore,
): Outcome<readonly SuiCoin[], string> {
  const { gas, inputs, sender } = transaction;
  const named = new Set(inputs.flatMap((input) => (input.kind === 'coin' ? [input.reference.id] : [])));
  const free = coins
    .ownedBy(sender)
    .filter(({ id, coinType }) => coinType === SUI_TYPE && !named.has(id))
    .slice(0, PAYMENTS_MAX);
  const wanted = gas.budget + splitOffGas(transaction);
  const chosen: SuiCoin[] = [];
  let held = 0n;
  for (const coin of free) {
    if (held >= wanted) break;
    chosen.push(coin);
    held += coin.balance;
  }
  if (held >= gas.budget && chosen.length > 0) return accept(chosen);
  return refuse(
    'Unable to perform gas selection due to insufficient SUI balance (in address balance or coins) ' +
      `for account ${sender} to satisfy required budget ${gas.budget}.`,
  );
}

function splitOffGas({ commands, inputs }: SuiTransaction): bigint {
  let sum = 0n;
  for (const command of commands) {
    if (command.kind !== 'split' || command.coin.kind !== 'gas') continue;
    for (const amount of command.amounts) {
      const input = amount.kind === 'input' ? inputs[amount.index] : undefined;
      if (input?.kind === 'pure' && input.bytes.length === 8) sum += BigInt(bcs.u64().parse(input.bytes));
    }
  }
  return sum;
}
