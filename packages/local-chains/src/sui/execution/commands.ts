// The commands that this chain knows, on the bench. A command that fails ends the transaction; what it has done
// to the bench until then is thrown away with it.

import { assert, unreachable } from '@diboas/kernel';
import { bcs } from '@mysten/sui/bcs';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { SuiCommand } from '../transactions/transaction.ts';
import { type Bench, type BenchResult, findBytes, findCoin, makeCoin, takeCoin } from './bench.ts';
import type { SayFault, SuiFailure } from './failure.ts';
import { callMove, type MoveWorld } from './move-call.ts';

const U64_BYTES = 8;
const ADDRESS_BYTES = 32;

/** What ends the transaction; null when all commands were done and nothing is left lying on the bench. */
export function runCommands(
  bench: Bench,
  commands: readonly SuiCommand[],
  { transaction, world }: { readonly transaction: string; readonly world: MoveWorld },
): SuiFailure | null {
  for (const [index, command] of commands.entries()) {
    const failure = runCommand(bench, command, { index, transaction, world });
    if (failure !== null) return failure;
  }
  for (const [command, made] of bench.results.entries()) {
    const part = made.findIndex((one) => one.kind === 'coin' && bench.coins.get(one.id)?.taken === false);
    if (part >= 0) return { kind: 'UNUSED_VALUE_WITHOUT_DROP', command, part };
  }
  return null;
}

function runCommand(
  bench: Bench,
  command: SuiCommand,
  at: { readonly index: number; readonly transaction: string; readonly world: MoveWorld },
): SuiFailure | null {
  const fault: SayFault = (argument, found) => ({
    kind: 'COMMAND_ARGUMENT_ERROR',
    command: at.index,
    argument,
    fault: found,
  });
  switch (command.kind) {
    case 'split':
      return split(bench, command, { ...at, fault });
    case 'merge':
      return merge(bench, command, fault);
    case 'transfer':
      return transfer(bench, command, fault);
    case 'call':
      return callMove(bench, command, { ...at, fault });
    case 'unsupported':
      assert(false, 'commands that are not known are refused before they are executed');
      return null;
    default:
      return unreachable(command);
  }
}

function split(
  bench: Bench,
  { coin: from, amounts }: Extract<SuiCommand, { kind: 'split' }>,
  at: { readonly index: number; readonly transaction: string; readonly fault: SayFault },
): SuiFailure | null {
  const coin = findCoin(bench, from);
  if (typeof coin === 'string') return at.fault(0, coin);
  const made: BenchResult[] = [];
  for (const [index, amount] of amounts.entries()) {
    const bytes = findBytes(bench, amount, U64_BYTES);
    if (typeof bytes === 'string') return at.fault(index + 1, bytes);
    const balance = BigInt(bcs.u64().parse(bytes));
    if (balance > coin.balance) return { kind: 'INSUFFICIENT_COIN_BALANCE', command: at.index };
    coin.balance -= balance;
    made.push(makeCoin(bench, at.transaction, { coinType: coin.coinType, balance }));
  }
  bench.results.push(made);
  return null;
}

function merge(
  bench: Bench,
  { into: destination, coins }: Extract<SuiCommand, { kind: 'merge' }>,
  fault: SayFault,
): SuiFailure | null {
  const into = findCoin(bench, destination);
  if (typeof into === 'string') return fault(0, into);
  for (const [index, argument] of coins.entries()) {
    const coin = takeCoin(bench, argument);
    if (typeof coin === 'string') return fault(index + 1, coin);
    // The coin that pays for gas is needed at the end, so it can be given away and not be made part of another.
    if (coin.id === bench.gasCoin) return fault(index + 1, 'INVALID_GAS_COIN_USAGE');
    if (coin === into) return fault(index + 1, 'ARGUMENT_WITHOUT_VALUE');
    if (coin.coinType !== into.coinType) return fault(index + 1, 'TYPE_MISMATCH');
    into.balance += coin.balance;
    coin.balance = 0n;
    coin.ended = true;
  }
  bench.results.push([]);
  return null;
}

function transfer(
  bench: Bench,
  { coins, to }: Extract<SuiCommand, { kind: 'transfer' }>,
  fault: SayFault,
): SuiFailure | null {
  const address = findBytes(bench, to, ADDRESS_BYTES);
  if (typeof address === 'string') return fault(coins.length, address);
  for (const [index, argument] of coins.entries()) {
    const coin = takeCoin(bench, argument);
    if (typeof coin === 'string') return fault(index, coin);
    coin.owner = `0x${bytesToHex(address)}`;
  }
  bench.results.push([]);
  return null;
}
