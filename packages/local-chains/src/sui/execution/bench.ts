// Where a transaction's objects lie while its commands work on them. Nothing here touches the chain: what comes of it is
// read off when all is done.

import { bcs } from '@mysten/sui/bcs';
import { fromBase58 } from '@mysten/sui/utils';
import { blake2b } from '@noble/hashes/blake2.js';
import { bytesToHex, concatBytes } from '@noble/hashes/utils.js';
import type { ToldEvent } from '../move/stand-in.ts';
import type { SuiCoin } from '../objects/coin-object.ts';
import type { SuiShared } from '../objects/shared-object.ts';
import type { SuiArgument, SuiInput } from '../transactions/transaction.ts';
import type { ArgumentFault } from './failure.ts';

/** Scope of the hash that makes ids of new objects. */
const OBJECT_ID_SCOPE = 0xf1;

export interface BenchCoin {
  readonly id: string;
  readonly coinType: string;
  /** As it was before; null for one that is new. */
  readonly before: SuiCoin | null;
  balance: bigint;
  /** Null as long as a new one is nobody's. */
  owner: string | null;
  /** Nobody can take it any more: it was given away, or is part of another. */
  taken: boolean;
  /** It is part of another now. */
  ended: boolean;
}

export interface Bench {
  readonly coins: Map<string, BenchCoin>;
  readonly inputs: readonly SuiInput[];
  readonly gasCoin: string;
  /** Objects that are shared, as they were before and are by now. */
  readonly shared: Map<string, { readonly before: SuiShared; contents: Uint8Array }>;
  /** By command, what it gave. */
  readonly results: BenchResult[][];
  readonly events: (ToldEvent & { readonly packageId: string; readonly module: string })[];
}

export type BenchResult =
  | { readonly kind: 'coin'; readonly id: string }
  | { readonly kind: 'none'; readonly type: string };

/** A coin that an argument names; a fault where it names none, or one that is taken. */
export function findCoin(bench: Bench, argument: SuiArgument): BenchCoin | ArgumentFault {
  const id = findCoinId(bench, argument);
  if (typeof id !== 'string') return id.fault;
  const coin = bench.coins.get(id);
  return coin === undefined || coin.taken ? 'ARGUMENT_WITHOUT_VALUE' : coin;
}

export function takeCoin(bench: Bench, argument: SuiArgument): BenchCoin | ArgumentFault {
  const coin = findCoin(bench, argument);
  if (typeof coin !== 'string') coin.taken = true;
  return coin;
}

function findCoinId(bench: Bench, argument: SuiArgument): string | { readonly fault: ArgumentFault } {
  switch (argument.kind) {
    case 'gas':
      return bench.gasCoin;
    case 'input': {
      const input = bench.inputs[argument.index];
      if (input === undefined) return { fault: 'INDEX_OUT_OF_BOUNDS' };
      return input.kind === 'coin' ? input.reference.id : { fault: 'TYPE_MISMATCH' };
    }
    case 'result': {
      const found = findResult(bench, argument);
      if ('fault' in found) return found;
      return found.kind === 'coin' ? found.id : { fault: 'TYPE_MISMATCH' };
    }
  }
}

export function findResult(
  bench: Bench,
  { command, part }: Extract<SuiArgument, { kind: 'result' }>,
): BenchResult | { readonly fault: ArgumentFault } {
  const made = bench.results[command];
  if (made === undefined) return { fault: 'INDEX_OUT_OF_BOUNDS' };
  if (part === null && made.length !== 1) return { fault: 'INVALID_RESULT_ARITY' };
  return made[part ?? 0] ?? { fault: 'SECONDARY_INDEX_OUT_OF_BOUNDS' };
}

/** Puts a coin on the bench that nobody has yet. */
export function makeCoin(
  bench: Bench,
  transaction: string,
  { coinType, balance }: { readonly coinType: string; readonly balance: bigint },
): BenchResult {
  const made = [...bench.coins.values()].filter(({ before }) => before === null).length;
  const id = newObjectId(transaction, made);
  bench.coins.set(id, { id, coinType, before: null, balance, owner: null, taken: false, ended: false });
  return { kind: 'coin', id };
}

/** Bytes that an argument gives, of one exact length. */
export function findBytes(bench: Bench, argument: SuiArgument, length: number): Uint8Array | ArgumentFault {
  const input = argument.kind === 'input' ? bench.inputs[argument.index] : undefined;
  if (argument.kind === 'input' && input === undefined) return 'INDEX_OUT_OF_BOUNDS';
  if (input?.kind !== 'pure') return 'TYPE_MISMATCH';
  return input.bytes.length === length ? input.bytes : 'INVALID_BCS_BYTES';
}

/** The id of the so-manieth object that a transaction makes. */
function newObjectId(transaction: string, made: number): string {
  const counter = bcs.u64().serialize(made).toBytes();
  const bytes = concatBytes(new Uint8Array([OBJECT_ID_SCOPE]), fromBase58(transaction), counter);
  return `0x${bytesToHex(blake2b(bytes, { dkLen: 32 }))}`;
}
