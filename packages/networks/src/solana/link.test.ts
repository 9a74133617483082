import { describe, expect, it } from 'vitest';
import { readSolanaLink } from './link.ts';

const TO = 'mvines9iiHiQTysrwkJjGf2gb9Ex9jXJX8ns3qwf2kN';
const USDC = 'EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v';

describe('a payment link of Solana', () => {
  it.each([
    ['', { asset: 'SOL', units: null }],
    [
      '?amount=1&label=Michael&message=Thanks%20for%20all%20the%20fish',
      { asset: 'SOL', units: 1_000_000_000n },
    ],
    [`?amount=0.01&spl-token=${USDC}`, { asset: 'USDC', units: 10_000n }],
  ])('with %s is read', (query, ask) => {
    expect(readSolanaLink(`${TO}${query}`, 'live')).toEqual({ ok: true, value: { address: TO, ask } });
  });

  it.each([
    [`${TO}?amount=1&memo=OrderId12345`, { reason: 'link_asks_more', parameter: 'memo' }],
    [`${TO}?reference=${TO}`, { reason: 'link_asks_more', parameter: 'reference' }],
    ['https://example.com/pay', { reason: 'link_asks_more', parameter: 'https' }],
    ['https%3A%2F%2Fexample.com%2Fpay%3Forder%3D1', { reason: 'link_asks_more', parameter: 'https' }],
    [`${TO}?spl-token=${TO}`, { reason: 'link_of_another_asset', token: TO }],
    [`${TO}?amount=0.0000000001`, { reason: 'link_amount_unreadable' }],
    [`${TO}?amount=1e9`, { reason: 'link_amount_unreadable' }],
    [`${TO}?amount=1&amount=1`, { reason: 'link_says_twice', parameter: 'amount' }],
    [`${TO}?spl-token=${USDC}&spl-token=${TO}`, { reason: 'link_says_twice', parameter: 'spl-token' }],
    [`${TO}?SPL-token=${TO}`, { reason: 'link_of_another_asset', token: TO }],
  ])('%s is refused', (body, refusal) => {
    expect(readSolanaLink(body, 'live')).toEqual({ ok: false, refusal });
  });

  it('for tests knows the mint for tests', () => {
    expect(readSolanaLink(`${TO}?spl-token=${USDC}`, 'test').ok).toBe(false);
    expect(readSolanaLink(`${TO}?spl-token=4zMMC9srt5Ri5X14GAgXhaHii3GnPAEERYPJgZJDncDU`, 'test').ok).toBe(
      true,
    );
  });
});
