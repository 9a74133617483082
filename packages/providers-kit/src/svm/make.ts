// A transaction that we make on Solana: until when it is good, and what it is made of.
import { accept, type Outcome, refuse } from '@diboas/kernel';
import {
  address,
  appendTransactionMessageInstructions,
  type Blockhash,
  compileTransaction,
  createTransactionMessage,
  getTransactionEncoder,
  type Instruction,
  setTransactionMessageComputeUnitLimit,
  setTransactionMessageComputeUnitPrice,
  setTransactionMessageFeePayer,
  setTransactionMessageLifetimeUsingBlockhash,
} from '@solana/kit';
import type { SvmReader } from './reader.ts';

/** A blockhash, and the last height at which it is good. */
export interface SvmLifetime {
  readonly blockhash: Blockhash;
  readonly lastValidBlockHeight: bigint;
}

export async function readSvmLifetime(
  reader: Pick<SvmReader, 'read'> | null,
): Promise<Outcome<SvmLifetime, 'unavailable'>> {
  const told = await reader?.read((rpc, inTime) =>
    rpc.getLatestBlockhash({ commitment: 'confirmed' }).send(inTime),
  );
  return told?.ok ? accept(told.value.value) : refuse('unavailable');
}

/** How many compute units it may use, and millionths of a lamport that are bid for each. */
export interface SvmBudget {
  readonly units: bigint;
  readonly price: bigint;
}

export function compileFor(
  payer: string,
  living: SvmLifetime,
  instructions: readonly Instruction[],
  { units, price }: SvmBudget,
) {
  const paid = setTransactionMessageFeePayer(address(payer), createTransactionMessage({ version: 0 }));
  const lives = setTransactionMessageLifetimeUsingBlockhash(living, paid);
  const limited = setTransactionMessageComputeUnitLimit(Number(units), lives);
  const priced = setTransactionMessageComputeUnitPrice(price, limited);
  return compileTransaction(appendTransactionMessageInstructions(instructions, priced));
}

/** In hex, as a signer takes it. */
export function transactionHex(
  transaction: Parameters<ReturnType<typeof getTransactionEncoder>['encode']>[0],
) {
  return Buffer.from(getTransactionEncoder().encode(transaction)).toString('hex');
}
