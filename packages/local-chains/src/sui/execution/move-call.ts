// A call of Move, answered by whoever stands in for its package.

import { assert, type Instant } from '@diboas/kernel';
import { normalizeSuiAddress } from '@mysten/sui/utils';
import type { MoveDone, MoveStandIn, MoveValue } from '../move/stand-in.ts';
import { CLOCK_ID } from '../objects/shared-object.ts';
import type { SuiArgument, SuiCommand } from '../transactions/transaction.ts';
import { type Bench, findResult, makeCoin, takeCoin } from './bench.ts';
import type { ArgumentFault, SayFault, SuiFailure } from './failure.ts';

export type MoveCallCommand = Extract<SuiCommand, { kind: 'call' }>;

/** What a call may know beside its transaction. */
export interface MoveWorld {
  readonly packages: ReadonlyMap<string, MoveStandIn>;
  readonly now: Instant;
}

interface At {
  readonly index: number;
  readonly transaction: string;
  readonly world: MoveWorld;
  readonly fault: SayFault;
}

const STANDARD_LIBRARY = normalizeSuiAddress('0x1');

/** The one function of Sui's own packages that is known here: nothing, where something could be given. */
export function isOptionNone({ packageId, module, ...called }: MoveCallCommand): boolean {
  return packageId === STANDARD_LIBRARY && module === 'option' && called.function === 'none';
}

export function callMove(bench: Bench, command: MoveCallCommand, at: At): SuiFailure | null {
  const { packageId, typeArguments } = command;
  if (isOptionNone(command)) {
    bench.results.push([{ kind: 'none', type: typeArguments[0] ?? '' }]);
    return null;
  }
  const values: MoveValue[] = [];
  for (const [place, argument] of command.arguments.entries()) {
    const value = readValue(bench, argument, at.world.now);
    if (typeof value === 'string') return at.fault(place, value);
    values.push(value);
  }
  const done = at.world.packages
    .get(packageId)
    ?.call({ module: command.module, function: command.function, typeArguments, arguments: values });
  if (!done) return at.fault(0, 'TYPE_MISMATCH');
  if (!done.ok) return { kind: 'MOVE_ABORT', command: at.index, packageId, abort: done.refusal };
  return write(bench, command, { ...at, done: done.value });
}

function write(
  bench: Bench,
  command: MoveCallCommand,
  { done, transaction, fault }: At & { readonly done: MoveDone },
): SuiFailure | null {
  for (const [id, contents] of done.writes) {
    const place = command.arguments.findIndex((argument) => isShared(bench, argument, id));
    const object = bench.shared.get(id);
    const input = bench.inputs.find((one) => one.kind === 'shared' && one.id === id);
    if (object === undefined || input?.kind !== 'shared' || !input.isMutable)
      return fault(place, 'INVALID_OBJECT_BY_MUT_REF');
    object.contents = contents;
  }
  const { packageId, module } = command;
  for (const event of done.events) bench.events.push({ ...event, packageId, module });
  bench.results.push(done.coins.map((coin) => makeCoin(bench, transaction, coin)));
  return null;
}

function isShared({ inputs }: Bench, argument: SuiArgument, id: string): boolean {
  const input = argument.kind === 'input' ? inputs[argument.index] : undefined;
  return input?.kind === 'shared' && input.id === id;
}

/** A coin is given away by it. */
function readValue(bench: Bench, argument: SuiArgument, now: Instant): MoveValue | ArgumentFault {
  if (argument.kind === 'result') {
    const result = findResult(bench, argument);
    if ('fault' in result) return result.fault;
    if (result.kind === 'none') return result;
  }
  const input = argument.kind === 'input' ? bench.inputs[argument.index] : undefined;
  if (argument.kind === 'input' && input === undefined) return 'INDEX_OUT_OF_BOUNDS';
  if (input?.kind === 'pure') return { kind: 'pure', bytes: input.bytes };
  if (input?.kind === 'shared') {
    if (input.id === CLOCK_ID) return { kind: 'clock', at: now };
    const object = bench.shared.get(input.id);
    assert(object, 'objects are checked before a transaction is executed');
    const { id, type } = object.before;
    return { kind: 'shared', id, type, contents: object.contents };
  }
  // The coin that pays for gas is needed at the end.
  if (argument.kind === 'gas') return 'INVALID_GAS_COIN_USAGE';
  const coin = takeCoin(bench, argument);
  if (typeof coin === 'string') return coin;
  const { coinType, balance } = coin;
  coin.balance = 0n;
  coin.ended = true;
  return { kind: 'coin', coinType, balance };
}
