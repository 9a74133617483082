import { expect, it } from 'vitest';
import { inGroups } from './groups.ts';

it('cuts references into groups of four', () => {
  expect(inGroups('cos_1NfJy5').map(({ text }) => text)).toEqual(['cos_', '1NfJ', 'y5']);
  expect(inGroups('DB-7K2M-4QXP').map(({ text }) => text)).toEqual(['DB-', '7K2M-', '4QXP']);
});
