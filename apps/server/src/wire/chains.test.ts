import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ChainNetwork } from '@diboas/networks';
import { StartRefusal } from '@diboas/storage';
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { chainNodesOf, checkChains } from './chains.ts';

/** A node of Ethereum that answers any question so. */
async function nodeThatSays(hash: string): Promise<ReadonlyMap<ChainNetwork, string>> {
  const server = createServer((_, response) =>
    response.end(JSON.stringify({ jsonrpc: '2.0', id: 0, result: { hash } })),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return new Map([['ethereum', `http://127.0.0.1:${(server.address() as AddressInfo).port}`]]);
}

const MAINNET = '0xd4e56740f876aef8c010b86a40d5f56745a118d0906a34e69aec8c0db1cb8fa3';
const logger = pino({ level: 'silent' });

it.each([
  ['sandbox', MAINNET, 'set WORLD=live.'],
  ['live', '0x25a5', 'set WORLD=sandbox.'],
] as const)(
  'a server of the %s world does not start at chain %s, and says what to change',
  async (world, id, words) => {
    const refused = await checkChains({ world, chainUrls: await nodeThatSays(id) }, logger).catch(
      (error) => error,
    );
    expect(refused).toBeInstanceOf(StartRefusal);
    expect(refused.lines).toEqual([expect.stringMatching(/^CHAIN_URL_ETHEREUM .*\.$/)]);
    expect(refused.message).toContain(words);
  },
);

it.each([
  ['sandbox', '0x25a5'],
  ['live', MAINNET],
  ['live', 'nobody knows'],
] as const)('a server of the %s world starts at chain %s', async (world, id) => {
  await expect(checkChains({ world, chainUrls: await nodeThatSays(id) }, logger)).resolves.toBeUndefined();
});

it('gives providers the chains of its world', async () => {
  const submit = 'https://relay.example';
  const chainUrls = new Map([['sui', 'https://sui.example']] as const);
  const nodes = chainNodesOf({ world: 'live', chainUrls, ethereumSubmitUrl: submit });
  expect(nodes.chain).toBe('live');
  expect([nodes.urlOf('sui'), nodes.urlOf('solana'), nodes.urlOf('fiat')]).toEqual([
    ...['https://sui.example', null, null],
  ]);
  expect([nodes.submitUrlOf?.('ethereum'), nodes.submitUrlOf?.('sui')]).toEqual([submit, null]);
});
