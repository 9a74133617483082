import { createSeededRandom, randomBelow } from '@diboas/kernel';

/** One movement between two accounts, by their places in the list of accounts. */
export interface TransferRequest {
  readonly from: number;
  readonly to: number;
  readonly units: bigint;
}

/** Enough that two callers seldom meet, as in pgledger's own measurement without contention. */
export const ACCOUNTS = 3_200;

/** Both accounts of a transfer lie in one of these groups: ours keep a commit within one bucket. */
export const GROUPS = 32;

/** What every account has at the start: more than it can lose. */
export const OPENING_UNITS = 1_000_000_000n;

const random = createSeededRandom(23);

/** Transfers between accounts whose places are alike modulo `GROUPS`. */
export function makeTransfers(count: number): TransferRequest[] {
  const groupSize = ACCOUNTS / GROUPS;
  return Array.from({ length: count }, () => {
    const group = randomBelow(random, GROUPS);
    const first = randomBelow(random, groupSize);
    const second = (first + 1 + randomBelow(random, groupSize - 1)) % groupSize;
    const units = BigInt(1 + randomBelow(random, 10_000));
    return { from: group + first * GROUPS, to: group + second * GROUPS, units };
  });
}

/** Expected change of each account after these transfers, by its place. */
export function addMovements(expected: bigint[], requests: readonly TransferRequest[]): void {
  for (const { from, to, units } of requests) {
    expected[from] = (expected[from] ?? 0n) - units;
    expected[to] = (expected[to] ?? 0n) + units;
  }
}
