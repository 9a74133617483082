// How long what Jupiter made is waited for, whatever it says of that.
import { accept, assert, money } from '@diboas/kernel';
import {
  type Blockhash,
  compileTransaction,
  createTransactionMessage,
  generateKeyPairSigner,
  getBase64EncodedWireTransaction,
  getTransactionDecoder,
  getTransactionEncoder,
  partiallySignTransaction,
  setTransactionMessageFeePayer,
  setTransactionMessageLifetimeUsingBlockhash,
} from '@solana/kit';
import { expect, it } from 'vitest';
import { readMemo } from './adapter/dex/memo.ts';
import { prepareSwap } from './adapter/dex/prepare.ts';

/** What is kept of a swap that Jupiter says is good to this block, while the chain is at block 1,000. */
async function lastHeight(lastValidBlockHeight: bigint): Promise<bigint | undefined> {
  const { keyPair, address } = await generateKeyPairSigner();
  const message = setTransactionMessageLifetimeUsingBlockhash(
    { blockhash: 'EkSnNWid2cvwEVnVx9aBqawnmiCNiDgp3gUdkDPTKN1N' as Blockhash, lastValidBlockHeight },
    setTransactionMessageFeePayer(address, createTransactionMessage({ version: 0 })),
  );
  const transaction = getBase64EncodedWireTransaction(compileTransaction(message));
  const order = { inAmount: 100n, outAmount: 1_000n, otherAmountThreshold: 990n, router: 'metis' };
  const parts = {
    chain: 'test',
    connection: {
      order: async (asked: object) => ({
        ...{ ...asked, ...order, transaction, requestId: 'r', lastValidBlockHeight },
      }),
    },
    reader: { height: async () => accept(1_000n) },
    signer: {
      name: 'Keys',
      address: async () => accept(address),
      async sign({ transaction: unsigned }: { readonly transaction: string }) {
        const decoded = getTransactionDecoder().decode(Buffer.from(unsigned, 'hex'));
        const signed = await partiallySignTransaction([keyPair], decoded);
        return accept(Buffer.from(getTransactionEncoder().encode(signed)).toString('hex'));
      },
    },
  };
  const submission = {
    ...{ pay: money('USDC', 100n), payNetwork: 'solana', network: 'solana', deliver: money('SOL', 990n) },
    ...{ networkCost: money('SOL', 10_000_000n), trade: { type: 'market', toleranceBps: 100 } },
  };
  const answer = await prepareSwap(
    parts as unknown as Parameters<typeof prepareSwap>[0],
    submission as unknown as Parameters<typeof prepareSwap>[1],
  );
  assert(answer.kind === 'prepared', 'it is prepared', { answer });
  return readMemo(answer.memo)?.lastHeight;
}

it('is as long as any blockhash is good that the chain may have by now, and longer where Jupiter says so', async () => {
  expect(await lastHeight(7n)).toBe(1_180n);
  expect(await lastHeight(1_150n)).toBe(1_180n);
  expect(await lastHeight(5_000n)).toBe(5_000n);
});
