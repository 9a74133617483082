import { describeCandles } from '../contract/candles-contract.ts';
import { createMemoryCandles } from './memory-candles.ts';

describeCandles('the memory store', async () => ({
  candles: createMemoryCandles(),
  close: async () => {},
}));
