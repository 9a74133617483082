import { money } from '@diboas/kernel';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type OpenSystem, openSystem } from './open-system.ts';

let system: OpenSystem;

beforeAll(async () => {
  system = await openSystem({
    ...{ everyProvider: true, floats: true },
    chains: { networks: ['ethereum', 'solana'], pace: 'by-hand' },
  });
});
afterAll(() => system.close());

async function ask(url: string, method: string, ...params: readonly unknown[]): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  });
  return ((await response.json()) as { readonly result?: unknown }).result;
}

it('has the chains that were asked for, which its server takes for such, steered by the sandbox and read by anybody', async () => {
  expect((await fetch(`${system.url}/v1/health/ready`)).status).toBe(200);
  const [ethereum, solana] = [await system.outside.chain('ethereum'), await system.outside.chain('solana')];
  expect(system.outside.chainUrls).toEqual({ ethereum: ethereum.url, solana: solana.url });
  await expect(system.outside.chain('sui')).rejects.toThrow('no chain of sui');

  const [owner, holder] = [`0x${'ab'.repeat(20)}`, '4Nd1mBQtrMJVYVfKf2PJy9NZUZdTAsp7D4xWLs4gDB4T'];
  const hash = await ethereum.fund(owner, money('ETH', 5n));
  expect(await ask(ethereum.url, 'eth_getBalance', owner, 'latest')).toBe('0x5');
  await ethereum.mine(1);
  await ethereum.reorganise({ depth: 2, transactions: 'drop' });
  expect(await ask(ethereum.url, 'eth_getTransactionByHash', hash)).toBeNull();
  await expect(ethereum.reorganise({ depth: 1_000, transactions: 'drop' })).rejects.toThrow('is final');
  expect(await ethereum.drop(hash)).toBe(false);

  await solana.fund(holder, money('SOL', 2_000_000n));
  await solana.answers('getBalance', { kind: 'lose', times: 1 });
  await expect(ask(solana.url, 'getBalance', holder)).rejects.toThrow();
  expect(await ask(solana.url, 'getBalance', holder, { commitment: 'processed' })).toMatchObject({
    value: 2_000_000,
  });
});
