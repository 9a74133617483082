import { createMemoryStore } from '@diboas/storage/memory';
import { describe } from 'vitest';
import { describeRecurring } from './testing/recurring-suite.ts';

describe('recurring buys on the memory store', () => {
  describeRecurring(async () => createMemoryStore());
});
