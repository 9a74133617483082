import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countRun, formatCount, formatFailures, noTests } from './count.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'diboas-count-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function count(report: unknown, exitCode: number) {
  writeFileSync(join(folder, 'report.json'), JSON.stringify(report));
  return countRun(join(folder, 'report.json'), exitCode);
}

const file = (status: string, ...tests: string[]) => ({
  name: 'a.test.ts',
  status,
  assertionResults: tests.map((one) => ({ status: one })),
});

describe('countRun', () => {
  it('adds up the files', () => {
    const report = {
      testResults: [file('passed', 'passed', 'pending'), file('failed', 'failed', 'passed', 'todo')],
    };
    expect(count(report, 1)).toMatchObject({ passed: 2, failed: 1, skipped: 2 });
  });

  it('counts a file that does not load as a failure', () => {
    expect(count({ testResults: [file('passed', 'passed'), file('failed')] }, 1)).toMatchObject({
      passed: 1,
      failed: 1,
      skipped: 0,
    });
  });

  it('counts a run that ended badly with only passed tests as a failure', () => {
    expect(count({ testResults: [file('passed', 'passed')] }, 1)).toMatchObject({
      passed: 1,
      failed: 1,
      skipped: 0,
    });
  });

  it.each(['not a report', {}])('counts a run without a report as a failure: %j', (report) => {
    expect(count(report, 0)).toMatchObject({ passed: 0, failed: 1, skipped: 0 });
  });

  it('counts a run that wrote nothing as a failure', () => {
    expect(countRun(join(folder, 'nothing.json'), 0)).toMatchObject({ passed: 0, failed: 1, skipped: 0 });
  });
});

describe('formatCount', () => {
  it('names skipped tests only when there are some', () => {
    expect(formatCount({ ...noTests, passed: 3, failed: 0, skipped: 0 })).toBe('3 passed, 0 failed');
    expect(formatCount({ ...noTests, passed: 3, failed: 1, skipped: 2 })).toBe(
      '3 passed, 1 failed, 2 skipped',
    );
  });
});

describe('formatFailures', () => {
  it('names each test that failed with the first line of why, and a file that failed as a whole', () => {
    const failed = {
      status: 'failed',
      fullName: 'a limit is kept',
      failureMessages: ['Error: passed\n  at x'],
    };
    const loads = {
      name: join(process.cwd(), 'b.test.ts'),
      status: 'failed',
      message: 'no such module\n at y',
    };
    const report = {
      testResults: [
        { name: join(process.cwd(), 'a.test.ts'), status: 'failed', assertionResults: [failed] },
        { ...loads, assertionResults: [] },
      ],
    };
    expect(formatFailures(count(report, 1)).split('\n')).toEqual([
      'Failed',
      '  a.test.ts: a limit is kept: Error: passed',
      '  b.test.ts: as a whole: no such module',
    ]);
  });
});
