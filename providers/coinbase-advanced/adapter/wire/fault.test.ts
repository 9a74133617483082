import { describe, expect, it } from 'vitest';
import { MEANINGS, sortOrderRefusal } from './fault.ts';

const sorted = (error: string, preview: string | null = null) => sortOrderRefusal({ error, preview }, 0);

describe('an order that Coinbase did not make', () => {
  it('M30 is no refusal where Coinbase has no word for it', () => {
    expect(sorted('UNKNOWN_FAILURE_REASON').kind).toBe('unknown');
    expect(sorted('UNKNOWN_FAILURE_REASON', 'UNKNOWN_PREVIEW_FAILURE_REASON').kind).toBe('unknown');
    expect(sorted('UNKNOWN_FAILURE_REASON', 'A_WORD_OF_TOMORROW').kind).toBe('unknown');
  });

  it('M30 is refused for what was seen before it was made', () => {
    expect(sorted('UNKNOWN_FAILURE_REASON', 'PREVIEW_INVALID_QUOTE_SIZE_TOO_SMALL')).toMatchObject({
      ...{ kind: 'rejected', code: 'limit_exceeded', elsewhere: true },
    });
  });

  it('M30 may be done by somebody else, whatever the word', () => {
    for (const word of [...Object.keys(MEANINGS), 'A_WORD_OF_TOMORROW'].filter(
      (one) => !one.startsWith('UNKNOWN'),
    ))
      expect(sorted(word), word).toMatchObject({ kind: 'rejected', elsewhere: true });
    expect(sorted('INSUFFICIENT_FUND')).toMatchObject({ code: 'other' });
    expect(sorted('LIMIT_PRICE_TOO_FAR_FROM_MARKET')).toMatchObject({ code: 'price_changed' });
  });
});
