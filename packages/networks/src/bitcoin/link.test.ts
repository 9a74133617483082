import { describe, expect, it } from 'vitest';
import { readBitcoinLink } from './link.ts';

const ADDRESS = '1AGNa15ZQXAZUgFiqJ2i7Z2DPU2J6hW62i';

describe('a payment link of Bitcoin', () => {
  it.each([
    ['nothing', '', null],
    ['a label only', '?label=Luke-Jr', null],
    ['an amount', '?amount=20.3&label=Luke-Jr', { asset: 'BTC', units: 2_030_000_000n }],
    ['the least amount', '?AMOUNT=0.00000001', { asset: 'BTC', units: 1n }],
    [
      'what may be left out',
      '?somethingyoudontunderstand=50&amount=50',
      { asset: 'BTC', units: 5_000_000_000n },
    ],
    ['a broken escape', '?label=%E0%A4%A', null],
  ])('asks for %s', (_, query, ask) => {
    expect(readBitcoinLink(`${ADDRESS}${query}`)).toEqual({ ok: true, value: { address: ADDRESS, ask } });
  });

  it.each([
    [
      '?req-somethingyoudontunderstand=50',
      { reason: 'link_asks_more', parameter: 'req-somethingyoudontunderstand' },
    ],
    ['?amount=20,3', { reason: 'link_amount_unreadable' }],
    ['?amount=0.000000001', { reason: 'link_amount_unreadable' }],
    ['?amount=0', { reason: 'link_amount_unreadable' }],
    ['?amount=-1', { reason: 'link_amount_unreadable' }],
    ['?amount=1&amount=2', { reason: 'link_says_twice', parameter: 'amount' }],
    ['?amount=1&AMOUNT=1', { reason: 'link_says_twice', parameter: 'amount' }],
  ])('with %s is refused', (query, refusal) => {
    expect(readBitcoinLink(`${ADDRESS}${query}`)).toEqual({ ok: false, refusal });
  });
});
