// What LI.FI says of a transfer and of a price, as it is documented and otherwise, and what is made of it.
import { readFileSync } from 'node:fs';
import { type LoopbackServer, startLoopbackServer } from '@diboas/providers-kit/contract';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { wordOf } from './adapter/crossings/words.ts';
import { connectToLifi } from './adapter/wire/connection.ts';
import { noOffer } from './adapter/wire/fault.ts';

const body = z.record(z.string(), z.unknown());
const VECTORS = z
  .object({ completed: body, partial: body, refunded: body, noQuote: body, pending: z.array(z.string()) })
  .parse(JSON.parse(readFileSync(new URL('vectors/lifi.json', import.meta.url), 'utf8')));

let server: LoopbackServer | null = null;
afterEach(async () => await server?.close());

async function answering(answer: unknown, status = 200) {
  const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
  server = await startLoopbackServer(() => ({ status, body: text }));
  const quiet = { accepted: () => {}, refused: () => {} };
  const asked = { apiKey: 'key', baseUrl: `${server.url}/v1`, timeoutMs: 5_000, now: () => 0 };
  return connectToLifi({ ...asked, credentials: quiet });
}

const ASKED = { txHash: '0xaa', fromChain: 1, toChain: 1_151_111_081_099_710 };

async function said(answer: unknown, isOrdered = () => true) {
  const status = await (await answering(answer)).status(ASKED);
  await server?.close();
  return wordOf(status, isOrdered);
}

describe('what became of a transfer', () => {
  it('is asked for by the hash that left, with the key', async () => {
    await said({ status: 'NOT_FOUND' });
    const [request] = server?.received ?? [];
    expect(request?.headers['x-lifi-api-key']).toBe('key');
    expect(request?.path).toBe('/v1/status?txHash=0xaa&fromChain=1&toChain=1151111081099710');
  });

  it('has arrived, is something else, or has come back: only the first is a success', async () => {
    expect(await said(VECTORS.completed)).toEqual({ kind: 'arrived', hash: '5ov6', amount: 499_630_000n });
    expect(await said(VECTORS.partial)).toEqual({ kind: 'other', hash: '5ov6', amount: 100_000_000n });
    expect(await said(VECTORS.refunded)).toEqual({ kind: 'returned', hash: '0xbb', amount: 499_880_000n });
    expect(await said(VECTORS.completed, () => false)).toMatchObject({ kind: 'unknown' });
  });

  it.each([...VECTORS.pending, 'A_WORD_OF_TOMORROW'])(
    'is on its way while it is pending with %s',
    async (substatus) => {
      expect(await said({ status: 'PENDING', substatus })).toEqual({ kind: 'on_its_way' });
    },
  );

  it.each([
    ...['INSUFFICIENT_ALLOWANCE', 'INSUFFICIENT_BALANCE', 'OUT_OF_GAS', 'EXPIRED'],
    ...['SLIPPAGE_EXCEEDED', 'UNKNOWN_FAILED_ERROR'],
  ])('that failed with %s after it had left is a person’s to look at', async (substatus) => {
    expect(await said({ status: 'FAILED', substatus })).toMatchObject({ kind: 'failed' });
  });

  it.each([
    { status: 'INVALID' },
    { status: 'EXPLODED' },
    { status: 'DONE' },
    { ...VECTORS.completed, substatus: 'WONDERFUL' },
    { status: 'DONE', substatus: 'COMPLETED' },
    { status: 'DONE', substatus: 'COMPLETED', receiving: { chainId: 1 } },
  ])('told as %j is unknown', async (answer) => {
    expect(await said(answer)).toMatchObject({ kind: 'unknown' });
  });
});

describe('no offer', () => {
  const why = async (answer: unknown, status: number) => {
    const connection = await answering(answer, status);
    const asked = {
      ...ASKED,
      fromToken: 'a',
      toToken: 'b',
      fromAddress: 'c',
      toAddress: 'd',
      fromAmount: 1n,
    };
    return connection.quote(asked).then(
      () => 'offered',
      (error: unknown) => noOffer(error, 0),
    );
  };

  it.each([
    ['AMOUNT_TOO_LOW', 'amount_too_small'],
    ['FEES_HIGHER_THAN_AMOUNT', 'amount_too_small'],
    ['AMOUNT_TOO_HIGH', 'amount_too_large'],
    ['INSUFFICIENT_LIQUIDITY', 'amount_too_large'],
    ['TOOL_TIMEOUT', 'unavailable'],
    ['NO_POSSIBLE_ROUTE', 'unavailable'],
    ['A_WORD_OF_TOMORROW', 'unavailable'],
  ])('for %s is %s', async (code, refusal) => {
    const answer = { ...VECTORS.noQuote, errors: [{ errorType: 'NO_QUOTE', code, tool: 'across' }] };
    expect(await why(answer, 404)).toBe(refusal);
  });

  it('for several reasons goes by the one that says something of the amount; silence is none', async () => {
    expect(await why(VECTORS.noQuote, 404)).toBe('amount_too_small');
    await server?.close();
    expect(await why('<html>', 200)).toBe('unavailable');
    await server?.close();
    expect(await why({ message: 'Internal error' }, 500)).toBe('unavailable');
  });
});
