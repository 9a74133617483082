// Coins, the only objects of this chain: each has an id for ever, and a version that every use makes a new one.

import { bcs } from '@mysten/sui/bcs';
import { normalizeStructTag, toBase58 } from '@mysten/sui/utils';
import { blake2b } from '@noble/hashes/blake2.js';
import { concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';

export interface SuiCoin {
  readonly id: string;
  readonly version: bigint;
  /** Of all of its bytes: who names it by this names what is in it, too. */
  readonly digest: string;
  readonly owner: string;
  /** What it is a coin of, in full: `0x00…02::sui::SUI`. */
  readonly coinType: string;
  /** In minor units. */
  readonly balance: bigint;
  readonly previousTransaction: string;
  /** In MIST: what was paid to keep it, most of which its end gives back. */
  readonly storageRebate: bigint;
}

/** A coin at one version, as transactions name what they use. */
export interface CoinReference {
  readonly id: string;
  readonly version: bigint;
  readonly digest: string;
}

export const SUI_TYPE = normalizeStructTag('0x2::sui::SUI');

export function createCoin(coin: Omit<SuiCoin, 'digest'>): SuiCoin {
  return { ...coin, digest: typedDigest('Object', encodeCoin(coin)) };
}

/** What an explorer calls the type of the object: a coin of something. */
export function objectTypeOf(coinType: string): string {
  return normalizeStructTag(`0x2::coin::Coin<${coinType}>`);
}

/** The fields of the Move struct: its id and its balance. */
export function encodeCoinContents({ id, balance }: Pick<SuiCoin, 'id' | 'balance'>): Uint8Array {
  return concatBytes(hexToBytes(id.slice(2)), bcs.u64().serialize(balance).toBytes());
}

export function encodeCoin(coin: Omit<SuiCoin, 'digest'>): Uint8Array {
  const type = coin.coinType === SUI_TYPE ? { GasCoin: true as const } : { Coin: coin.coinType };
  return bcs.Object.serialize({
    data: {
      Move: { type, hasPublicTransfer: true, version: coin.version, contents: encodeCoinContents(coin) },
    },
    owner: { AddressOwner: coin.owner },
    previousTransaction: coin.previousTransaction,
    storageRebate: coin.storageRebate,
  }).toBytes();
}

/** The hash by which Sui names what it signs and keeps: of the type's name and the bytes, in base 58. */
export function typedDigest(type: string, bytes: Uint8Array): string {
  return toBase58(blake2b(concatBytes(utf8ToBytes(`${type}::`), bytes), { dkLen: 32 }));
}

/** As the messages of validators name a coin. */
export function formatReference({ id, version, digest }: CoinReference): string {
  return `(${id}, SequenceNumber(${version}), o#${digest})`;
}
