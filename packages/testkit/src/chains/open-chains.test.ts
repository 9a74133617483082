import { money } from '@diboas/kernel';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type OpenChains, openChains } from './open-chains.ts';

let chains: OpenChains;

beforeAll(async () => {
  chains = await openChains({ networks: ['bitcoin', 'sui'] });
});
afterAll(() => chains.close());

it('are those that were asked for, as a provider and as a test see them', async () => {
  const { nodes } = chains;
  const [bitcoin, sui] = [chains.chain('bitcoin'), chains.chain('sui')];
  expect([nodes.chain, nodes.urlOf('bitcoin'), nodes.urlOf('sui')]).toEqual(['test', bitcoin.url, sui.url]);
  expect([nodes.urlOf('solana'), nodes.urlOf('fiat')]).toEqual([null, null]);
  expect(() => chains.chain('solana')).toThrow('a chain that was asked for');

  const hash = await bitcoin.fund('bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080', money('BTC', 5_000n));
  await bitcoin.mine(1);
  const status = async () => (await fetch(`${bitcoin.url}/api/tx/${hash}/status`)).json();
  expect(await status()).toMatchObject({ confirmed: true });
  await bitcoin.reorganise({ depth: 2, transactions: 'drop' });
  expect(await status()).toMatchObject({ confirmed: false });
  expect(await bitcoin.drop(hash)).toBe(false);
  await bitcoin.answers('GET /blocks/tip/height', { kind: 'lose', times: 1 });
  await expect(fetch(`${bitcoin.url}/api/blocks/tip/height`)).rejects.toThrow();
  await expect(sui.reorganise({ depth: 1, transactions: 'drop' })).rejects.toThrow(RangeError);
});
