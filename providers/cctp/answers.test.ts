// What Circle answers, as its specification has it and otherwise, and what is made of it.
import { readFileSync } from 'node:fs';
import { money } from '@diboas/kernel';
import { type LoopbackServer, startLoopbackServer } from '@diboas/providers-kit/contract';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { cheapest } from './adapter/crossings/price.ts';
import { connectToCctp } from './adapter/wire/connection.ts';
import { FORWARD, readMessage } from './adapter/wire/message.ts';

const list = z.array(z.record(z.string(), z.unknown()));
const body = z.object({ messages: list });
const VECTORS = z
  .object({
    ...{ fees: list, unforwarded: list, pending: body, complete: body },
    notFound: z.record(z.string(), z.unknown()),
  })
  .parse(JSON.parse(readFileSync(new URL('vectors/iris.json', import.meta.url), 'utf8')));

let server: LoopbackServer | null = null;
afterEach(async () => await server?.close());

async function answering(answer: unknown, status = 200) {
  const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
  server = await startLoopbackServer(() => ({ status, body: text }));
  const quiet = { accepted: () => {}, refused: () => {} };
  return connectToCctp({ baseUrl: server.url, timeoutMs: 5_000, now: () => 0, credentials: quiet });
}

const WAY = { pay: money('USDC', 1_000_000_000n), from: 'ethereum', to: 'solana' } as const;

describe('what crossing takes', () => {
  it('is asked for with the mint in it, and read to the millionth of a basis point', async () => {
    const connection = await answering(VECTORS.fees);
    const [fast, final] = await connection.fees(0, 5);
    expect(server?.received[0]?.path).toBe('/v2/burn/USDC/fees/0/5?forward=true');
    expect(fast).toMatchObject({ finalityThreshold: 1_000n, minimumFee: 1_300_000n });
    expect(final).toMatchObject({ minimumFee: 0n, forwardFee: { low: 206_035n, high: 209_052n } });
  });

  it('is the least of all of them; what is fast only where it takes no more, and rounded up', async () => {
    const choose = async (fees: unknown, pay = WAY.pay) => {
      const chosen = await cheapest({ connection: await answering(fees), now: () => 0 }, { ...WAY, pay });
      await server?.close();
      return chosen;
    };
    const final = { finality: 2_000, usual: 207_543n, most: 209_052n };
    expect(await choose(VECTORS.fees)).toEqual({ ok: true, value: final });
    const free = VECTORS.fees.map((one) => ({ ...one, minimumFee: 0 }));
    expect(await choose(free)).toEqual({ ok: true, value: { ...final, finality: 1_000 } });
    const [fast] = VECTORS.fees;
    // 1.3 basis points of a dollar and a millionth are 130.0001 millionths.
    expect(await choose([fast], money('USDC', 1_000_001n))).toMatchObject({
      value: { usual: 207_543n + 131n },
    });
    expect(await choose([])).toEqual({ ok: false, refusal: 'unsupported' });
  });

  it.each([
    ['without the mint', VECTORS.unforwarded],
    ['that is a text', [{ ...VECTORS.fees[0], minimumFee: 'free' }]],
    ['below nothing', [{ ...VECTORS.fees[0], minimumFee: -1 }]],
    ['that is no list', { fees: [] }],
  ])('%s is no price', async (_what, fees) => {
    const connection = await answering(fees);
    expect(await cheapest({ connection, now: () => 0 }, WAY)).toEqual({ ok: false, refusal: 'unavailable' });
  });
});

describe('a message', () => {
  it('is nowhere until Circle has seen it, and nothing is known of it before it is attested to', async () => {
    expect(await (await answering(VECTORS.notFound, 404)).messages(0, '0xab')).toBeNull();
    expect(server?.received[0]?.path).toBe('/v2/messages/0?transactionHash=0xab');
    await server?.close();
    const [told] = (await (await answering(VECTORS.pending)).messages(0, '0xab')) ?? [];
    expect(told).toMatchObject({ message: '0x', attestation: 'PENDING' });
    expect(readMessage('0x')).toBeNull();
  });

  it('is read by its places, as it is documented', async () => {
    const [told] = (await (await answering(VECTORS.complete)).messages(0, '0xab')) ?? [];
    expect(readMessage(told?.message ?? '0x')).toEqual({
      ...{ sourceDomain: 0, targetDomain: 5, nonce: `0x${'aa'.repeat(32)}` },
      ...{ recipient: `0x${'bb'.repeat(32)}`, sender: `0x${'00'.repeat(12)}${'cc'.repeat(20)}` },
      ...{ amount: 1_000_000_000n, maxFee: 209_068n, feeExecuted: 207_543n, expirationBlock: 0n },
    });
    expect(told?.message.endsWith(FORWARD.slice(2))).toBe(true);
  });

  it('of a state that nobody knows is one all the same: what became of it the networks tell', async () => {
    const [message] = VECTORS.complete.messages;
    const odd = { messages: [{ ...message, status: 'reviewed', forwardState: 'LOST' }] };
    expect(await (await answering(odd)).messages(0, '0xab')).toHaveLength(1);
  });

  it.each([
    [200, { messages: {} }],
    [200, '<html>'],
    [500, { code: 500, message: 'Internal error' }],
    [429, { code: 429, message: 'Too many requests' }],
  ])('with status %i and %j is no answer', async (status, answer) => {
    await expect((await answering(answer, status)).messages(0, '0xab')).rejects.toThrow();
  });
});
