// A mint that nobody looked for while it happened: whoever sent it, and however long ago.
import { type LoopbackServer, startLoopbackServer } from '@diboas/providers-kit/contract';
import { createEvmReader } from '@diboas/providers-kit/evm';
import { encodeEventTopics, type Hex, pad } from 'viem';
import { afterEach, expect, it } from 'vitest';
import { mintOnEthereum } from './adapter/crossings/minted.ts';
import { ETHEREUM_END, mintAbi } from './adapter/wire/ethereum.ts';

const NONCE: Hex = `0x${'4'.repeat(64)}`;
const HASH: Hex = `0x${'a'.repeat(64)}`;
const NEWEST = 300_000n;

let server: LoopbackServer | null = null;
afterEach(async () => await server?.close());

const quantity = (value: bigint) => `0x${value.toString(16)}`;

/** A node on which the message was received in this block; it tells the logs of ten thousand blocks at once, and no more. */
async function nodeWith(at: bigint) {
  const ranges: bigint[] = [];
  const logOf = () => ({
    ...{ address: ETHEREUM_END.test.messageTransmitter, transactionHash: HASH, blockNumber: quantity(at) },
    ...{ blockHash: HASH, transactionIndex: '0x0', logIndex: '0x0', removed: false },
    topics: encodeEventTopics({
      ...{ abi: mintAbi, eventName: 'MessageReceived' },
      args: { caller: pad('0x1', { size: 20 }), nonce: NONCE, finalityThresholdExecuted: 2_000 },
    }),
    data: `0x${[0n, 0n, 96n, 0n].map((one) => one.toString(16).padStart(64, '0')).join('')}`,
  });
  const answers: Readonly<Record<string, (params: readonly { fromBlock: Hex; toBlock: Hex }[]) => unknown>> =
    {
      eth_call: () => quantity(1n).replace('0x', `0x${'0'.repeat(63)}`),
      eth_blockNumber: () => quantity(NEWEST),
      eth_getTransactionReceipt: () => null,
      eth_getLogs([asked]) {
        const [from, to] = [BigInt(asked?.fromBlock ?? 0), BigInt(asked?.toBlock ?? 0)];
        ranges.push(to - from);
        return from <= at && at <= to ? [logOf()] : [];
      },
    };
  server = await startLoopbackServer(({ body }) => {
    const { id, method, params } = JSON.parse(body.toString('utf8'));
    return {
      status: 200,
      body: JSON.stringify({ jsonrpc: '2.0', id, result: answers[method]?.(params) ?? null }),
    };
  });
  return { reader: createEvmReader({ url: server.url, timeoutMs: 5_000 }), ranges };
}

it.each([NEWEST, NEWEST - 9_999n, NEWEST - 10_000n, 123_456n, 0n])(
  'is found in block %i, by Circle’s word of where it is or without it',
  async (at) => {
    for (const hint of [null, `0x${'b'.repeat(64)}`]) {
      const { reader, ranges } = await nodeWith(at);
      expect(await mintOnEthereum({ reader, chain: 'test' }, NONCE, hint)).toEqual({ ok: true, value: HASH });
      expect(ranges.every((range) => range < 10_000n)).toBe(true);
      await server?.close();
    }
  },
);
