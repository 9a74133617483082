// What a node knows: the branch, the machine with the accounts at its end, and what waits for the next block.
import { createHash } from 'node:crypto';
import { type Address, type Blockhash, getBase58Decoder, type MaybeEncodedAccount } from '@solana/kit';
import type { Reorganisation } from '../../chain/local-chain.ts';
import { networkFeeOf } from '../machine/fee.ts';
import type { Accounts, Machine, MachineRun } from '../machine/machine.ts';
import { isWritable, type SignedTransaction } from '../machine/transaction.ts';
import { type Branch, type Commitment, createBranch, type Holdings, type Landed } from './branch.ts';
import { hasNonce } from './nonce.ts';
import { goBack, type Overwritten, readPast } from './past-accounts.ts';
import { readTokenBalances } from './token-balance.ts';

export interface Bank extends Omit<Branch, 'push' | 'undo' | 'overwrittenSince'> {
  accounts(commitment: Commitment): Accounts;
  /** Whether the next block may hold a transaction with that hash. */
  isLive(blockhash: Blockhash): boolean;
  /** What the next block would do with it, or the reason of a node not to let it run. */
  simulate(
    transaction: SignedTransaction,
    options: { readonly anyBlockhash: boolean },
  ): MachineRun | 'AlreadyProcessed' | 'BlockhashNotFound';
  /** It waits for the next block, unless it does already. */
  take(transaction: SignedTransaction): void;
  /** The signatures of what waits, in the order it came. */
  waiting(): readonly string[];
  mine(blocks: number): void;
  reorganise(reorganisation: Reorganisation): void;
  /** Whether one of that signature waited, and waits no more. */
  drop(signature: string): boolean;
  rentExemption: Machine['rentExemption'];
  /** The hash of what was before the first block: names the chain. */
  readonly genesis: Blockhash;
}

export interface BankOptions {
  /** With what is there before the first block. */
  readonly machine: Machine;
  readonly seed: string;
  /** Milliseconds since 1970. */
  now(): number;
}

export function createBank({ machine, seed, now }: BankOptions): Bank {
  const branch = createBranch();
  let waiting: SignedTransaction[] = [];
  let slots = 0n;
  const isLive = (blockhash: Blockhash): boolean =>
    branch.block('processed').height <= (branch.lastValidHeight(blockhash) ?? -1n);
  const mayRun = (one: SignedTransaction) => isLive(one.message.blockhash) || hasNonce(machine, one);
  const first = hashOf([seed]);
  branch.push(
    { height: 0n, slot: 0n, blockhash: first, unixSeconds: BigInt(toSeconds(now())), landed: [] },
    new Map(),
  );

  const append = (taken: readonly SignedTransaction[]): void => {
    const parent = branch.block('processed');
    slots += 1n;
    // Clocks of machines are set back at times; that of a chain never is.
    const unixSeconds = BigInt(Math.max(toSeconds(now()), Number(parent.unixSeconds)));
    const place = { height: parent.height + 1n, slot: slots, unixSeconds };
    machine.setTime(slots, unixSeconds);
    const landed: Landed[] = [];
    const overwritten = new Map<Address, MaybeEncodedAccount>();
    for (const transaction of taken) {
      const { signature } = transaction;
      const isNew = branch.landed(signature) === null && !landed.some((one) => one.signature === signature);
      const done = isNew && mayRun(transaction) ? land(machine, transaction) : null;
      if (done === null) continue;
      landed.push({ ...done.landed, ...place });
      for (const [address, account] of done.overwritten) {
        if (!overwritten.has(address)) overwritten.set(address, account);
      }
    }
    const blockhash = hashOf([parent.blockhash, `${slots}`, ...landed.map(({ signature }) => signature)]);
    branch.push({ ...place, blockhash, landed }, overwritten);
  };

  return {
    ...branch,
    isLive,
    accounts: (commitment) => readPast(machine, branch.overwrittenSince(commitment)),
    simulate(transaction, { anyBlockhash }) {
      if (branch.landed(transaction.signature) !== null) return 'AlreadyProcessed';
      if (!anyBlockhash && !mayRun(transaction)) return 'BlockhashNotFound';
      return machine.simulate(transaction);
    },
    take(transaction) {
      if (!waiting.some(({ signature }) => signature === transaction.signature)) waiting.push(transaction);
    },
    waiting: () => waiting.map(({ signature }) => signature),
    mine(blocks) {
      for (let made = 0; made < blocks; made += 1) append(waiting.splice(0));
    },
    reorganise({ depth, transactions }) {
      const undone = branch.undo(depth);
      goBack(
        machine,
        undone.map(({ overwritten }) => overwritten),
      );
      for (let made = 0; made < depth + 1; made += 1) append([]);
      if (transactions === 'return') waiting = [...undone.flatMap(({ block }) => block.landed), ...waiting];
    },
    drop(signature) {
      const before = waiting.length;
      waiting = waiting.filter((one) => one.signature !== signature);
      return waiting.length < before;
    },
    rentExemption: machine.rentExemption,
    genesis: first,
  };
}

interface Ran {
  readonly landed: Omit<Landed, 'height' | 'slot' | 'unixSeconds'>;
  readonly overwritten: Overwritten;
}

/** Runs it. Null for what could not begin, for want of its fee, say: it stands in no block. */
function land(machine: Machine, transaction: SignedTransaction): Ran | null {
  const writable = transaction.accounts.filter((_, index) => isWritable(transaction, index));
  const overwritten = new Map(writable.map((address) => [address, machine.account(address)]));
  const before = look(machine, transaction);
  const run = machine.run(transaction);
  if (run.failure !== null && !run.failure.hasRun) return null;
  const error = run.failure?.error ?? null;
  const after = look(machine, transaction);
  return {
    landed: { ...transaction, run, error, fee: networkFeeOf(transaction), before, after },
    overwritten,
  };
}

function look(machine: Machine, { accounts }: SignedTransaction): Holdings {
  return { lamports: accounts.map(machine.balance), tokens: readTokenBalances(machine, accounts) };
}

function toSeconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1_000);
}

function hashOf(parts: readonly string[]): Blockhash {
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest();
  return getBase58Decoder().decode(digest) as Blockhash;
}
