// Solana's virtual machine with the accounts of one branch. What nodes check around it (signatures, blockhashes, what has
// run before) is not its matter here.
import { type Address, type EncodedAccount, lamports, type MaybeEncodedAccount } from '@solana/kit';
import { SYSTEM_PROGRAM_ADDRESS } from '@solana-program/system';
import { FailedTransactionMetadata, LiteSVM, type TransactionMetadata } from 'litesvm';
import { type StandIns, type Translated, translateCalls } from './stand-in.ts';
import type { SignedTransaction } from './transaction.ts';
import { readFailure, type TransactionFailure } from './transaction-error.ts';

export interface MachineRun {
  /** Null when it succeeded. */
  readonly failure: TransactionFailure | null;
  readonly logs: readonly string[];
  readonly unitsConsumed: bigint;
}

export interface Accounts {
  account(address: Address): MaybeEncodedAccount;
  /** Lamports; nothing for an account that is not there. */
  balance(address: Address): bigint;
  /** The accounts that a program owns. */
  ofProgram(program: Address): readonly EncodedAccount[];
}

export interface Machine extends Accounts {
  /** The time that programs see. */
  setTime(slot: bigint, unixSeconds: bigint): void;
  run(transaction: SignedTransaction): MachineRun;
  /** As `run`, and nothing is changed. */
  simulate(transaction: SignedTransaction): MachineRun;
  /** Makes an account what it is here; one that does not exist is removed. */
  put(account: MaybeEncodedAccount): void;
  rentExemption(dataBytes: bigint): bigint;
}

/** @param standIns what stands in for programs of which there is no code */
export function createMachine(standIns: StandIns = new Map()): Machine {
  // The bank in front of it makes these checks: its blockhashes are those of its blocks, its memory that of its branch.
  const machine = new LiteSVM().withSigverify(false).withBlockhashCheck(false).withTransactionHistory(0n);
  const account: Machine['account'] = (address) => machine.getAccount(address);
  const rentExemption: Machine['rentExemption'] = (bytes) => machine.minimumBalanceForRentExemption(bytes);
  const put: Machine['put'] = (one) => machine.setAccount(one.exists ? one : emptyAccount(one.address));
  const translated = (signed: SignedTransaction) =>
    translateCalls(signed, standIns, { account, rentExemption });
  return {
    ...{ account, rentExemption, put },
    balance: (address) => machine.getBalance(address) ?? lamports(0n),
    ofProgram: (program) => machine.getProgramAccounts(program),
    setTime(slot, unixSeconds) {
      machine.warpToSlot(slot);
      // What the machine makes nonces of: another in each block.
      machine.expireBlockhash();
      const clock = machine.getClock();
      clock.unixTimestamp = unixSeconds;
      machine.setClock(clock);
    },
    run(signed) {
      const other = translated(signed);
      if (other === null) return readRun(machine.sendTransaction(signed.transaction));
      const run = asCalled(readRun(machine.sendTransaction(other.transaction)), other);
      if (run.failure === null) for (const one of other.writes(account)) put(one);
      return run;
    },
    simulate(signed) {
      const other = translated(signed);
      const run = readRun(machine.simulateTransaction(other?.transaction ?? signed.transaction));
      return other === null ? run : asCalled(run, other);
    },
  };
}

/** A failure of what ran in the place of an instruction is one of that instruction. */
function asCalled(run: MachineRun, { places, fails }: Translated): MachineRun {
  const { failure } = run;
  if (failure === null || !failure.hasRun) return run;
  if (fails !== null) return { ...run, failure: { ...failure, error: fails } };
  const { error } = failure;
  if (typeof error === 'string' || !Array.isArray(error.InstructionError)) return run;
  const [index, why] = error.InstructionError;
  return { ...run, failure: { ...failure, error: { InstructionError: [places[Number(index)] ?? 0, why] } } };
}

/** An account without lamports is none. */
function emptyAccount(address: Address): EncodedAccount {
  const nothing = { lamports: lamports(0n), data: new Uint8Array(), space: 0n, executable: false };
  return { address, programAddress: SYSTEM_PROGRAM_ADDRESS, ...nothing };
}

function readRun(
  outcome: TransactionMetadata | FailedTransactionMetadata | { meta(): TransactionMetadata },
): MachineRun {
  const meta = 'meta' in outcome ? outcome.meta() : outcome;
  const failure = outcome instanceof FailedTransactionMetadata ? readFailure(outcome) : null;
  return { failure, logs: meta.logs(), unitsConsumed: meta.computeUnitsConsumed() };
}
