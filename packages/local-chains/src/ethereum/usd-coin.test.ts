import { expect, it } from 'vitest';
import { compileUsdCoin } from './testing/compile-usd-coin.ts';
import { USD_COIN_BYTECODE } from './usd-coin.ts';

it('the bytecode that is deployed is what its source compiles to', () => {
  expect(USD_COIN_BYTECODE).toBe(compileUsdCoin());
});
