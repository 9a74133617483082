import { HOUR_MS } from '@diboas/kernel';
import { describe, expect, it } from 'vitest';
import { type CredentialNews, watchCredentials } from './credential-watch.ts';

const NOW = Date.UTC(2026, 10, 23, 5, 0, 0);

function createScene() {
  const said: CredentialNews[] = [];
  const watch = watchCredentials((news) => said.push(news));
  const refused = (now = NOW, date: string | null = new Date(NOW).toUTCString()) =>
    watch.refused({ status: 401, reason: 'unauthorized', date, now });
  return { said, watch, refused };
}

describe('credentials that a provider refuses', () => {
  it('are told of once, and once more when they are taken again', () => {
    const { said, watch, refused } = createScene();
    watch.accepted();
    refused();
    refused();
    watch.accepted();
    watch.accepted();
    expect(said).toEqual([
      { state: 'refused', detail: '401 unauthorized' },
      { state: 'accepted', detail: 'the credentials are taken again' },
    ]);
  });

  it('are told of again after an hour, and not each time they work by turns', () => {
    const { said, watch, refused } = createScene();
    for (const at of [0, 1, 2]) {
      refused(NOW + at);
      watch.accepted();
    }
    refused(NOW + HOUR_MS);
    expect(said.filter(({ state }) => state === 'refused')).toHaveLength(2);
  });

  it.each([
    [7_000, '401 unauthorized; our clock is 7 s ahead of theirs'],
    [-65_000, '401 unauthorized; our clock is 65 s behind theirs'],
    [2_000, '401 unauthorized'],
  ])('by a clock that is %i ms off, say so', (skewMs, detail) => {
    const { said, refused } = createScene();
    refused(NOW, new Date(NOW - skewMs).toUTCString());
    expect(said).toEqual([{ state: 'refused', detail }]);
  });

  it('without a date in the answer, or with an odd one, say nothing of clocks', () => {
    for (const date of [null, 'soon']) {
      const { said, refused } = createScene();
      refused(NOW, date);
      expect(said).toEqual([{ state: 'refused', detail: '401 unauthorized' }]);
    }
  });
});
