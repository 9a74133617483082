import { QueryClient } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import { keys } from '../api/queries.ts';
import { sampleTransaction } from '../api/sample-transaction.ts';
import { cacheTransactions } from './cache-changes.ts';
import { watchStates } from './state-watch.ts';

/** After the samples were made, so that they are nothing new. */
const SINCE = Date.parse('2026-11-24T00:00:00.000Z');

function createScene() {
  const queryClient = new QueryClient();
  const told: string[] = [];
  const stop = watchStates(queryClient, ({ state }) => void told.push(state), SINCE);
  return { queryClient, told, stop };
}

const first = sampleTransaction({ version: 1, state: 'awaiting_you' });
const second = sampleTransaction({ version: 2, state: 'processing' });

describe('changes of state that are told', () => {
  it('R23 are told once each, from a list as well as from the stream', () => {
    const { queryClient, told } = createScene();
    queryClient.setQueryData(keys.recent, { items: [first], nextCursor: null });
    cacheTransactions(queryClient, [second]);
    queryClient.setQueryData(keys.pages, {
      pages: [{ items: [second], nextCursor: null }],
      pageParams: [null],
    });
    queryClient.setQueryData(keys.transaction(second.id), { ...second, version: 3 });
    expect(told).toEqual(['processing']);
  });

  it('R23 are told when a poll finds them, and not taken back by an older answer', () => {
    const { queryClient, told } = createScene();
    queryClient.setQueryData(keys.transaction(second.id), second);
    queryClient.setQueryData(keys.transaction(second.id), { ...second, state: 'delayed' });
    queryClient.setQueryData(keys.recent, { items: [second, first], nextCursor: null });
    expect(told).toEqual(['delayed']);
  });

  it('R23 tell of what somebody else sent once, and of nothing that was there before', () => {
    const { queryClient, told } = createScene();
    const before = sampleTransaction({ operation: 'RECEIVE_MONEY', state: 'completed' });
    const created = new Date(SINCE + 1).toISOString();
    queryClient.setQueryData(keys.recent, { items: [before], nextCursor: null });
    cacheTransactions(queryClient, [{ ...before, id: 'another', createdAt: created }]);
    cacheTransactions(queryClient, [{ ...before, id: 'own', operation: 'MOVE', createdAt: created }]);
    expect(told).toEqual(['completed']);
  });

  it('are not told once nobody watches', () => {
    const { queryClient, told, stop } = createScene();
    queryClient.setQueryData(keys.transaction(first.id), first);
    stop();
    queryClient.setQueryData(keys.transaction(first.id), second);
    expect(told).toEqual([]);
  });
});
