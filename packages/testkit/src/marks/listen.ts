// Set up before every file of tests (vitest.config.ts): a test whose title names a fault that is marked in the code fails
// when it did not come by that mark.
import { type FaultMark, listenToMarks } from '@diboas/kernel/mark';
import { afterEach, beforeEach, expect } from 'vitest';
import { missedMarks } from './missed-marks.ts';

const heard = new Set<FaultMark>();

beforeEach(() => {
  heard.clear();
  listenToMarks((mark) => heard.add(mark));
});

afterEach(({ task }) => {
  listenToMarks(null);
  const missed = missedMarks(task.name, heard);
  if (task.result?.state !== 'fail')
    expect(missed, 'the title names faults whose mark was not come by').toEqual([]);
});
