import { describeStoreContract } from '../contract/store-contract.ts';
import { createMemoryStore } from './memory-store.ts';

describeStoreContract('the memory store', async () => ({
  store: createMemoryStore(),
  close: async () => {},
}));
