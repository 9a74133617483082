import { HOUR_MS, MINUTE_MS } from '@diboas/kernel';
import { startLoopbackServer, type WireAct } from '@diboas/providers-kit/contract';
import { describe, expect, it, onTestFinished } from 'vitest';
import { answer, lookupOf, NAME, NOW, refusal, transactionOf, walletAt } from './adapter-for-tests.ts';

/** A wallet at a Privy that answers what is listed under a reference, and what one transaction is. */
async function walletWith(
  { listed, one = refusal(404) }: { listed: WireAct; one?: WireAct },
  { now = NOW, timeoutMs = 10_000 } = {},
) {
  const server = await startLoopbackServer(({ path }) => (path.includes('reference_id=') ? listed : one));
  onTestFinished(() => server.close());
  return walletAt(server.url, { now: () => now, timeoutMs });
}

const listing = (...transactions: readonly object[]): WireAct => answer({ transactions });
const HASH = `0x${'a'.repeat(64)}`;

describe('a look at what was asked of Privy', () => {
  it('finds nothing where nothing was made, and gives it up when its time is over', async () => {
    const none = { listed: listing() };
    expect(await (await walletWith(none)).lookup(lookupOf())).toEqual({ kind: 'not_found' });
    const soon = await walletWith(none, { now: NOW + HOUR_MS + 4 * MINUTE_MS });
    expect(await soon.lookup(lookupOf())).toEqual({ kind: 'not_found' });
    const late = await walletWith(none, { now: NOW + HOUR_MS + 6 * MINUTE_MS });
    expect(await late.lookup(lookupOf())).toEqual({ kind: 'not_found', isExpired: true });
    expect(await late.lookup(lookupOf({ memos: [] }))).toEqual({ kind: 'not_found' });
  });

  it('is not given up for the transaction of another order', async () => {
    const other = await walletWith({ listed: listing(transactionOf({ reference_id: 'f'.repeat(64) })) });
    expect(await other.lookup(lookupOf())).toEqual({ kind: 'not_found' });
  });

  it.each([
    ['pending', { kind: 'found', observation: { stage: 'working', end: null } }],
    ['failed', { kind: 'found', observation: { stage: 'ended', end: 'other', movements: [] } }],
    ['broadcasted', { kind: 'unknown', isAnswered: true }],
    ['confirmed', { kind: 'unknown', isAnswered: true }],
    ['finalized', { kind: 'unknown', isAnswered: true }],
    ['execution_reverted', { kind: 'unknown', isAnswered: true }],
    ['replaced', { kind: 'unknown', isAnswered: true }],
    ['provider_error', { kind: 'unknown', isAnswered: true }],
    ['thought_about', { kind: 'unknown', isAnswered: true }],
  ])('tells of a transaction that is %s and has no hash', async (status, sorted) => {
    const found = transactionOf({ status });
    expect(await (await walletWith({ listed: listing(found) })).lookup(lookupOf())).toMatchObject(sorted);
    const named = await walletWith({ listed: listing(), one: answer(found) });
    expect(await named.lookup(lookupOf({ reference: 'transaction-1' }))).toMatchObject(sorted);
  });

  it.each(['failed', 'confirmed', 'replaced', 'provider_error'])(
    'believes the network and not that it is %s, once there is a hash',
    async (status) => {
      const found = transactionOf({ status, transaction_hash: HASH });
      const told = await (await walletWith({ listed: listing(found) })).lookup(lookupOf());
      // Nobody says here where the network is asked.
      expect(told).toEqual({ kind: 'unknown', detail: 'nobody says where ethereum is asked' });
    },
  );

  it.each<[string, WireAct]>([
    ['two under one reference', listing(transactionOf(), transactionOf({ id: 'transaction-2' }))],
    ['a list of another shape', answer({ transactions: [{}] })],
    ['a refusal', refusal(404)],
    ['an error', refusal(500)],
    ['no JSON', { status: 200, body: '<html>' }],
  ])('is in doubt after %s', async (_what, listed) => {
    expect((await (await walletWith({ listed })).lookup(lookupOf())).kind).toBe('unknown');
  });

  it('is in doubt after silence, and about a memo that is none of ours', async () => {
    const silent = await walletWith({ listed: 'silence' }, { timeoutMs: 300 });
    expect((await silent.lookup(lookupOf())).kind).toBe('unknown');
    const memos = [{ bytes: '{"network":"ethereum"}', names: [] }];
    expect((await (await walletWith({ listed: listing() })).lookup(lookupOf({ memos }))).kind).toBe(
      'unknown',
    );
  });

  it('asks by our name of it', async () => {
    const paths: string[] = [];
    const server = await startLoopbackServer(({ path }) => {
      paths.push(path);
      return listing();
    });
    onTestFinished(() => server.close());
    await walletAt(server.url).lookup(lookupOf());
    expect(paths).toEqual([`/v1/transactions?reference_id=${NAME}`]);
  });
});

describe('a wallet for somebody', () => {
  const ask = { name: 'somebody', now: NOW };

  async function madeBy(act: (path: string, method: string) => WireAct) {
    const server = await startLoopbackServer(({ path, method }) => act(path, `${method}`));
    onTestFinished(() => server.close());
    const wallet = walletAt(server.url);
    return await wallet.createWallet(wallet.prepareWallet(ask));
  }

  it.each<[string, (path: string, method: string) => WireAct, object]>([
    [
      'an address that is none',
      () => answer({ id: 'w', address: 'one', chain_type: 'bitcoin-segwit' }),
      { kind: 'unknown', isAnswered: true },
    ],
    ['another shape', () => answer({}), { kind: 'unknown', isAnswered: true }],
    ['an error', () => refusal(500), { kind: 'unknown' }],
    ['a wrong secret', () => refusal(401), { kind: 'rejected' }],
    ['a refusal', (_path, method) => (method === 'POST' ? refusal(400) : refusal(404)), { kind: 'rejected' }],
    [
      'a refusal, and an error',
      (_path, method) => (method === 'POST' ? refusal(400) : refusal(500)),
      { kind: 'unknown' },
    ],
  ])('is not made by %s', async (_what, act, sorted) => {
    expect(await madeBy(act)).toMatchObject(sorted);
  });

  it('that is taken already is looked up by its external id', async () => {
    const asked: string[] = [];
    await madeBy((path, method) => {
      asked.push(`${method} ${path}`);
      return method === 'POST' ? refusal(400) : answer({});
    });
    expect(asked).toEqual([
      'POST /v1/wallets',
      expect.stringMatching(/^GET \/v1\/wallets\/ext_wal_[0-9a-f]{40}-bitcoin$/),
    ]);
  });

  it('is asked for in one way, by the name of the person and the time', () => {
    const wallet = walletAt('http://127.0.0.1:9');
    const memo = wallet.prepareWallet(ask);
    expect(wallet.prepareWallet(ask)).toEqual(memo);
    expect(wallet.prepareWallet({ ...ask, now: NOW + 1 }).names).not.toEqual(memo.names);
  });
});
