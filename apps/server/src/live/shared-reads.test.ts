import { describe, expect, it } from 'vitest';
import { shareReads } from './shared-reads.ts';

function createScene() {
  const asked: string[] = [];
  const waiting: (() => void)[] = [];
  const shared = shareReads({
    changesAfter: (customerId, { seq }) => {
      asked.push(`${customerId} ${seq}`);
      return new Promise((resolve) => waiting.push(() => resolve([])));
    },
    lastSeq: async () => 0,
    transactionsNamed: async () => [],
  });
  const ask = (customerId: string, seq: number) => shared.reader.changesAfter(customerId, { seq, limit: 9 });
  const answerAll = () => {
    for (const answer of waiting.splice(0)) answer();
  };
  return { asked, ask, shared, answerAll };
}

describe('what screens of one person ask', () => {
  it('is asked once while it is being answered, and again afterwards', async () => {
    const { asked, ask, answerAll } = createScene();
    const both = [ask('ana', 4), ask('ana', 4)];
    expect(asked).toEqual(['ana 4']);
    answerAll();
    await Promise.all(both);
    const later = ask('ana', 4);
    answerAll();
    await later;
    expect(asked).toEqual(['ana 4', 'ana 4']);
  });

  it('is never answered by what was asked before the change that made it ask', async () => {
    const { asked, ask, shared, answerAll } = createScene();
    const first = ask('ana', 4);
    shared.noteChange();
    const second = ask('ana', 4);
    expect(asked).toEqual(['ana 4', 'ana 4']);
    answerAll();
    await Promise.all([first, second]);
  });

  it('is another question from another place or person', async () => {
    const { asked, ask, answerAll } = createScene();
    const all = [ask('ana', 4), ask('ana', 5), ask('ben', 4)];
    expect(asked).toEqual(['ana 4', 'ana 5', 'ben 4']);
    answerAll();
    await Promise.all(all);
  });
});
