import { describeScreenings } from '../contract/screenings-contract.ts';
import { createMemoryScreenings } from './memory-screenings.ts';

describeScreenings('the memory store', async () => ({
  screenings: createMemoryScreenings(),
  close: async () => {},
}));
