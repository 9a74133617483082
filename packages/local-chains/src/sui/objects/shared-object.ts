// Objects that anybody may name in a transaction: those of packages, and the clock.

import type { Instant } from '@diboas/kernel';
import { bcs, TypeTagSerializer } from '@mysten/sui/bcs';
import { normalizeStructTag, normalizeSuiAddress } from '@mysten/sui/utils';
import { concatBytes, hexToBytes } from '@noble/hashes/utils.js';
import type { SharedContents } from '../move/stand-in.ts';
import { typedDigest } from './coin-object.ts';

export interface SuiShared extends SharedContents {
  readonly version: bigint;
  readonly digest: string;
  /** The version at which it was shared: whoever names it names that, and never changes it. */
  readonly sharedAt: bigint;
  readonly previousTransaction: string;
  readonly storageRebate: bigint;
}

export const CLOCK_ID = normalizeSuiAddress('0x6');

/** In MIST, for a byte that is kept, as mainnet has it: a coin of 130 bytes costs 988,000. */
const BYTE_STORAGE_COST = 7_600n;

export function sharedStorageCost({ contents }: Pick<SharedContents, 'contents'>): bigint {
  return BYTE_STORAGE_COST * BigInt(contents.length);
}

export function createShared(shared: Omit<SuiShared, 'digest' | 'storageRebate'>): SuiShared {
  const whole = { ...shared, storageRebate: sharedStorageCost(shared) };
  return { ...whole, digest: typedDigest('Object', encodeShared(whole)) };
}

export function encodeShared(shared: Omit<SuiShared, 'digest'>): Uint8Array {
  const { type, version, contents, sharedAt, previousTransaction, storageRebate } = shared;
  const tag = TypeTagSerializer.parseFromStr(type, true);
  if (!('struct' in tag)) throw new RangeError(`${type} is no struct.`);
  return bcs.Object.serialize({
    data: { Move: { type: { Other: tag.struct }, hasPublicTransfer: false, version, contents } },
    owner: { Shared: { initialSharedVersion: sharedAt } },
    previousTransaction,
    storageRebate,
  }).toBytes();
}

/** The clock as it is at an instant. Nobody writes it, so that its version stays. */
export function clockAt(now: Instant, genesis: string): SuiShared {
  return createShared({
    ...{ id: CLOCK_ID, type: normalizeStructTag('0x2::clock::Clock'), version: 1n, sharedAt: 1n },
    contents: concatBytes(hexToBytes(CLOCK_ID.slice(2)), bcs.u64().serialize(now).toBytes()),
    previousTransaction: genesis,
  });
}
