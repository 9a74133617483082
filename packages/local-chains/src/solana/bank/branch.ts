// The blocks of the branch that holds, found by what clients ask for, and undone from its end: a block is confirmed by
// the next one and final after 31, and its hash lives for 150.
import type { Address, Blockhash, Signature } from '@solana/kit';
import type { MachineRun } from '../machine/machine.ts';
import type { SignedTransaction } from '../machine/transaction.ts';
import type { TransactionError } from '../machine/transaction-error.ts';
import type { Overwritten } from './past-accounts.ts';
import type { TokenBalance } from './token-balance.ts';

export type Commitment = 'processed' | 'confirmed' | 'finalized';

export interface Block {
  /** Where it is on the branch, without gaps from 0. */
  readonly height: bigint;
  /** Its number in time, which no block of any other branch has. */
  readonly slot: bigint;
  readonly blockhash: Blockhash;
  readonly unixSeconds: bigint;
  readonly landed: readonly Landed[];
}

/** A transaction that stands in a block, with what it changed. */
export interface Landed extends SignedTransaction {
  readonly height: bigint;
  readonly slot: bigint;
  readonly unixSeconds: bigint;
  readonly error: TransactionError | null;
  readonly run: MachineRun;
  readonly fee: bigint;
  readonly before: Holdings;
  readonly after: Holdings;
}

/** What the accounts of a transaction hold, in their order. */
export interface Holdings {
  readonly lamports: readonly bigint[];
  readonly tokens: readonly TokenBalance[];
}

/** How many blocks stand on one that is final: `MAX_LOCKOUT_HISTORY` of Solana's votes. */
export const BLOCKS_TO_FINAL = 31;
/** `MAX_PROCESSING_AGE` of Solana: for how many blocks a blockhash lives. */
const BLOCKHASH_BLOCKS = 150n;

export interface Branch {
  push(block: Block, overwritten: Overwritten): void;
  /** Takes the newest blocks off, and answers them oldest first. Refuses, by throwing, to undo what is final. */
  undo(depth: number): readonly { readonly block: Block; readonly overwritten: Overwritten }[];
  /** The newest block with that commitment. */
  block(commitment: Commitment): Block;
  /** What the blocks after that one overwrote, oldest first. */
  overwrittenSince(commitment: Commitment): readonly Overwritten[];
  /** The newest blocks, newest first. */
  newest(count: number): readonly Block[];
  /** How many blocks stand on that of a height. */
  blocksOn(height: bigint): number;
  commitmentOf(height: bigint): Commitment;
  landed(signature: Signature): Landed | null;
  /** What names an address, oldest first. */
  history(address: Address): readonly Landed[];
  /** The last height at which this hash is one to build on; null for one of no block here, or long over. */
  lastValidHeight(blockhash: Blockhash): bigint | null;
}

interface KeptBlock {
  readonly block: Block;
  overwritten: Overwritten;
}

export function createBranch(): Branch {
  const chain: KeptBlock[] = [];
  const bySignature = new Map<Signature, Landed>();
  const byAddress = new Map<Address, Landed[]>();
  const heights = new Map<Blockhash, bigint>();
  const at = (commitment: Commitment): KeptBlock => {
    const behind = { processed: 0, confirmed: 1, finalized: BLOCKS_TO_FINAL }[commitment];
    const kept = chain[Math.max(0, chain.length - 1 - behind)];
    if (kept === undefined) throw new Error('The branch has no block yet.');
    return kept;
  };
  const blocksOn = (height: bigint): number => chain.length - 1 - Number(height);
  return {
    push(block, overwritten) {
      chain.push({ block, overwritten });
      heights.set(block.blockhash, block.height);
      for (const landed of block.landed) {
        bySignature.set(landed.signature, landed);
        for (const address of landed.accounts)
          byAddress.set(address, [...(byAddress.get(address) ?? []), landed]);
      }
      // A chain that runs for days keeps neither what final blocks overwrote nor hashes that are over.
      const final = chain[chain.length - 2 - BLOCKS_TO_FINAL];
      if (final !== undefined) final.overwritten = new Map();
      const over = chain[chain.length - 2 - Number(BLOCKHASH_BLOCKS)];
      if (over !== undefined) heights.delete(over.block.blockhash);
    },
    undo(depth) {
      if (!Number.isInteger(depth) || depth < 1) throw new RangeError(`A reorganisation of ${depth} blocks.`);
      if (depth > BLOCKS_TO_FINAL || depth >= chain.length)
        throw new RangeError(`${depth} blocks back is final.`);
      const undone = chain.splice(-depth);
      for (const { block } of undone) {
        const { blockhash, landed } = block;
        heights.delete(blockhash);
        for (const { signature, accounts } of landed) {
          bySignature.delete(signature);
          for (const address of accounts) {
            byAddress.set(
              address,
              (byAddress.get(address) ?? []).filter((one) => one.signature !== signature),
            );
          }
        }
      }
      return undone;
    },
    block: (commitment) => at(commitment).block,
    overwrittenSince: (commitment) =>
      chain.slice(Number(at(commitment).block.height) + 1).map(({ overwritten }) => overwritten),
    newest: (count) =>
      chain
        .slice(-count)
        .map(({ block }) => block)
        .reverse(),
    blocksOn,
    commitmentOf: (height) => commitmentUnder(blocksOn(height)),
    landed: (signature) => bySignature.get(signature) ?? null,
    history: (address) => byAddress.get(address) ?? [],
    lastValidHeight(blockhash) {
      const height = heights.get(blockhash);
      return height === undefined ? null : height + BLOCKHASH_BLOCKS;
    },
  };
}

function commitmentUnder(blocks: number): Commitment {
  if (blocks >= BLOCKS_TO_FINAL) return 'finalized';
  return blocks >= 1 ? 'confirmed' : 'processed';
}
