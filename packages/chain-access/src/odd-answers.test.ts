// Whatever a node answers: nothing is thrown, nothing is guessed, and what was not answered is said to be so.
import { money } from '@diboas/kernel';
import type { ChainNetwork } from '@diboas/networks';
import { describe, expect, it } from 'vitest';
import { openChain } from './open-chain.ts';
import { type NodeAnswer, startScriptedNode, startScriptedRpc } from './testing/scripted-node.ts';

const NAMES = {
  bitcoin: { address: 'bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080', hash: 'a'.repeat(64), asset: 'BTC' },
  ethereum: {
    address: '0x00000000000000000000000000000000000000aa',
    hash: `0x${'a'.repeat(64)}`,
    asset: 'ETH',
  },
  solana: { address: 'nick6zJc6HpW3kfBm4xS2dmbuVRyb5F3AnUvj5ymzR5', hash: '1'.repeat(64), asset: 'SOL' },
  sui: { address: `0x${'a'.repeat(64)}`, hash: '1'.repeat(32), asset: 'SUI' },
} as const;

const ODD: readonly (readonly [string, NodeAnswer | null])[] = [
  ['nothing', null],
  ['that it is ill', { status: 503, body: 'Service Unavailable' }],
  ['that it is elsewhere', { status: 302, body: '' }],
  ['a page', { status: 200, body: '<html>Welcome</html>' }],
  ['an empty object', { status: 200, body: '{}' }],
  ['a result of another shape', { status: 200, body: '{"jsonrpc":"2.0","id":1,"result":{"value":"many"}}' }],
  ['a refusal without a code', { status: 200, body: '{"jsonrpc":"2.0","id":1,"error":"no"}' }],
];

describe.each(Object.keys(NAMES) as ChainNetwork[])('a node of %s that answers', (network) => {
  it.each(ODD)('%s has answered nothing', async (_what, answer) => {
    const { url } = await startScriptedNode(() => answer);
    const access = openChain({ network, chain: 'test', url, timeoutMs: 10_000 });
    const { address, hash, asset } = NAMES[network];
    const unavailable = { ok: false, refusal: 'unavailable' };
    expect((await access.find(hash, null)).kind).toBe('unknown');
    expect(await access.incoming(address, { since: null, madeAt: Date.now() })).toEqual(unavailable);
    expect(await access.holdings(address)).toEqual(unavailable);
    const coins = [
      { name: `${'b'.repeat(64)}:0`, money: money(asset, 10n ** 20n), isInBlock: true, digest: '' },
    ];
    const ask = {
      from: address,
      to: address,
      money: money(asset, 1_000_000n),
      urgency: 'fast',
      coins,
    } as const;
    expect(await access.feeFacts(ask)).toEqual(unavailable);
    expect(await access.unsigned({ ...ask, costMost: 10n ** 18n, mark: 'm' })).toEqual(unavailable);
    if (network === 'bitcoin' || network === 'sui') expect(await access.coins(address)).toEqual(unavailable);
    if (network !== 'bitcoin') expect(await access.isContract(address)).toEqual(unavailable);
  });
});

describe.each(Object.keys(NAMES) as ChainNetwork[])('on %s', (network) => {
  it.each(['', 'nonsense', '../blocks/tip/hash', `0x${'a'.repeat(63)}`, '0'.repeat(87)])(
    '"%s" is the hash of nothing, and nobody is asked',
    async (hash) => {
      let asked = 0;
      const { url } = await startScriptedNode(() => {
        asked += 1;
        return { status: 404, body: '' };
      });
      const access = openChain({ network, chain: 'test', url, timeoutMs: 10_000 });
      expect((await access.find(hash, null)).kind).toBe('unknown');
      expect(asked).toBe(0);
    },
  );
});

describe('a node that contradicts itself', () => {
  const { hash, address } = NAMES.ethereum;
  const head = (number: string, block: string) => ({ number, hash: block });
  const [one, other] = [`0x${'1'.repeat(64)}`, `0x${'2'.repeat(64)}`];
  const receipt = {
    ...{ transactionHash: hash, blockNumber: '0x5', blockHash: one, status: '0x1', gasUsed: '0x5208' },
    ...{ effectiveGasPrice: '0x1', logs: [] },
  };
  const sent = { from: address, nonce: 3n };
  const openAt = async (answers: Parameters<typeof startScriptedRpc>[0]) =>
    openChain({
      ...{ network: 'ethereum', chain: 'test', timeoutMs: 10_000 },
      ...(await startScriptedRpc(answers)),
    });

  it('tells nothing of a transaction whose block is no more', async () => {
    const access = await openAt({
      eth_getTransactionReceipt: () => receipt,
      eth_getBlockByNumber: () => head('0x9', other),
    });
    expect(await access.find(hash, sent)).toMatchObject({ kind: 'unknown' });
  });

  it('does not say that a transaction was replaced when it is behind what it called final', async () => {
    const access = await openAt({
      eth_getTransactionReceipt: () => null,
      eth_getTransactionByHash: () => null,
      eth_getTransactionCount: () => '0x4',
      eth_getBlockByNumber: ([tag]) => head(tag === 'finalized' ? '0x9' : '0x8', one),
    });
    expect(await access.find(hash, sent)).toMatchObject({ kind: 'unknown' });
  });

  it('is believed when another answer finds the receipt that was missing', async () => {
    let asked = 0;
    const access = await openAt({
      eth_getTransactionReceipt: () => {
        asked += 1;
        return asked === 1 ? null : receipt;
      },
      eth_getTransactionByHash: () => (asked === 1 ? null : { from: address, to: address, value: '0x7' }),
      eth_getTransactionCount: () => '0x4',
      eth_getBlockByNumber: () => head('0x9', one),
    });
    expect(await access.find(hash, sent)).toMatchObject({
      kind: 'in_block',
      arrivals: [{ name: 'coin', money: money('ETH', 7n) }],
    });
  });

  it('does not say that a blockhash is over when its status comes from before', async () => {
    const { url } = await startScriptedRpc({
      getSignatureStatuses: () => ({ context: { slot: 10 }, value: [null] }),
      getBlockHeight: () => 500,
      getSlot: () => 600,
    });
    const access = openChain({ network: 'solana', chain: 'test', url, timeoutMs: 10_000 });
    expect(await access.find(NAMES.solana.hash, { lastHeight: 400n })).toMatchObject({ kind: 'unknown' });
    expect(await access.find(NAMES.solana.hash, { lastHeight: 500n })).toEqual({ kind: 'not_found' });
  });
});
