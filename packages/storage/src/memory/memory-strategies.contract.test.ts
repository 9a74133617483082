import { describeStrategies } from '../contract/strategies-contract.ts';
import { createMemoryStrategies } from './memory-strategies.ts';

describeStrategies('the memory store', async () => {
  const noted: string[] = [];
  const strategies = createMemoryStrategies((entries) => noted.push(...entries.map(({ act }) => act)));
  return { strategies, acts: async () => noted, close: async () => {} };
});
