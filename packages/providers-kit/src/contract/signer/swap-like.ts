/** Transactions as those who swap make them, in hex and not signed. Nobody ever sends them. */

import {
  AccountRole,
  type Address,
  appendTransactionMessageInstruction,
  type Blockhash,
  compileTransaction,
  createTransactionMessage,
  getTransactionEncoder,
  setTransactionMessageFeePayer,
  setTransactionMessageLifetimeUsingBlockhash,
} from '@solana/kit';
import { serializeTransaction, type TransactionSerializableEIP1559 } from 'viem';
import type { SignedNetwork } from '../../manifest/chain-signer.ts';

export function swapLike(network: SignedNetwork, from: string): string {
  return network === 'ethereum' ? ethereum() : solana(from as Address);
}

function ethereum(): string {
  const transaction: TransactionSerializableEIP1559 = {
    ...{ type: 'eip1559', chainId: 1, nonce: 7, gas: 200_000n, value: 10n ** 18n, data: '0x5ae401dc' },
    ...{ to: '0x68b3465833fb72A70ecDF485E0e4C7bD8665Fc45', maxFeePerGas: 3n, maxPriorityFeePerGas: 2n },
  };
  return serializeTransaction(transaction).slice(2);
}

/** The program of an aggregator, by whom swaps are made. */
const PROGRAM = 'JUP6LkbZbjS1jKKwapdHNy74zcZ3tLUZoi5QNyVTaV4' as Address;
const BLOCKHASH = 'EkSnNWid2cvwEVnVx9aBqawnmiCNiDgp3gUdkDPTKN1N' as Blockhash;

function solana(from: Address): string {
  const empty = createTransactionMessage({ version: 0 });
  const paid = setTransactionMessageFeePayer(from, empty);
  const living = setTransactionMessageLifetimeUsingBlockhash(
    { blockhash: BLOCKHASH, lastValidBlockHeight: 9n },
    paid,
  );
  const whole = appendTransactionMessageInstruction(
    {
      programAddress: PROGRAM,
      accounts: [{ address: from, role: AccountRole.WRITABLE_SIGNER }],
      data: Uint8Array.of(1),
    },
    living,
  );
  return Buffer.from(getTransactionEncoder().encode(compileTransaction(whole))).toString('hex');
}
