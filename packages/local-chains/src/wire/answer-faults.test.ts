import { describe, expect, it } from 'vitest';
import { createAnswerFaults } from './answer-faults.ts';

describe('faults of answers', () => {
  it('happen as often as was said, in the order they were asked for, to their own method', () => {
    const faults = createAnswerFaults();
    faults.add('send', { kind: 'lose', times: 2 });
    faults.add('send', { kind: 'fail', times: 1 });
    expect(faults.take('ask')).toBeNull();
    expect([1, 2, 3, 4].map(() => faults.take('send'))).toEqual(['lose', 'lose', 'fail', null]);
  });

  it.each([0, -1, 1.5])('are refused %s times', (times) => {
    expect(() => createAnswerFaults().add('send', { kind: 'hang', times })).toThrow(RangeError);
  });
});
