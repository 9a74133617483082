// Whether a transaction stands on a nonce in the place of a blockhash: its first instruction uses up the nonce of an account that
// still has it. Source: Solana, "Durable Nonces".
import { type Address, getBase58Decoder } from '@solana/kit';
import { SYSTEM_PROGRAM_ADDRESS } from '@solana-program/system';
import type { Machine } from '../machine/machine.ts';
import type { SignedTransaction } from '../machine/transaction.ts';

/** `SystemInstruction::AdvanceNonceAccount`, in four bytes. */
const ADVANCE = 4;
/** Behind version, state and whose it is. */
const NONCE_AT = 40;
const NONCE_BYTES = 80;

export function hasNonce(machine: Machine, { message, accounts }: SignedTransaction): boolean {
  const [first] = message.instructions;
  const [place] = first?.accountIndices ?? [];
  if (first === undefined || place === undefined) return false;
  if (accounts[first.programAddressIndex] !== SYSTEM_PROGRAM_ADDRESS) return false;
  if (first.data?.length !== 4 || first.data[0] !== ADVANCE) return false;
  const held = machine.account(accounts[place] as Address);
  if (!held.exists || held.programAddress !== SYSTEM_PROGRAM_ADDRESS || held.data.length !== NONCE_BYTES)
    return false;
  return getBase58Decoder().decode(held.data.subarray(NONCE_AT, NONCE_AT + 32)) === message.blockhash;
}
