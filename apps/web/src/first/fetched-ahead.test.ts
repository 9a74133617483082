import { describe, expect, it } from 'vitest';
import { fetchedAhead } from './fetched-ahead.ts';

describe('what is fetched while the app is on its way', () => {
  it.each(['/sign-in/link', '/sign-in/sent', '/help', '/help/privacy'])(
    'to %s is all words, whoever opens it',
    (path) => {
      expect(fetchedAhead(path, false)).toEqual(['other_words']);
      expect(fetchedAhead(path, true)).toEqual(['other_words']);
    },
  );

  it('to the page to sign in is that page alone, which has its words', () => {
    for (const path of ['/sign-in', '/', '/transactions'])
      expect(fetchedAhead(path, true)).toEqual(['sign_in']);
    expect(fetchedAhead('/sign-in', false)).toEqual(['sign_in']);
  });

  it.each(['/transactions', '/transactions/018f3a5e-7c1d-7a2b-9c3d-000000000009', '/add/1/amount'])(
    'to %s is no home, which is not shown there',
    (path) => {
      expect(fetchedAhead(path, false)).toEqual(['shell', 'other_words']);
    },
  );

  it('to home is home', () => {
    expect(fetchedAhead('/', false)).toEqual(['shell', 'other_words', 'home']);
  });
});
