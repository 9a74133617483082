import { describe, expect, it } from 'vitest';
import { walkedPrice } from './walked-price.ts';

const START = Date.UTC(2026, 10, 23, 12);

describe('a walked price', () => {
  it('is the same for whoever asks, moves within seconds, and never strays far or jumps', () => {
    const walk = Array.from({ length: 400 }, (_, step) => walkedPrice('BTC', 'USD', START + step * 5_000));
    expect(walk).toEqual(walk.map((_, step) => walkedPrice('BTC', 'USD', START + step * 5_000)));
    expect(new Set(walk).size).toBeGreaterThan(390);
    for (const [index, text] of walk.entries()) {
      expect(text).toMatch(/^[0-9]+\.[0-9]{8}$/);
      expect(Math.abs(Number(text) - 100_000)).toBeLessThan(1_501);
      expect(Math.abs(Number(text) - Number(walk[index - 1] ?? text))).toBeLessThan(500);
    }
  });

  it('of a dollar that is a token stays beside a dollar', () => {
    expect(Number(walkedPrice('USDC', 'USD', START))).toBeCloseTo(1, 3);
    expect(Number(walkedPrice('USDC', 'BRL', START))).toBeCloseTo(5.4, 1);
  });
});
