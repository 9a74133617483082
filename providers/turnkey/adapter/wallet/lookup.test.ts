import { startLoopbackServer, type WireAct } from '@diboas/providers-kit/contract';
import { describe, expect, it, onTestFinished } from 'vitest';
import { activityOf, answer, lookupOf, NOW, refusal, walletAt } from './adapter-for-tests.ts';

type Acts = Readonly<Record<string, (body: { readonly [name: string]: unknown }) => WireAct>>;

/** A wallet at a Turnkey that answers each query with what it is told, by its name. */
async function walletWith(acts: Acts, { now = NOW, timeoutMs = 10_000 } = {}) {
  const server = await startLoopbackServer(({ path, body }) => {
    const act = acts[path.split('/').at(-1) ?? ''];
    return act === undefined ? answer({ keys: [] }) : act(JSON.parse(body.toString('utf8')));
  });
  onTestFinished(() => server.close());
  return walletAt(server.url, { now: () => now, timeoutMs });
}

const listing = (...activities: readonly object[]): Acts => ({
  list_activities: () => answer({ activities }),
});
const other = (index: number) =>
  activityOf({
    id: `other-${index}`,
    fingerprint: 'sha256:00',
    createdAt: { seconds: '4000000000', nanos: '0' },
  });

describe('a look at what was asked of Turnkey', () => {
  it('finds nothing where nothing was made, and gives it up when its request is too old', async () => {
    expect(await (await walletWith(listing())).lookup(lookupOf())).toEqual({ kind: 'not_found' });
    expect(await (await walletWith(listing(other(1)))).lookup(lookupOf())).toEqual({ kind: 'not_found' });
    const late = await walletWith(listing(other(1)), { now: NOW + 66 * 60_000 });
    expect(await late.lookup(lookupOf())).toEqual({ kind: 'not_found', isExpired: true });
    expect(await late.lookup(lookupOf({ memos: [] }))).toEqual({ kind: 'not_found' });
  });

  it.each([
    ['CREATED', { stage: 'working', end: null }],
    ['PENDING', { stage: 'working', end: null }],
    ['CONSENSUS_NEEDED', { stage: 'open', end: null }],
    ['FAILED', { stage: 'ended', end: 'other', movements: [] }],
    ['REJECTED', { stage: 'ended', end: 'not_authorised', movements: [] }],
  ])('tells of an activity that is %s', async (status, observation) => {
    const wallet = await walletWith(listing(other(1), activityOf({ status: `ACTIVITY_STATUS_${status}` })));
    expect(await wallet.lookup(lookupOf())).toMatchObject({ kind: 'found', observation });
  });

  it.each([
    ['INITIALIZED', { kind: 'found', observation: { stage: 'working' } }],
    ['BROADCASTING', { kind: 'found', observation: { stage: 'working' } }],
    ['FAILED', { kind: 'found', observation: { stage: 'ended', end: 'other', movements: [] } }],
    ['CANCELLED', { kind: 'found', observation: { stage: 'ended', end: 'other', movements: [] } }],
    ['INCLUDED', { kind: 'unknown', isAnswered: true }],
    ['THOUGHT_ABOUT', { kind: 'unknown', isAnswered: true }],
  ])('tells of a send that is %s and has no hash', async (txStatus, sorted) => {
    const wallet = await walletWith({
      get_activity: () => answer({ activity: activityOf() }),
      get_send_transaction_status: () => answer({ txStatus, eth: {} }),
    });
    expect(await wallet.lookup(lookupOf({ reference: 'activity-1' }))).toMatchObject(sorted);
  });

  it.each<[string, Acts]>([
    ['an activity of no known status', listing(activityOf({ status: 'ACTIVITY_STATUS_THOUGHT_ABOUT' }))],
    ['an activity that sent nothing', listing(activityOf({ result: {} }))],
    ['a list of another shape', { list_activities: () => answer({ activities: [{}] }) }],
    ['a refusal', { list_activities: () => refusal(404) }],
    ['no status', { ...listing(activityOf()), get_send_transaction_status: () => refusal(500) }],
  ])('is in doubt after %s', async (_what, acts) => {
    expect((await (await walletWith(acts)).lookup(lookupOf())).kind).toBe('unknown');
  });

  it('is in doubt after silence', async () => {
    const wallet = await walletWith({ list_activities: () => 'silence' }, { timeoutMs: 300 });
    expect((await wallet.lookup(lookupOf())).kind).toBe('unknown');
  });

  it('is in doubt about a memo that is none of ours', async () => {
    const wallet = await walletWith(listing());
    const memos = [{ bytes: '{"network":"ethereum"}', names: [] }];
    expect((await wallet.lookup(lookupOf({ memos }))).kind).toBe('unknown');
  });
});

describe('a list of many activities', () => {
  const newest = Array.from({ length: 100 }, (_, index) => other(index));
  const oldest = [activityOf({ status: 'ACTIVITY_STATUS_PENDING' })];
  type Paging = Readonly<Record<string, string>>;
  const pages = (pageOf: (paging: Paging) => readonly object[]): Acts => ({
    list_activities: ({ paginationOptions }) => answer({ activities: pageOf(paginationOptions as Paging) }),
  });

  it.each(['after', 'before'])(
    'is read on to what is %s the last one, whichever Turnkey means by it',
    async (cursor) => {
      const wallet = await walletWith(pages((paging) => (paging[cursor] === 'other-99' ? oldest : newest)));
      expect(await wallet.lookup(lookupOf())).toMatchObject({
        kind: 'found',
        observation: { reference: 'activity-1' },
      });
    },
  );

  it('that never ends leaves it in doubt', async () => {
    expect((await (await walletWith(pages(() => newest))).lookup(lookupOf())).kind).toBe('unknown');
  });

  it('is read no further than to what was there before the order', async () => {
    const asked: Paging[] = [];
    const old = newest.map((one) => ({ ...one, createdAt: { seconds: '1000000000', nanos: '0' } }));
    const wallet = await walletWith(
      pages((paging) => {
        asked.push(paging);
        return old;
      }),
    );
    expect(await wallet.lookup(lookupOf())).toEqual({ kind: 'not_found' });
    expect(asked).toHaveLength(1);
  });
});

describe('a wallet for somebody', () => {
  const ask = { name: 'somebody', now: NOW };
  const made = (result: object, status = 'COMPLETED'): Acts => ({
    create_wallet: () => answer({ activity: activityOf({ status: `ACTIVITY_STATUS_${status}`, result }) }),
  });
  const wrong = { createWalletResult: { walletId: 'w', addresses: ['one', 'two', 'three', 'four'] } };

  it.each<[string, Acts, object]>([
    ['addresses that are none', made(wrong), { kind: 'unknown', isAnswered: true }],
    ['no result', made({}), { kind: 'unknown', isAnswered: true }],
    ['one that is on its way', made({}, 'PENDING'), { kind: 'unknown' }],
    ['one that failed', made({}, 'FAILED'), { kind: 'rejected' }],
    ['an error', { create_wallet: () => refusal(500) }, { kind: 'unknown' }],
    ['a refusal', { create_wallet: () => refusal(403) }, { kind: 'rejected' }],
  ])('is not made by %s', async (_what, acts, sorted) => {
    const wallet = await walletWith(acts);
    expect(await wallet.createWallet(wallet.prepareWallet(ask))).toMatchObject(sorted);
  });

  it('is asked for in one way, by the name of the person and the time', async () => {
    const wallet = await walletWith({});
    const memo = wallet.prepareWallet(ask);
    expect(wallet.prepareWallet(ask)).toEqual(memo);
    expect(wallet.prepareWallet({ ...ask, now: NOW + 1 }).names).not.toEqual(memo.names);
    expect(JSON.parse(memo.bytes).parameters.accounts).toHaveLength(4);
  });
});
