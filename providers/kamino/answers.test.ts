// What Kamino answers, as its documents have it and otherwise.
import { readFileSync } from 'node:fs';
import { type LoopbackServer, startLoopbackServer } from '@diboas/providers-kit/contract';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { roundedBy, sharesFor, type VaultFigures, worthOf } from './adapter/strategies/facts.ts';
import { connectToKamino } from './adapter/wire/connection.ts';

const body = z.record(z.string(), z.unknown());
const VECTORS = z
  .object({ metrics: body, vault: body, made: body, refused: body })
  .parse(JSON.parse(readFileSync(new URL('vectors/api.json', import.meta.url), 'utf8')));

const VAULT = 'HDsayqAsDWy3QvANGqh2yNraqcD8Fnjgh73Mhb3WRS5E';
const WALLET = 'GkwFnmMDvn3HGMpJpWBg8tgJxr3NxNvg3AXxvXVPbRGJ';
const UNAVAILABLE = { ok: false, refusal: 'unavailable' };

let server: LoopbackServer | null = null;
afterEach(async () => await server?.close());

async function answering(answer: unknown, status = 200) {
  const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
  server = await startLoopbackServer(() => ({ status, body: text }));
  const credentials = { accepted: () => {}, refused: () => {} };
  return connectToKamino({ baseUrl: `${server.url}/`, timeoutMs: 5_000, now: () => 0, credentials });
}

function stateWith(more: object): object {
  return { ...VECTORS.vault, state: { ...body.parse(VECTORS.vault.state), ...more } };
}

async function figuresOf(more: object): Promise<VaultFigures> {
  const vault = await (await answering(stateWith(more))).vault(VAULT);
  await server?.close();
  const metrics = await (await answering(VECTORS.metrics)).metrics(VAULT);
  if (!vault.ok || !metrics.ok) throw new Error('both are read');
  return { state: vault.value.state, metrics: metrics.value };
}

describe('how a vault stands', () => {
  it('is read as it is documented, to the last digit', async () => {
    const told = await (await answering(VECTORS.metrics)).metrics(VAULT);
    expect(told).toMatchObject({
      value: { apy: 39_100, tokensPerShare: { units: 105_341_234_567_890_123_456n, digits: 20 } },
    });
    expect(server?.received.map(({ method, path }) => [method, path])).toEqual([
      ['GET', `/kvaults/vaults/${VAULT}/metrics`],
    ]);
  });

  it.each([
    ['no JSON', 'yes', 200],
    ['a figure that is none', { ...VECTORS.metrics, tokensPerShare: '1e9' }, 200],
    ['a figure below zero', { ...VECTORS.metrics, tokensAvailable: '-1' }, 200],
    ['a fault of its own', VECTORS.refused, 500],
    ['a refusal', VECTORS.refused, 400],
  ])('is not told by %s', async (_name, answer, status) => {
    expect(await (await answering(answer, status)).metrics(VAULT)).toEqual(UNAVAILABLE);
    await server?.close();
    expect(await (await answering(stateWith({ minDepositAmount: 'none' }))).vault(VAULT)).toEqual(
      UNAVAILABLE,
    );
  });
});

describe('what shares are worth', () => {
  it('is what all of them are, less the larger of what whoever leaves is charged', async () => {
    const plain = await figuresOf({});
    expect(worthOf(plain, 1_000_000n)).toBe(1_053_412n);
    expect(sharesFor(plain, 1_053_412n)).toBe(999_999n);
    const charged = await figuresOf({ withdrawalPenaltyBps: 3, withdrawalPenaltyLamports: '100' });
    expect(worthOf(charged, 1_000_000n)).toBe(1_053_412n - 316n);
    const little = await figuresOf({ withdrawalPenaltyBps: 3, withdrawalPenaltyLamports: '400' });
    expect(worthOf(little, 1_000_000n)).toBe(1_053_412n - 400n);
    expect(worthOf(little, 100n)).toBe(0n);
  });

  it('is a little less than was put in: a whole share, and what each market is kept', async () => {
    expect(roundedBy(await figuresOf({}))).toBe(3n);
    expect(roundedBy(await figuresOf({ crankFundFeePerReserve: '7' }))).toBe(9n);
  });
});

describe('a transaction', () => {
  it('is asked for once, by its documented names, with decimals', async () => {
    const connection = await answering(VECTORS.made);
    const asked = { act: 'deposit', wallet: WALLET, vault: VAULT, units: 1_500_000n } as const;
    expect(await connection.transaction(asked)).toEqual({ ok: true, value: 'AQAAAA==' });
    expect(server?.received).toHaveLength(1);
    const [request] = server?.received ?? [];
    expect([request?.method, request?.path, JSON.parse(`${request?.body}`)]).toEqual([
      ...['POST', '/ktx/kvault/deposit'],
      { wallet: WALLET, kvault: VAULT, amount: '1.500000' },
    ]);
  });

  it.each([
    ['refused', VECTORS.refused, 400, 'refused'],
    ['refused for now', VECTORS.refused, 429, 'unavailable'],
    ['never answered well', VECTORS.refused, 503, 'unavailable'],
    ['answered without one', { transaction: '' }, 200, 'unavailable'],
    ['answered with none', { transaction: 'no base64!' }, 200, 'unavailable'],
  ])('is %s', async (_name, answer, status, refusal) => {
    const asked = { act: 'withdraw', wallet: WALLET, vault: VAULT, units: 1n } as const;
    expect(await (await answering(answer, status)).transaction(asked)).toEqual({ ok: false, refusal });
  });
});
