/**
 * A program of which there is no code to run here. What calls it is run as the calls that it would make, which are of programs that
 * are there, and what it would write is written once all of it has succeeded: in one transaction, or not at all.
 */
import type { Outcome } from '@diboas/kernel';
import {
  AccountRole,
  type Address,
  appendTransactionMessageInstructions,
  compileTransaction,
  createTransactionMessage,
  type Instruction,
  type MaybeEncodedAccount,
  setTransactionMessageFeePayer,
  setTransactionMessageLifetimeUsingBlockhash,
  type Transaction,
} from '@solana/kit';
import { SYSTEM_PROGRAM_ADDRESS } from '@solana-program/system';
import { type CompiledInstruction, isWritable, type SignedTransaction } from './transaction.ts';
import type { TransactionError } from './transaction-error.ts';

export interface StandInCall {
  readonly accounts: readonly Address[];
  readonly data: Uint8Array;
  account(address: Address): MaybeEncodedAccount;
  rentExemption(dataBytes: bigint): bigint;
}

/** What a call comes to: the calls that are made in its place, and what is written after them. */
export interface StoodIn {
  readonly calls: readonly Instruction[];
  writes(account: StandInCall['account']): readonly MaybeEncodedAccount[];
}

/** Refused with what the instruction fails with. */
export type ProgramStandIn = (call: StandInCall) => Outcome<StoodIn, TransactionError>;

export type StandIns = ReadonlyMap<Address, ProgramStandIn>;

/** A transaction as it is run, with what is written after it, and which of its instructions each is that runs. */
export interface Translated {
  readonly transaction: Transaction;
  readonly writes: StoodIn['writes'];
  readonly places: readonly number[];
  /** What it fails with all the same: it runs into an instruction that fails, so that it pays. */
  readonly fails: TransactionError | null;
}

/** By whether it signs, and whether it may be changed. */
const ROLES = [
  [AccountRole.READONLY, AccountRole.WRITABLE],
  [AccountRole.READONLY_SIGNER, AccountRole.WRITABLE_SIGNER],
] as const;

/** No program of the node knows such an instruction. */
const FAILING: Instruction = {
  programAddress: SYSTEM_PROGRAM_ADDRESS,
  data: Uint8Array.of(255, 255, 255, 255),
};

/** Null where it calls none of them, so that it runs as it is. */
export function translateCalls(
  signed: SignedTransaction,
  standIns: StandIns,
  node: Pick<StandInCall, 'account' | 'rentExemption'>,
): Translated | null {
  const { message, accounts } = signed;
  const [payer] = accounts;
  const isTranslated = message.instructions.some(({ programAddressIndex }) =>
    standIns.has(nameIn(signed, programAddressIndex)),
  );
  if (!isTranslated || payer === undefined) return null;
  const [calls, places, stoodIn]: [Instruction[], number[], StoodIn[]] = [[], [], []];
  let fails: TransactionError | null = null;
  for (const [place, call] of message.instructions.entries()) {
    const standIn = standIns.get(nameIn(signed, call.programAddressIndex));
    const done = standIn?.({
      ...{ ...node, data: call.data },
      accounts: call.accountIndices.map((index) => nameIn(signed, index)),
    });
    if (done?.ok === true) stoodIn.push(done.value);
    if (done?.ok === false) fails = { InstructionError: [place, done.refusal] };
    const made = done === undefined ? [plainCall(signed, call)] : done.ok ? done.value.calls : [FAILING];
    calls.push(...made);
    places.push(...made.map(() => place));
    if (fails !== null) break;
  }
  const living = { blockhash: message.blockhash, lastValidBlockHeight: 0n };
  const paid = setTransactionMessageFeePayer(payer, createTransactionMessage({ version: 0 }));
  const whole = setTransactionMessageLifetimeUsingBlockhash(living, paid);
  return {
    transaction: compileTransaction(appendTransactionMessageInstructions(calls, whole)),
    ...{ places, fails },
    writes: (account) => stoodIn.flatMap((one) => one.writes(account)),
  };
}

function nameIn({ accounts }: SignedTransaction, index: number): Address {
  return accounts[index] ?? SYSTEM_PROGRAM_ADDRESS;
}

function plainCall(
  signed: SignedTransaction,
  { programAddressIndex, accountIndices, data }: CompiledInstruction,
): Instruction {
  const { numSignerAccounts } = signed.message.header;
  const accounts = accountIndices.map((index) => ({
    address: nameIn(signed, index),
    role: ROLES[index < numSignerAccounts ? 1 : 0][isWritable(signed, index) ? 1 : 0],
  }));
  return { programAddress: nameIn(signed, programAddressIndex), accounts, data };
}
