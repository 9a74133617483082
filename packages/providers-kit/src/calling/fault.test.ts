import { describe, expect, it } from 'vitest';
import { NoAnswerError, ProviderRefusalError, UnreadableBodyError } from './call-errors.ts';
import { type Meaning, sortCallFault, sortRefusal } from './fault.ts';

const NOW = Date.UTC(2026, 10, 23, 5, 0, 0);

function sorted(status: number, meaning: Meaning, isReplayed = false) {
  const { kind, ...more } = sortRefusal({ status, meaning, detail: 'd', retryAfter: '7', isReplayed }, NOW);
  return { kind, ...more };
}

describe('a refusal', () => {
  it.each([
    [500, 'declined', 'unknown'],
    [302, 'unsupported', 'unknown'],
    [408, 'invalid_request', 'unknown'],
    [409, 'other', 'unknown'],
    [424, 'other', 'unknown'],
    [499, 'other', 'unknown'],
    [400, 'in_doubt', 'unknown'],
    [400, 'other_request', 'unknown'],
    [429, 'other', 'retryable'],
    [400, 'rate_limited', 'retryable'],
    [400, 'unsupported', 'rejected'],
    [402, 'declined', 'rejected'],
  ] as const)('with status %i that means %s is %s', (status, meaning, kind) => {
    expect(sorted(status, meaning).kind).toBe(kind);
  });

  it('leads elsewhere, but not when the own bank of the person said no', () => {
    expect(sorted(400, 'unsupported')).toMatchObject({ code: 'unsupported', elsewhere: true });
    expect(sorted(402, 'declined')).toMatchObject({ code: 'declined', elsewhere: false });
  });

  it('of a key that was used for something else says that it is a bug of ours', () => {
    expect(sorted(400, 'other_request')).toMatchObject({ detail: expect.stringMatching(/^BUG: /) });
  });

  it('that was saved under the key is marked, where it is in doubt', () => {
    expect(sorted(500, 'other', true)).toMatchObject({ kind: 'unknown', isReplayed: true });
    expect(sorted(402, 'declined', true)).not.toHaveProperty('isReplayed');
  });

  it('for too many requests waits as long as it is asked to', () => {
    expect(sorted(429, 'other')).toMatchObject({ cause: 'rate_limited', waitMs: 7_000 });
  });
});

describe('what a call ended with', () => {
  const sort = (error: unknown) => sortCallFault(error, { now: NOW, meaningOf: () => 'invalid_request' });

  it('is retryable where not a byte can have left, and else unknown', () => {
    const refused = Object.assign(new Error('x'), { code: 'ECONNREFUSED' });
    expect(sort(new NoAnswerError(refused))).toMatchObject({ kind: 'retryable', cause: 'never_sent' });
    const reset = Object.assign(new Error('x'), { code: 'ECONNRESET' });
    expect(sort(new NoAnswerError(reset))).toEqual({ kind: 'unknown', detail: 'no answer: ECONNRESET' });
    expect(sort(new UnreadableBodyError(200)).kind).toBe('unknown');
    expect(sort(new TypeError('x')).kind).toBe('unknown');
  });

  it('is told with the code and the id of the request, and without the words of the provider', () => {
    const error = new ProviderRefusalError(400, { code: 'invalid', requestId: 'r-1' }, null);
    expect(sort(error)).toMatchObject({ kind: 'rejected', detail: '400 invalid r-1' });
  });
});
