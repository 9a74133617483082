/** Transactions as those who swap make them, in hex and not signed. Nobody ever sends them. */

import { unreachable } from '@diboas/kernel';
import { bcs } from '@mysten/sui/bcs';
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
import type { SigningNetwork } from '../../manifest/chain-signer.ts';

export function swapLike(network: SigningNetwork, from: string): string {
  switch (network) {
    case 'ethereum':
      return ethereum();
    case 'solana':
      return solana(from as Address);
    case 'sui':
      return sui(from);
    default:
      return unreachable(network);
  }
}

/** It gives a coin to another address, which nobody looks at. */
function sui(sender: string): string {
  const coin = { objectId: `0x${'5'.repeat(64)}`, version: '3', digest: '1'.repeat(32) };
  return bcs.TransactionData.serialize({
    V1: {
      kind: {
        ProgrammableTransaction: {
          inputs: [{ Object: { ImmOrOwnedObject: coin } }, { Pure: { bytes: new Uint8Array(32) } }],
          commands: [{ TransferObjects: { objects: [{ Input: 0 }], address: { Input: 1 } } }],
        },
      },
      sender,
      gasData: { payment: [coin], owner: sender, price: 1_000, budget: 5_000_000 },
      expiration: { Epoch: 9 },
    },
  }).toHex();
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
