import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startBitcoin, startSolana, startSui } from '@diboas/local-chains';
import { describe, expect, it, onTestFinished } from 'vitest';
import { chainOfGenesis, openChain } from './open-chain.ts';

const LOCAL = { dataless: true, port: 0, pace: 'by-hand' } as const;
const ways = { chain: 'test', timeoutMs: 20_000 } as const;

/** Somebody who answers all with one text. */
async function somebody(text: string): Promise<string> {
  const server = createServer((_, response) => response.end(text));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('the first block of a chain', () => {
  it.each([
    ['bitcoin', startBitcoin],
    ['solana', startSolana],
    ['sui', startSui],
  ] as const)('tells a local %s from another one, and from the live chain', async (network, start) => {
    const names: string[] = [];
    for (const seed of ['one', 'another']) {
      const { url, stop } = await start({ ...LOCAL, seed });
      onTestFinished(stop);
      const genesis = await openChain({ ...ways, network, url }).genesis();
      if (genesis.ok) names.push(genesis.value);
    }
    expect(new Set(names).size).toBe(2);
    expect(names.map((name) => chainOfGenesis(network, name))).toEqual(['test', 'test']);
  });

  it.each([
    ['bitcoin', '000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f', 'live'],
    ['ethereum', '0xd4e56740f876aef8c010b86a40d5f56745a118d0906a34e69aec8c0db1cb8fa3', 'live'],
    ['ethereum', '0x25a5cc106eea7138acab33231d7160d69cb777ee0c2c553fcddf5138993e6dd9', 'test'],
    ['solana', '5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d', 'live'],
  ] as const)('of %s may be %s', async (network, name, chain) => {
    const answers = { bitcoin: name, ethereum: rpc({ hash: name }), solana: rpc(name) };
    const genesis = await openChain({ ...ways, network, url: await somebody(answers[network]) }).genesis();
    expect(genesis).toEqual({ ok: true, value: name });
    expect(chainOfGenesis(network, name)).toBe(chain);
  });

  it.each(['bitcoin', 'ethereum', 'solana', 'sui'] as const)(
    'is not known where %s does not say',
    async (network) => {
      const url = await somebody('"?"');
      expect(await openChain({ ...ways, network, url }).genesis()).toEqual({
        ...{ ok: false, refusal: 'unavailable' },
      });
    },
  );
});

function rpc(result: unknown): string {
  return JSON.stringify({ jsonrpc: '2.0', id: 0, result });
}

describe('a cursor', () => {
  it('of a chain that was there before is none, and what is no cursor is refused', async () => {
    const to = 'bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080';
    const first = await startBitcoin({ ...LOCAL, seed: 'before' });
    await first.mine(30);
    const before = await openChain({ ...ways, network: 'bitcoin', url: first.url }).incoming(to, {
      since: null,
      madeAt: Date.now(),
    });
    await first.stop();
    if (!before.ok) throw new Error(before.refusal);

    const second = await startBitcoin({ ...LOCAL, seed: 'after' });
    onTestFinished(() => second.stop());
    const hash = await second.fund(to, 'BTC', 5_000n);
    const access = openChain({ ...ways, network: 'bitcoin', url: second.url });
    const after = await access.incoming(to, { since: before.value.until, madeAt: Date.now() });
    expect(after.ok && after.value.transactions.map((one) => one.hash)).toEqual([hash]);
    expect(await access.incoming(to, { since: 'nowhere', madeAt: Date.now() })).toEqual({
      ok: false,
      refusal: 'unavailable',
    });
  });
});
