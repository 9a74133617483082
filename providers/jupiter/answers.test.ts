// What Jupiter answers, as its specification has it and otherwise.
import { readFileSync } from 'node:fs';
import { type LoopbackServer, startLoopbackServer } from '@diboas/providers-kit/contract';
import type { Address } from '@solana/kit';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { submitSwap } from './adapter/dex/submit.ts';
import { connectToJupiter } from './adapter/wire/connection.ts';
import { EXECUTE_CODES } from './adapter/wire/fault.ts';

const body = z.record(z.string(), z.unknown());
const VECTORS = z
  .object({ order: body, unbuilt: body, priceOnly: body, executed: body, failed: body })
  .parse(JSON.parse(readFileSync(new URL('vectors/dex.json', import.meta.url), 'utf8')));

const TAKER = 'GkwFnmMDvn3HGMpJpWBg8tgJxr3NxNvg3AXxvXVPbRGJ' as Address;
const OTHER = '4zMMC9srt5Ri5X14GAgXhaHii3GnPAEERYPJgZJDncDU' as Address;

let server: LoopbackServer | null = null;
afterEach(async () => await server?.close());

async function answering(answer: unknown, status = 200) {
  const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
  server = await startLoopbackServer(() => ({ status, body: text }));
  const quiet = { accepted: () => {}, refused: () => {} };
  return connectToJupiter({
    ...{
      apiKey: 'key',
      baseUrl: `${server.url}/swap/v2`,
      timeoutMs: 5_000,
      now: () => 0,
      credentials: quiet,
    },
  });
}

const ASKED = { inputMint: OTHER, outputMint: TAKER, amount: 100_000_000n, slippageBps: 50 };

describe('an order', () => {
  it('is asked for by its documented names, once, of those routers alone that one signature is enough for', async () => {
    const connection = await answering(VECTORS.order);
    await connection.order({ ...ASKED, taker: TAKER, priorityFeeLamports: 5n });
    expect(server?.received).toHaveLength(1);
    const [request] = server?.received ?? [];
    expect(request?.headers['x-api-key']).toBe('key');
    const url = new URL(request?.path ?? '', 'http://there');
    expect([url.pathname, Object.fromEntries(url.searchParams)]).toEqual([
      '/swap/v2/order',
      {
        ...{ inputMint: OTHER, outputMint: TAKER, amount: '100000000', slippageBps: '50', taker: TAKER },
        ...{ swapMode: 'ExactIn', excludeRouters: 'jupiterz,dflow,okx' },
        ...{ priorityFeeLamports: '5', broadcastFeeType: 'maxCap' },
      },
    ]);
  });

  it('is read as it is documented, with and without a transaction', async () => {
    const read = async (more: object) =>
      (await answering({ ...VECTORS.order, ...more })).order(ASKED).finally(() => server?.close());
    expect(await read({})).toMatchObject({
      ...{ inAmount: 100_000_000n, outAmount: 499_600_000n, otherAmountThreshold: 497_102_000n },
      ...{ router: 'metis', lastValidBlockHeight: 430_752_662n, transaction: 'AQAAAA==' },
    });
    expect(await read(VECTORS.unbuilt)).toMatchObject({ transaction: '', errorCode: 1 });
    expect(await read(VECTORS.priceOnly)).toMatchObject({ transaction: null });
  });

  it.each([
    ['an amount that is a number', { outAmount: 499_600_000 }],
    ['an amount with a point', { otherAmountThreshold: '4971.02' }],
    ['no name', { requestId: undefined }],
  ])('with %s is none', async (_what, more) => {
    const connection = await answering({ ...VECTORS.order, ...more });
    await expect(connection.order(ASKED)).rejects.toThrow();
  });
});

describe('a swap that was sent', () => {
  const memo = {
    names: ['sig'],
    bytes: JSON.stringify({
      ...{ network: 'solana', side: 'buy', from: TAKER, asset: 'USDC', units: '1', bytes: 'AQAAAA==' },
      ...{ hash: VECTORS.executed.signature, requestId: 'r', toldHeight: '7', lastHeight: '9' },
    }),
  };
  const sent = async (answer: unknown, status?: number) =>
    submitSwap({ connection: await answering(answer, status), now: () => 0 }, {
      memo,
    } as unknown as Parameters<typeof submitSwap>[1]);

  it('is taken where Jupiter names it by the signature that was kept', async () => {
    expect(await sent(VECTORS.executed)).toMatchObject({ kind: 'accepted' });
    expect(JSON.parse(server?.received[0]?.body.toString('utf8') ?? '')).toEqual({
      ...{ signedTransaction: 'AQAAAA==', requestId: 'r', lastValidBlockHeight: '7' },
    });
    await server?.close();
    expect(await sent({ ...VECTORS.executed, signature: 'another' })).toMatchObject({ kind: 'unknown' });
  });

  it.each([...Object.keys(EXECUTE_CODES).map(Number), -42, 6_001])(
    'and failed with %i may land all the same',
    async (code) => {
      const answer = await sent({ ...VECTORS.failed, code });
      expect(answer).toMatchObject({ kind: 'unknown', detail: expect.stringContaining(`${code}`) });
      const isKnown = code in EXECUTE_CODES;
      expect('detail' in answer && answer.detail.includes('no known meaning')).toBe(!isKnown);
    },
  );

  it.each([
    [400, { error: 'bad', code: -2 }, 'unknown'],
    [401, { error: 'Unauthorized' }, 'unknown'],
    [429, { error: 'Too many requests' }, 'retryable'],
    [500, { signature: 'sig', error: 'Internal' }, 'unknown'],
    [200, '<html>', 'unknown'],
    [200, { status: 'Pending' }, 'unknown'],
  ])('with status %i and %j is %s', async (status, answer, kind) => {
    expect((await sent(answer, status)).kind).toBe(kind);
  });
});
