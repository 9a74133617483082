import { describe, expect, it } from 'vitest';
import { readSuiLink } from './link.ts';

describe('a link with the scheme of Sui', () => {
  it('is an address, and asks for nothing that anybody has agreed on', () => {
    expect(readSuiLink('0x2')).toEqual({ ok: true, value: { address: '0x2', ask: null } });
    expect(readSuiLink('0x2?amount=1')).toEqual({
      ok: false,
      refusal: { reason: 'link_asks_more', parameter: 'amount' },
    });
  });
});
