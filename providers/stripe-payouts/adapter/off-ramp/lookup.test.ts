import { DAY_MS, formatInstant } from '@diboas/kernel';
import type { Lookup } from '@diboas/orchestration';
import type { ReceivedRequest, WireAct } from '@diboas/providers-kit/contract';
import { describe, expect, it } from 'vitest';
import { answer, at, failure, NOW, payment, SUBMISSION } from './adapter-for-tests.ts';
import { LIST_LAG_MS } from './lookup.ts';

const { key, transactionId, attemptId } = SUBMISSION;
const LOOKUP: Lookup = { key, transactionId, attemptId, reference: null, startedAt: NOW - LIST_LAG_MS };

async function lookUp(acts: (request: ReceivedRequest) => WireAct, changes: Partial<Lookup> = {}) {
  const { outcome, sent } = await at(acts, (adapter) => adapter.lookup({ ...LOOKUP, ...changes }));
  return { outcome, asked: sent.map(({ path }) => path) };
}

/** Somebody else's, made so long after the attempt began. */
function others(count: number, { from = 0, afterMs = 1_000 } = {}): { id: string }[] {
  const created = formatInstant(NOW + afterMs);
  return Array.from({ length: count }, (_, index) => ({
    ...{ id: `other_${from + index}`, metadata: { shop: '7' }, created },
  }));
}

const PATH = '/v2/money_management/outbound_payments';

/** Newest first, with the address of the next page: its token is how many came before. */
function pagesOf(all: readonly { id: string }[], host = '') {
  return ({ path }: ReceivedRequest): WireAct => {
    const { searchParams } = new URL(path, 'http://host');
    const from = Number(searchParams.get('page') ?? 0);
    const to = from + Number(searchParams.get('limit'));
    const next = to < all.length ? `${host}${PATH}?limit=100&page=${to}` : null;
    return answer({ data: all.slice(from, to), next_page_url: next, previous_page_url: null });
  };
}

const ours = payment({ status: 'posted' }) as { id: string };

describe('without a reference', () => {
  it('all payments since the attempt began are read, page after page, at our own address', async () => {
    const { outcome, asked } = await lookUp(pagesOf([...others(250), ours], 'https://somewhere.example'));
    expect(outcome).toMatchObject({ kind: 'found', observation: { reference: 'obp_1' } });
    expect(asked).toEqual([`${PATH}?limit=100`, `${PATH}?limit=100&page=100`, `${PATH}?limit=100&page=200`]);
  });

  it('it is not found once the list has ended, or is older than the attempt', async () => {
    expect((await lookUp(pagesOf(others(100)))).outcome).toEqual({ kind: 'not_found' });
    const old = others(500, { afterMs: -DAY_MS });
    const { outcome, asked } = await lookUp(pagesOf([...others(50, { from: 900 }), ...old, ours]));
    expect(outcome).toEqual({ kind: 'not_found' });
    expect(asked).toHaveLength(1);
  });

  it('it may be missing from a list that lags, until it may not', async () => {
    const young = { startedAt: NOW - LIST_LAG_MS + 1 };
    expect((await lookUp(pagesOf([]), young)).outcome.kind).toBe('unknown');
    expect((await lookUp(pagesOf([ours]), young)).outcome.kind).toBe('found');
    expect((await lookUp(pagesOf([]))).outcome).toEqual({ kind: 'not_found' });
  });

  it('two of one name, a list that nobody can read or that never ends are unknown', async () => {
    const twice = [ours, { ...ours, id: 'obp_2' }];
    expect((await lookUp(pagesOf(twice))).outcome.kind).toBe('unknown');
    expect((await lookUp(() => answer({ data: [{ id: 1 }] }))).outcome.kind).toBe('unknown');
    const endless = () => answer({ data: others(100), next_page_url: `${PATH}?page=again` });
    const { outcome, asked } = await lookUp(endless);
    expect(outcome).toEqual({ kind: 'unknown', detail: 'the list of payments did not come to an end' });
    expect(asked).toHaveLength(2);
    const astray = () => answer({ data: others(100), next_page_url: '/v2/elsewhere?page=1' });
    expect((await lookUp(astray)).outcome.kind).toBe('unknown');
    expect((await lookUp(() => 'reset')).outcome.kind).toBe('unknown');
  });
});

describe('with a reference', () => {
  it('it is asked for by that, and taken for ours only with our name on it', async () => {
    const { outcome, asked } = await lookUp(() => answer(ours), { reference: 'obp/1' });
    expect(outcome).toMatchObject({ kind: 'found', observation: { stage: 'ended', end: 'done' } });
    expect(asked).toEqual([`${PATH}/obp%2F1`]);
    const foreign = await lookUp(() => answer({ ...ours, metadata: {} }), { reference: 'obp_1' });
    expect(foreign.outcome).toMatchObject({ kind: 'unknown', isAnswered: true });
  });

  it('that Stripe denies is in doubt', async () => {
    const { outcome } = await lookUp(() => failure(404, { code: 'not_found' }), { reference: 'obp_1' });
    expect(outcome.kind).toBe('unknown');
  });
});
