// Where a transaction's coins lie while its commands work on them. Nothing here touches the chain: what comes of it is
// read off when all is done.

import { bcs } from '@mysten/sui/bcs';
import { fromBase58 } from '@mysten/sui/utils';
import { blake2b } from '@noble/hashes/blake2.js';
import { bytesToHex, concatBytes } from '@noble/hashes/utils.js';
import type { SuiCoin } from '../objects/coin-object.ts';
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
  /** By command, the coins that it made. */
  readonly results: string[][];
}

/** A coin that an argument names; a fault where it names none, or one that is taken. */
export function findCoin(bench: Bench, argument: SuiArgument): BenchCoin | ArgumentFault {
  const id = findCoinId(bench, argument);
  if (typeof id !== 'string') return id.fault;
  const coin = bench.coins.get(id);
  return coin === undefined || coin.taken ? 'ARGUMENT_WITHOUT_VALUE' : coin;
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
      const made = bench.results[argument.command];
      if (made === undefined) return { fault: 'INDEX_OUT_OF_BOUNDS' };
      if (argument.part === null && made.length !== 1) return { fault: 'INVALID_RESULT_ARITY' };
      return made[argument.part ?? 0] ?? { fault: 'SECONDARY_INDEX_OUT_OF_BOUNDS' };
    }
  }
}

/** Bytes that an argument gives, of one exact length. */
export function findBytes(bench: Bench, argument: SuiArgument, length: number): Uint8Array | ArgumentFault {
  const input = argument.kind === 'input' ? bench.inputs[argument.index] : undefined;
  if (argument.kind === 'input' && input === undefined) return 'INDEX_OUT_OF_BOUNDS';
  if (input?.kind !== 'pure') return 'TYPE_MISMATCH';
  return input.bytes.length === length ? input.bytes : 'INVALID_BCS_BYTES';
}

/** The id of the so-manieth object that a transaction makes. */
export function newObjectId(transaction: string, made: number): string {
  const counter = bcs.u64().serialize(made).toBytes();
  const bytes = concatBytes(new Uint8Array([OBJECT_ID_SCOPE]), fromBase58(transaction), counter);
  return `0x${bytesToHex(blake2b(bytes, { dkLen: 32 }))}`;
}
