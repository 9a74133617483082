import type { Call } from '@diboas/client';
import { accept } from '@diboas/kernel';
import type { BalancesView, DraftView, TransactionView } from '@diboas/protocol';
import { addFunds } from '@diboas/wizards';
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { beforeEach, describe, expect, it } from 'vitest';
import { createQueries, keys } from '../api/queries.ts';
import { readAgain, readFirstOnesAgain } from '../api/read-again.ts';
import { sampleTransaction } from '../api/sample-transaction.ts';
import { cacheTransactions } from './cache-changes.ts';

const AT = '2026-11-23T05:00:00.000Z';
const LATER = '2026-11-23T05:01:00.000Z';

/** A cache, and a network on which each answer waits until the test lets it arrive. */
function createScene() {
  const waiting: ((answer: unknown) => void)[] = [];
  const call = (() =>
    new Promise((resolve) => waiting.push((answer) => resolve(accept(answer))))) as unknown as Call;
  const queryClient = new QueryClient();
  const queries = createQueries(call);
  return {
    queryClient,
    queries,
    /** The oldest call that waits is answered with this. */
    arrive: (answer: unknown) => waiting.shift()?.(answer),
    waits: () => waiting.length,
  };
}

const processing = sampleTransaction({ version: 3, seq: 3 });
const completed = sampleTransaction({ version: 4, seq: 4, state: 'completed', ended: true });

describe('an answer that was overtaken on its way', () => {
  let scene = createScene();
  beforeEach(() => {
    scene = createScene();
  });

  it('R1 R11 does not put a transaction back to what it was before', async () => {
    const { queryClient, queries } = scene;
    const read = queryClient.fetchQuery(queries.transaction(processing.id));
    cacheTransactions(queryClient, [completed]);
    scene.arrive(processing);
    await read;
    expect(queryClient.getQueryData<TransactionView>(keys.transaction(processing.id))).toEqual(completed);
  });

  it('R16 does not put a line of a list back, nor lose one that came meanwhile', async () => {
    const { queryClient, queries } = scene;
    const first = queryClient.fetchQuery(queries.recent());
    scene.arrive({ items: [processing], nextCursor: null });
    await first;
    const again = queryClient.fetchQuery({ ...queries.recent(), staleTime: 0 });
    const begun = sampleTransaction({ id: 'b', version: 1, seq: 5, createdAt: LATER });
    cacheTransactions(queryClient, [completed, begun]);
    scene.arrive({ items: [processing], nextCursor: null });
    await again;
    expect(queryClient.getQueryData(keys.recent)).toMatchObject({ items: [begun, completed] });
  });

  it('R16 does the same in the pages of the history', async () => {
    const { queryClient, queries } = scene;
    const first = queryClient.fetchInfiniteQuery(queries.pages());
    scene.arrive({ items: [processing], nextCursor: null });
    await first;
    const again = queryClient.fetchInfiniteQuery({ ...queries.pages(), staleTime: 0 });
    cacheTransactions(queryClient, [completed]);
    scene.arrive({ items: [processing], nextCursor: null });
    await again;
    expect(queryClient.getQueryData(keys.pages)).toMatchObject({ pages: [{ items: [completed] }] });
  });

  it.each([
    ['a change that comes before there is a list to put it into', readFirstOnesAgain],
    ['the word that everything is to be read again', readAgain],
  ])(
    'R16 is not all there is of a list that is read for the first time: after %s it is read once more',
    async (_, again) => {
      const { queryClient, queries } = scene;
      const stop = new QueryObserver(queryClient, queries.recent()).subscribe(() => {});
      cacheTransactions(queryClient, [completed]);
      const read = again(queryClient, keys.transactions);
      scene.arrive({ items: [], nextCursor: null });
      await expect.poll(() => scene.waits()).toBe(1);
      scene.arrive({ items: [completed], nextCursor: null });
      await read;
      expect(queryClient.getQueryData(keys.recent)).toMatchObject({ items: [completed] });
      expect(scene.waits()).toBe(0);
      stop();
    },
  );

  it('does not put a balance back', async () => {
    const { queryClient, queries } = scene;
    const view = (seq: number, available: string): BalancesView => ({
      asOf: AT,
      seq,
      balances: [
        {
          type: 'BANKING',
          asset: 'USDC',
          network: 'solana',
          available,
          reserved: '0.000000',
          incoming: '0.000000',
          holds: [],
        },
      ],
    });
    const read = queryClient.fetchQuery(queries.balances());
    queryClient.setQueryData(keys.balances, view(4, '100.000000'));
    scene.arrive(view(3, '0.000000'));
    await read;
    expect(queryClient.getQueryData(keys.balances)).toMatchObject({ seq: 4 });
  });

  it('W20 does not put a draft back', async () => {
    const { queryClient, queries } = scene;
    const draft = (version: number): DraftView => ({
      id: 'd',
      wizard: 'add_funds',
      version,
      state: addFunds.initial,
      createdAt: AT,
      updatedAt: AT,
      expiresAt: AT,
    });
    const read = queryClient.fetchQuery(queries.draft('d'));
    queryClient.setQueryData(keys.draft('d'), draft(6));
    scene.arrive(draft(5));
    await read;
    expect(queryClient.getQueryData(keys.draft('d'))).toMatchObject({ version: 6 });
  });
});
