import { expect, it } from 'vitest';
import { missedMarks } from './missed-marks.ts';

it.each([
  ['no fault', 'is found by look-up', [], []],
  ['a fault that no code is marked with', 'changes nothing [webhook.twice]', [], []],
  [
    'two, of which one was come by',
    'is taken [payment.late, payment.missing]',
    ['payment.late'],
    ['payment.missing'],
  ],
  ['one that was come by', 'is taken [payment.late]', ['payment.late'], []],
] as const)('a title that names %s', (_what, title, heard, missed) => {
  expect(missedMarks(title, new Set(heard))).toEqual(missed);
});
