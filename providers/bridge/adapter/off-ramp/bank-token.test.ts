import { expect, it } from 'vitest';
import { formatBankToken, parseBankToken } from './bank-token.ts';

it('is a pair of Bridge’s ids, and nothing else is one', () => {
  const token = { customer: 'a1b2-c3', account: 'ea_9' };
  expect(parseBankToken(formatBankToken(token))).toEqual(token);
  const odd = ['', ':', 'a', 'a:', ':b', 'a:b:c', 'a b:c', 'a:b\n', `${'a'.repeat(43)}:b`, 'a/../b:c', 'ä:b'];
  for (const text of odd) expect(parseBankToken(text), text).toBeNull();
});
