import { describe, expect, it } from 'vitest';
import { safeReturn } from './safe-return.ts';

describe('the way back after signing in', () => {
  it.each([
    ['/add/1/review', '/add/1/review'],
    [undefined, '/'],
    ['https://elsewhere.example', '/'],
    ['//elsewhere.example', '/'],
    ['/\\elsewhere.example', '/'],
    ['/sign-in?next=/', '/'],
    ['/\t/elsewhere.example', '/'],
    ['/transactions?q=ü', '/'],
    [`/transactions?q=${'x'.repeat(600)}`, '/'],
  ])('%s leads to %s', (wanted, leads) => {
    expect(safeReturn(wanted)).toBe(leads);
  });
});
