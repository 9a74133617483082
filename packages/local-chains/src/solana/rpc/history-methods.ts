// Methods about transactions that stand in blocks.
import { getBase58Decoder, getBase64Decoder } from '@solana/kit';
import { z } from 'zod';
import type { RpcAnswer } from '../../wire/json-rpc.ts';
import type { Bank } from '../bank/bank.ts';
import type { Landed } from '../bank/branch.ts';
import {
  addressText,
  atSlot,
  config,
  invalidParam,
  type MethodCall,
  method,
  signatureText,
} from './parameters.ts';

/** How many blocks a node looks back for a status without searching its history. */
const STATUS_BLOCKS = 300;

const unsupportedVersion = {
  code: -32_015,
  message:
    'Transaction version (0) is not supported by the requesting client. Please try the request again with the ' +
    'following configuration parameter: "maxSupportedTransactionVersion": 0',
};
const belowConfirmed = invalidParam('Method does not support commitment below `confirmed`');

export const historyMethods: Readonly<Record<string, MethodCall>> = {
  getSignatureStatuses: method(
    z.tuple([
      z.array(signatureText).max(256, 'Too many inputs provided; max 256'),
      config({ searchTransactionHistory: z.boolean().default(false) }),
    ]),
    (bank, [signatures, { searchTransactionHistory }]) =>
      atSlot(bank, { commitment: 'processed' }, () =>
        signatures.map((signature) => {
          const landed = bank.landed(signature);
          if (landed === null) return null;
          const isRecent = bank.blocksOn(landed.height) < STATUS_BLOCKS;
          return isRecent || searchTransactionHistory ? formatStatus(bank, landed) : null;
        }),
      ),
  ),
  getTransaction: method(
    z.tuple([
      signatureText,
      config({
        encoding: z.enum(['json', 'base58', 'base64']).default('json'),
        maxSupportedTransactionVersion: z.literal(0).optional(),
      }),
    ]),
    (bank, [signature, { commitment, encoding, maxSupportedTransactionVersion }]): RpcAnswer => {
      if (commitment === 'processed') return belowConfirmed;
      const landed = bank.landed(signature);
      if (landed === null || landed.height > bank.block(commitment).height) return { result: null };
      const { version } = landed.message;
      if (version === 0 && maxSupportedTransactionVersion === undefined) return { error: unsupportedVersion };
      return {
        result: {
          slot: landed.slot,
          blockTime: landed.unixSeconds,
          ...(maxSupportedTransactionVersion === undefined ? {} : { version }),
          transaction: formatTransaction(landed, encoding),
          meta: formatMeta(landed),
        },
      };
    },
  ),
  getSignaturesForAddress: method(
    z.tuple([
      addressText,
      config({
        limit: z.number().int().min(1).max(1_000, 'Invalid limit; max 1000').default(1_000),
        before: signatureText.optional(),
        until: signatureText.optional(),
      }),
    ]),
    (bank, [address, { commitment, limit, before, until }]): RpcAnswer => {
      if (commitment === 'processed') return belowConfirmed;
      const { height } = bank.block(commitment);
      const newestFirst = bank
        .history(address)
        .filter((one) => one.height <= height)
        .reverse();
      const start =
        before === undefined ? 0 : newestFirst.findIndex(({ signature }) => signature === before) + 1;
      const end = newestFirst.findIndex(({ signature }) => signature === until);
      const page = newestFirst.slice(start, end === -1 ? undefined : end).slice(0, limit);
      return {
        result: page.map((landed) => ({
          ...{ signature: landed.signature, slot: landed.slot, err: landed.error, memo: null },
          ...{ blockTime: landed.unixSeconds, confirmationStatus: bank.commitmentOf(landed.height) },
        })),
      };
    },
  ),
};

function formatStatus(bank: Bank, { height, slot, error }: Landed): object {
  const confirmationStatus = bank.commitmentOf(height);
  return {
    ...{ slot, confirmationStatus, err: error, status: error === null ? { Ok: null } : { Err: error } },
    // Nobody counts any more on what is final.
    confirmations: confirmationStatus === 'finalized' ? null : bank.blocksOn(height),
  };
}

function formatTransaction({ bytes, transaction, message, accounts }: Landed, encoding: string): unknown {
  if (encoding === 'base64') return [getBase64Decoder().decode(bytes), 'base64'];
  const base58 = getBase58Decoder();
  if (encoding === 'base58') return [base58.decode(bytes), 'base58'];
  const { numSignerAccounts, numReadonlySignerAccounts, numReadonlyNonSignerAccounts } = message.header;
  return {
    signatures: Object.values(transaction.signatures).map((one) => base58.decode(one ?? new Uint8Array(64))),
    message: {
      accountKeys: accounts,
      header: {
        numRequiredSignatures: numSignerAccounts,
        numReadonlySignedAccounts: numReadonlySignerAccounts,
        numReadonlyUnsignedAccounts: numReadonlyNonSignerAccounts,
      },
      recentBlockhash: message.blockhash,
      instructions: message.instructions.map(({ programAddressIndex, accountIndices, data }) => ({
        ...{ programIdIndex: programAddressIndex, accounts: accountIndices },
        ...{ data: base58.decode(data), stackHeight: 1 },
      })),
      ...(message.version === 0 ? { addressTableLookups: [] } : {}),
    },
  };
}

function formatMeta({ error, fee, run, before, after }: Landed): object {
  return {
    ...{ err: error, status: error === null ? { Ok: null } : { Err: error }, fee },
    ...{ preBalances: before.lamports, postBalances: after.lamports },
    ...{ preTokenBalances: before.tokens, postTokenBalances: after.tokens },
    ...{
      logMessages: run.logs,
      computeUnitsConsumed: run.unitsConsumed,
      innerInstructions: null,
      rewards: [],
    },
    loadedAddresses: { readonly: [], writable: [] },
  };
}
