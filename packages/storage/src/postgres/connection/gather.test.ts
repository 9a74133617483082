import { describe, expect, it } from 'vitest';
import { gather } from './gather.ts';

/** A question whose answers are given by hand. */
function createQuestion() {
  const asked: (readonly string[])[] = [];
  const answers: (() => void)[] = [];
  const failures: ((error: Error) => void)[] = [];
  const load = gather<string>((keys) => {
    asked.push(keys);
    return new Promise((resolve, reject) => {
      answers.push(() =>
        resolve(new Map(keys.filter((key) => key !== 'nobody').map((key) => [key, `row ${key}`]))),
      );
      failures.push(reject);
    });
  });
  return { asked, answers, failures, load };
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

describe('gathered questions', () => {
  it('ask at once for whoever comes alone, and together for all who come at the same moment', async () => {
    const { asked, answers, load } = createQuestion();
    const rows = Promise.all([load('1'), load('2'), load('2')]);
    await turn();
    expect(asked).toEqual([['1', '2']]);
    answers[0]?.();
    expect(await rows).toEqual(['row 1', 'row 2', 'row 2']);
  });

  it('gather while two sets are under way', async () => {
    const { asked, answers, load } = createQuestion();
    const rows: Promise<string | null>[] = [];
    for (const key of ['1', '2', '3', '4', '5']) {
      rows.push(load(key));
      await turn();
    }
    expect(asked).toEqual([['1'], ['2']]);
    answers[0]?.();
    await rows[0];
    await turn();
    expect(asked).toEqual([['1'], ['2'], ['3', '4', '5']]);
    answers[1]?.();
    answers[2]?.();
    expect(await Promise.all(rows)).toEqual(['row 1', 'row 2', 'row 3', 'row 4', 'row 5']);
  });

  it('fail together, and ask again for those who come later', async () => {
    const { answers, failures, load } = createQuestion();
    const first = Promise.allSettled([load('1'), load('2')]);
    await turn();
    failures[0]?.(new Error('the database is gone'));
    expect((await first).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const later = load('1');
    await turn();
    answers[1]?.();
    expect(await later).toBe('row 1');
  });

  it('answer null where there is nothing', async () => {
    const { answers, load } = createQuestion();
    const row = load('nobody');
    await turn();
    answers[0]?.();
    expect(await row).toBeNull();
  });

  it('remember nothing', async () => {
    const { asked, answers, load } = createQuestion();
    for (const index of [0, 1]) {
      const row = load('7');
      await turn();
      answers[index]?.();
      await row;
    }
    expect(asked).toEqual([['7'], ['7']]);
  });
});
