import { expect, it } from 'vitest';
import { createStore } from '../keeping/store.ts';
import { createAddressMarks } from './address-marks.ts';
import { MARKS_PATH, marksAnswer } from './marks-page.ts';

const request = { id: 'r', path: MARKS_PATH, query: '', headers: {} };

it('the page marks an address for all who look at the same store, and shows what is known', () => {
  const store = createStore(null);
  const [marks, elsewhere] = [createAddressMarks(store), createAddressMarks(store)];
  const address = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed';
  const body = new URLSearchParams({ address: ` ${address} `, mark: 'exposed' }).toString();
  expect(marksAnswer(marks, { ...request, method: 'POST', body })).toMatchObject({
    ...{ status: 303, headers: { Location: MARKS_PATH } },
  });
  expect(elsewhere.of(address.toLowerCase())).toBe('exposed');
  const shown = marksAnswer(elsewhere, { ...request, method: 'GET', body: '' });
  expect(shown.body).toContain(address);
  // What was published is known without being said.
  expect(shown.body).toContain('0x1da5821544e25c636c1417ba96ade4cf6d2f9b5a');
  marks.put({ address: '0x1DA5821544E25C636C1417BA96ADE4CF6D2F9B5A', mark: 'clean' });
  expect(elsewhere.of('0x1da5821544e25c636c1417ba96ade4cf6d2f9b5a')).toBe('clean');
});

it.each([
  ['no address', { address: '<script>', mark: 'exposed' }],
  ['no mark', { address: 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4', mark: 'guilty' }],
])('%s is said in the page, and marks nothing', (_what, fields) => {
  const marks = createAddressMarks(createStore(null));
  const body = new URLSearchParams(fields).toString();
  const answer = marksAnswer(marks, { ...request, method: 'POST', body });
  expect(answer.status).toBe(422);
  expect(answer.body).toContain('role="alert"');
  expect(answer.body).not.toContain('<script>');
  expect(marks.list()).toHaveLength(1);
});
