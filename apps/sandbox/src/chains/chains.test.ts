import { createSeededRandom } from '@diboas/kernel';
import { createRealTimers } from '@diboas/sandbox-kit';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseConfig, testConfig } from '../config.ts';
import { createSandbox, type Sandbox } from '../sandbox.ts';
import { DOUBLES, MADE } from '../testing/every-double.ts';

const ADDRESS = 'bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080';
const NO_PORTS = { bitcoin: 0, ethereum: 0, solana: 0, sui: 0 };

let sandbox: Sandbox;

beforeAll(async () => {
  const [first] = DOUBLES;
  sandbox = createSandbox({
    // One that keeps money of ours on a chain.
    doubles: DOUBLES.map((kind) => ({
      ...kind,
      open(parts) {
        const double = kind.open(parts);
        return {
          ...double,
          payingAddresses: kind === first ? [{ network: 'bitcoin', address: ADDRESS }] : [],
        };
      },
    })),
    config: testConfig(Object.fromEntries(DOUBLES.map(({ id }) => [id, { secrets: MADE }])), {
      chains: { networks: ['bitcoin', 'sui'], pace: 'by-hand', ports: NO_PORTS },
    }),
    clock: { now: () => Date.now() },
    timers: createRealTimers(),
    random: createSeededRandom(3),
    logger: pino({ level: 'silent' }),
  });
  await sandbox.listen();
});
afterAll(() => sandbox.close());

async function act(path: string, body?: object): Promise<{ status: number; answer: unknown }> {
  const init =
    body === undefined
      ? { method: 'POST' }
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(`${sandbox.controlUrl}/chains/${path}`, init);
  return { status: response.status, answer: await response.json() };
}

const atBitcoin = async (path: string): Promise<unknown> =>
  (await fetch(`${sandbox.chainUrls.bitcoin}/api${path}`)).json();

it('may run elsewhere: providers are told where, and none is started', () => {
  const told: (string | null)[] = [];
  const read = parseConfig([], { SANDBOX_CHAIN_URLS: 'sui=http://127.0.0.1:4000' }, []);
  if (!read.ok || read.value === 'help') throw new Error('the addresses can be read');
  const elsewhere = createSandbox({
    doubles: DOUBLES.slice(0, 1).map((kind) => ({
      ...kind,
      open(parts) {
        told.push(parts.chainUrl('sui'), parts.chainUrl('bitcoin'));
        return kind.open(parts);
      },
    })),
    config: testConfig(Object.fromEntries(DOUBLES.map(({ id }) => [id, { secrets: MADE }])), {
      chains: read.value.chains,
    }),
    ...{ clock: { now: () => 0 }, timers: createRealTimers(), random: createSeededRandom(4) },
    logger: pino({ level: 'silent' }),
  });
  expect(told).toEqual(['http://127.0.0.1:4000', null]);
  expect(elsewhere.chains.list()).toEqual([]);
  const wrong = parseConfig([], { SANDBOX_CHAIN_URLS: 'gold=http://127.0.0.1:4000' }, []);
  expect(wrong).toMatchObject({ ok: false, refusal: expect.stringContaining('none, or some of') });
});

describe('the chains of a sandbox', () => {
  it('are those that were asked for, and say where they are asked', async () => {
    const response = await fetch(`${sandbox.controlUrl}/chains`);
    const { bitcoin, sui } = sandbox.chainUrls;
    expect(await response.json()).toEqual({
      chains: [
        { network: 'bitcoin', url: bitcoin, assets: ['BTC'] },
        { network: 'sui', url: sui, assets: ['SUI', 'USDC'] },
      ],
    });
    expect(Object.keys(sandbox.chainUrls)).toEqual(['bitcoin', 'sui']);
  });

  it('have laid at the addresses that orders are paid from what they are paid with', async () => {
    const coins = (await atBitcoin(`/address/${ADDRESS}/utxo`)) as readonly { value: number }[];
    expect(coins.map(({ value }) => value)).toEqual(Array(60).fill(50_000_000));
    expect(sandbox.floats).toContainEqual({
      ...{ provider: DOUBLES[0]?.id, asset: 'BTC', network: 'bitcoin', amount: '30.00000000' },
    });
  });

  it('give, and undo what they gave', async () => {
    const to = 'bcrt1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3qzf4jry';
    const { status, answer } = await act('bitcoin/fund', { address: to, asset: 'BTC', amount: '0.015' });
    expect(status).toBe(200);
    const { hash } = answer as { hash: string };
    expect(await atBitcoin(`/tx/${hash}/status`)).toMatchObject({ confirmed: true });
    await act('bitcoin/mine', { blocks: 2 });
    await act('bitcoin/reorganise', { depth: 3 });
    expect(await atBitcoin(`/tx/${hash}/status`)).toMatchObject({ confirmed: false });
    expect((await act('bitcoin/drop', { hash })).answer).toEqual({ dropped: true });
    expect((await act('bitcoin/drop', { hash })).answer).toEqual({ dropped: false });
    expect((await act('bitcoin/stall')).answer).toEqual({ ok: true });
    expect((await act('bitcoin/resume', {})).answer).toEqual({ ok: true });
    expect(sandbox.control.log(0, 1_000).map(({ summary }) => summary)).toContain(
      'bitcoin: mine {"blocks":2}',
    );
  });

  it('show their blocks, what waits, and what an address holds, to people too', async () => {
    const get = (path: string) => fetch(`${sandbox.controlUrl}${path}`);
    const to = `0x${'a7'.repeat(32)}`;
    await act('sui/fund', { address: to, asset: 'USDC', amount: '12.5' });
    expect(await (await get(`/chains/sui/addresses/${to}`)).json()).toEqual({
      balances: [
        { asset: 'SUI', amount: '0.000000000' },
        { asset: 'USDC', amount: '12.500000' },
      ],
    });
    expect((await get('/chains/sui/addresses/nowhere')).status).toBe(409);
    expect(await (await get('/chains/sui')).json()).toMatchObject({
      blocks: expect.arrayContaining([
        { height: 1, hash: expect.any(String), at: expect.any(Number), transactions: [expect.any(String)] },
      ]),
      waiting: [],
    });
    const page = await get('/networks/sui');
    expect([page.status, page.headers.get('content-security-policy')]).toEqual([
      ...[200, expect.stringContaining("default-src 'none'")],
    ]);
    expect(await page.text()).toContain('<option>USDC</option>');
    expect(await (await get('/')).text()).toContain('href="/networks/bitcoin"');
    expect((await get('/networks/solana')).status).toBe(404);
  });

  it('lose the answers of a call', async () => {
    expect((await act('bitcoin/answers', { method: 'GET /blocks/tip/height', kind: 'lose' })).status).toBe(
      200,
    );
    await expect(atBitcoin('/blocks/tip/height')).rejects.toThrow();
    expect(await atBitcoin('/blocks/tip/height')).toBeGreaterThan(0);
  });

  it.each([
    ['another network', 'solana/mine', {}, 404],
    ['what is no network', 'gold/mine', {}, 404],
    ['an asset that is not there', 'bitcoin/fund', { address: ADDRESS, asset: 'USDC', amount: '1' }, 409],
    ['no address', 'bitcoin/fund', { address: 'nowhere', asset: 'BTC', amount: '1' }, 409],
    ['nothing', 'bitcoin/fund', { address: ADDRESS, asset: 'BTC', amount: '0' }, 400],
    ['too exact an amount', 'bitcoin/fund', { address: ADDRESS, asset: 'BTC', amount: '0.000000001' }, 400],
    ['what is final', 'sui/reorganise', { depth: 1 }, 409],
    ['a method that nobody asks', 'bitcoin/answers', { method: 'mine', kind: 'fail' }, 409],
  ])('refuse %s', async (_what, path, body, status) => {
    expect((await act(path, body)).status).toBe(status);
  });
});
