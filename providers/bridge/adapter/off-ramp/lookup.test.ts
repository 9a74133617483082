import { DAY_MS, formatInstant } from '@diboas/kernel';
import type { Lookup } from '@diboas/orchestration';
import { type ReceivedRequest, startLoopbackServer } from '@diboas/providers-kit/contract';
import { describe, expect, it } from 'vitest';
import { adapterAt, NOW, SUBMISSION, transfer } from './adapter-for-tests.ts';

const { key, transactionId, attemptId } = SUBMISSION;
const LOOKUP: Lookup = { key, transactionId, attemptId, reference: null, startedAt: NOW };

async function lookUp(answerOf: (request: ReceivedRequest) => unknown, changes: Partial<Lookup> = {}) {
  const server = await startLoopbackServer((request) => {
    const body = answerOf(request);
    return body === null ? 'reset' : { status: 200, body: JSON.stringify(body) };
  });
  try {
    const outcome = await adapterAt(server.url).lookup({ ...LOOKUP, ...changes });
    return { outcome, asked: server.received.map(({ path }) => path) };
  } finally {
    await server.close();
  }
}

/** Somebody else's, made so long after the attempt began. */
function others(count: number, { from = 0, afterMs = 1_000 } = {}): { id: string }[] {
  const created_at = formatInstant(NOW + afterMs);
  return Array.from({ length: count }, (_, index) => ({
    ...{ id: `other_${from + index}`, client_reference_id: 'shop-7', created_at },
  }));
}

/** Newest first, as Bridge's list: the cursor names the last transfer of the page before. */
function pagesOf(all: readonly { id: string }[]) {
  return ({ path }: ReceivedRequest) => {
    const { searchParams } = new URL(path, 'http://host');
    const cursor = searchParams.get('starting_after');
    const from = cursor === null ? 0 : all.findIndex((one) => one.id === cursor) + 1;
    const data = all.slice(from, from + Number(searchParams.get('limit')));
    return { count: data.length, data };
  };
}

const ours = transfer({ state: 'payment_submitted' }) as { id: string };

describe('without a reference', () => {
  it('all transfers since the attempt began are read, page after page', async () => {
    const { outcome, asked } = await lookUp(pagesOf([...others(250), ours]));
    expect(outcome).toMatchObject({ kind: 'found', observation: { reference: 'transfer_1' } });
    expect(asked).toEqual([
      '/v0/transfers?limit=100',
      '/v0/transfers?limit=100&starting_after=other_99',
      '/v0/transfers?limit=100&starting_after=other_199',
    ]);
  });

  it('it is not found once the list has ended, or is older than the attempt', async () => {
    expect((await lookUp(pagesOf(others(100)))).outcome).toEqual({ kind: 'not_found' });
    const old = others(500, { afterMs: -DAY_MS });
    const { outcome, asked } = await lookUp(pagesOf([...others(50, { from: 900 }), ...old, ours]));
    expect(outcome).toEqual({ kind: 'not_found' });
    expect(asked).toHaveLength(1);
  });

  it('two of one name, a list that nobody can read or that never ends are unknown', async () => {
    const twice = [ours, { ...ours, id: 'transfer_2' }];
    expect((await lookUp(pagesOf(twice))).outcome.kind).toBe('unknown');
    expect((await lookUp(() => ({ data: [{ id: 1 }] }))).outcome.kind).toBe('unknown');
    const { outcome, asked } = await lookUp(() => ({ data: others(100) }));
    expect(outcome).toEqual({ kind: 'unknown', detail: 'the list of transfers did not come to an end' });
    expect(asked).toHaveLength(2);
    expect((await lookUp(() => null)).outcome.kind).toBe('unknown');
  });
});

describe('with a reference', () => {
  it('it is asked for by that, and taken for ours only with our name on it', async () => {
    const { outcome, asked } = await lookUp(() => ours, { reference: 'transfer/1' });
    expect(outcome).toMatchObject({
      kind: 'found',
      observation: { stage: 'working', milestone: 'fiat_sent' },
    });
    expect(asked).toEqual(['/v0/transfers/transfer%2F1']);
    const foreign = await lookUp(() => ({ ...ours, client_reference_id: 'shop-7' }), {
      reference: 'transfer_1',
    });
    expect(foreign.outcome).toMatchObject({ kind: 'unknown', isAnswered: true });
  });
});
