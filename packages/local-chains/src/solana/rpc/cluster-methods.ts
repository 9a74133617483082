// Methods about the chain as a whole: its blocks, hashes and fees.
import { getBase64Encoder } from '@solana/kit';
import { z } from 'zod';
import { networkFeeOf, readBudget } from '../machine/fee.ts';
import { isWritable, readMessage } from '../machine/transaction.ts';
import {
  API_VERSION,
  addressText,
  atSlot,
  blockhashText,
  config,
  invalidParam,
  type MethodCall,
  method,
  unsigned,
} from './parameters.ts';

/** Over how many blocks a node remembers what was paid. */
const FEE_BLOCKS = 150;

const plain = z.tuple([config({})]);

export const clusterMethods: Readonly<Record<string, MethodCall>> = {
  getHealth: () => ({ result: 'ok' }),
  getGenesisHash: (bank) => ({ result: bank.genesis }),
  getVersion: () => ({ result: { 'solana-core': API_VERSION, 'feature-set': 0 } }),
  getSlot: method(plain, (bank, [{ commitment }]) => ({ result: bank.block(commitment).slot })),
  getBlockHeight: method(plain, (bank, [{ commitment }]) => ({ result: bank.block(commitment).height })),
  getLatestBlockhash: method(plain, (bank, [options]) =>
    atSlot(bank, options, () => {
      const { blockhash } = bank.block(options.commitment);
      return { blockhash, lastValidBlockHeight: bank.lastValidHeight(blockhash) };
    }),
  ),
  isBlockhashValid: method(z.tuple([blockhashText, config({})]), (bank, [blockhash, options]) =>
    atSlot(bank, options, () => {
      const { height } = bank.block(options.commitment);
      return height <= (bank.lastValidHeight(blockhash) ?? -1n);
    }),
  ),
  getFeeForMessage: method(z.tuple([z.base64(), config({})]), (bank, [text, options]) => {
    const read = readMessage(new Uint8Array(getBase64Encoder().encode(text)));
    if (!read.ok) return invalidParam(read.refusal);
    const { value: asked } = read;
    return atSlot(bank, options, () => (bank.isLive(asked.message.blockhash) ? networkFeeOf(asked) : null));
  }),
  getMinimumBalanceForRentExemption: method(z.tuple([unsigned, config({})]), (bank, [bytes]) => ({
    result: bank.rentExemption(bytes),
  })),
  getRecentPrioritizationFees: method(
    z.tuple([z.array(addressText).max(128, 'Too many inputs provided; max 128').default([])]),
    (bank, [addresses]) => ({
      result: bank.newest(FEE_BLOCKS).map(({ slot, landed }) => {
        // What had to be paid to write to these accounts: the least that stood in the block, nothing in an empty one.
        const prices = landed
          .filter((one) => addresses.every((address) => isWritable(one, one.accounts.indexOf(address))))
          .map((one) => readBudget(one).price);
        return { slot, prioritizationFee: prices.toSorted(ascending)[0] ?? 0n };
      }),
    }),
  ),
};

function ascending(one: bigint, other: bigint): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
