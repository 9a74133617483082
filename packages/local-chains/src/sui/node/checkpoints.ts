// Checkpoints: what is in one is final for ever. This chain has no other branch, and neither has the real one.

import { assert, type Clock, type Instant } from '@diboas/kernel';
import { toBase58 } from '@mysten/sui/utils';
import { blake2b } from '@noble/hashes/blake2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';

export interface SuiCheckpoint {
  readonly sequence: bigint;
  readonly digest: string;
  readonly epoch: bigint;
  readonly at: Instant;
  readonly transactions: readonly string[];
}

export interface Checkpoints {
  latest(): SuiCheckpoint;
  at(sequence: bigint): SuiCheckpoint | null;
  byDigest(digest: string): SuiCheckpoint | null;
  seal(transactions: readonly string[], epoch: bigint): SuiCheckpoint;
}

export function createCheckpoints({ seed, clock }: { seed: string; clock: Clock }): Checkpoints {
  const all: SuiCheckpoint[] = [];
  const seal = (transactions: readonly string[], epoch: bigint): SuiCheckpoint => {
    const before = all.at(-1);
    const contents = [seed, before?.digest ?? 'genesis', epoch, ...transactions].join(' ');
    const digest = toBase58(blake2b(utf8ToBytes(contents), { dkLen: 32 }));
    const at = Math.max(clock.now(), before?.at ?? 0);
    const made = { sequence: BigInt(all.length), digest, epoch, at, transactions };
    all.push(made);
    return made;
  };
  seal([], 0n);
  return {
    latest() {
      const last = all.at(-1);
      assert(last !== undefined, 'there is always a first checkpoint');
      return last;
    },
    at: (sequence) => all[Number(sequence)] ?? null,
    byDigest: (digest) => all.find((one) => one.digest === digest) ?? null,
    seal,
  };
}
