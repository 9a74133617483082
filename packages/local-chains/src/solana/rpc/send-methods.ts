// Methods that take a transaction: to try it, or to have it run.

import { type Outcome, refuse } from '@diboas/kernel';
import { getBase58Encoder, getBase64Encoder } from '@solana/kit';
import { z } from 'zod';
import type { RpcAnswer, RpcError } from '../../wire/json-rpc.ts';
import type { Bank } from '../bank/bank.ts';
import type { MachineRun } from '../machine/machine.ts';
import { isFullySigned, readTransaction, type SignedTransaction } from '../machine/transaction.ts';
import type { TransactionError } from '../machine/transaction-error.ts';
import { atSlot, config, invalidParam, type MethodCall, method } from './parameters.ts';

const encoding = z.enum(['base58', 'base64']).default('base58');
const badSignature: RpcError = { code: -32_003, message: 'Transaction signature verification failure' };

export const sendMethods: Readonly<Record<string, MethodCall>> = {
  sendTransaction: method(
    z.tuple([z.string(), config({ encoding, skipPreflight: z.boolean().default(false) })]),
    (bank, [text, options]): RpcAnswer => {
      const read = readText(text, options.encoding);
      if (!read.ok) return invalidParam(read.refusal);
      const { value: transaction } = read;
      const isSigned = isFullySigned(transaction);
      if (!options.skipPreflight) {
        if (!isSigned) return { error: badSignature };
        const tried = formatTry(bank.simulate(transaction, { anyBlockhash: false }));
        if (tried.err !== null) {
          const message = `Transaction simulation failed: ${tellError(tried.err)}`;
          return { error: { code: -32_002, message, data: tried } };
        }
      }
      // Who asks for no check is told of no fault: what can not run is dropped on the way to a block.
      if (isSigned) bank.take(transaction);
      return { result: transaction.signature };
    },
  ),
  simulateTransaction: method(
    z.tuple([
      z.string(),
      config({
        encoding,
        sigVerify: z.boolean().default(false),
        replaceRecentBlockhash: z.boolean().default(false),
      }),
    ]),
    (bank, [text, options]): RpcAnswer => {
      const { sigVerify, replaceRecentBlockhash } = options;
      if (sigVerify && replaceRecentBlockhash) {
        return invalidParam('sigVerify may not be used with replaceRecentBlockhash');
      }
      const read = readText(text, options.encoding);
      if (!read.ok) return invalidParam(read.refusal);
      const run =
        sigVerify && !isFullySigned(read.value)
          ? 'SignatureFailure'
          : bank.simulate(read.value, { anyBlockhash: replaceRecentBlockhash });
      return atSlot(bank, options, () => ({
        ...formatTry(run),
        ...(replaceRecentBlockhash ? { replacementBlockhash: replacement(bank) } : {}),
      }));
    },
  ),
};

function readText(text: string, wanted: 'base58' | 'base64'): Outcome<SignedTransaction, string> {
  const isWritten =
    wanted === 'base64' ? z.base64().safeParse(text).success : /^[1-9A-HJ-NP-Za-km-z]+$/.test(text);
  if (!isWritten) return refuse(`invalid ${wanted} encoding`);
  const encoder = wanted === 'base64' ? getBase64Encoder() : getBase58Encoder();
  return readTransaction(new Uint8Array(encoder.encode(text)));
}

function replacement(bank: Bank): object {
  const { blockhash } = bank.block('processed');
  return { blockhash, lastValidBlockHeight: bank.lastValidHeight(blockhash) };
}

interface Try {
  readonly err: TransactionError | null;
  readonly logs: readonly string[];
  readonly unitsConsumed: bigint;
  readonly [nothing: string]: unknown;
}

/** @param run what it did, or why a node did not let it begin */
function formatTry(run: MachineRun | string): Try {
  const nothing = { accounts: null, innerInstructions: null, returnData: null };
  if (typeof run === 'string') return { err: run, logs: [], unitsConsumed: 0n, ...nothing };
  const { failure, logs, unitsConsumed } = run;
  return { err: failure?.error ?? null, logs, unitsConsumed, ...nothing };
}

/** The sentences of nodes for what senders meet most; the name itself for all else. */
const sentences: Readonly<Record<string, string>> = {
  AccountNotFound: 'Attempt to debit an account but found no record of a prior credit.',
  AlreadyProcessed: 'This transaction has already been processed',
  BlockhashNotFound: 'Blockhash not found',
  InsufficientFundsForFee: 'Insufficient funds for fee',
};

function tellError(error: TransactionError): string {
  return typeof error === 'string' ? (sentences[error] ?? error) : JSON.stringify(error);
}
