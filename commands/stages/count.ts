// How many tests passed, failed and were skipped, as vitest's JSON report tells it.
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';

export interface TestCount {
  passed: number;
  failed: number;
  skipped: number;
  /** What failed, where it has a name: file, test, and the first line of why. */
  failures: readonly string[];
}

export const noTests: TestCount = { passed: 0, failed: 0, skipped: 0, failures: [] };
export const onePassed: TestCount = { ...noTests, passed: 1 };
export const oneFailed: TestCount = { ...noTests, failed: 1 };

/** What we read of vitest's JSON report, which has the form of Jest's. */
interface Report {
  testResults: { name: string; status: string; message?: string; assertionResults: ReportedTest[] }[];
}

interface ReportedTest {
  status: string;
  fullName?: string;
  failureMessages?: string[];
}

export function addCounts(counts: readonly TestCount[]): TestCount {
  return counts.reduce(
    (sum, count) => ({
      passed: sum.passed + count.passed,
      failed: sum.failed + count.failed,
      skipped: sum.skipped + count.skipped,
      failures: [...sum.failures, ...count.failures],
    }),
    noTests,
  );
}

/**
 * Counts a run. A file that failed as a whole (it does not load, a hook threw) is one failure, and so is a run that
 * ended badly although no test failed, or that left no report: a crash must never look like a pass.
 */
export function countRun(reportFile: string, exitCode: number): TestCount {
  const report = readReport(reportFile);
  if (report === null) return oneFailed;
  const count = addCounts(report.testResults.map(countFile));
  return exitCode !== 0 && count.failed === 0 ? addCounts([count, oneFailed]) : count;
}

/** The last line of `npm test`. */
export function formatCount({ passed, failed, skipped }: TestCount): string {
  return `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`;
}

function readReport(file: string): Report | null {
  try {
    const report: Report = JSON.parse(readFileSync(file, 'utf8'));
    return Array.isArray(report.testResults) ? report : null;
  } catch {
    return null;
  }
}

function countFile(file: Report['testResults'][number]): TestCount {
  const having = (status: string) => file.assertionResults.filter((test) => test.status === status);
  const passed = having('passed').length;
  const failed = having('failed');
  const wholeFileFailed = file.status === 'failed' && failed.length === 0;
  return {
    passed,
    failed: wholeFileFailed ? 1 : failed.length,
    skipped: file.assertionResults.length - passed - failed.length,
    failures: wholeFileFailed
      ? [describeFailure(file.name, 'as a whole', file.message)]
      : failed.map((test) => describeFailure(file.name, test.fullName, test.failureMessages?.[0])),
  };
}

function describeFailure(file: string, test = '', why = ''): string {
  const [reason = ''] = why.split('\n', 1);
  return [relative(process.cwd(), file), test, reason].filter((part) => part !== '').join(': ');
}

export interface EndedStage {
  readonly title: string;
  readonly count: TestCount;
  readonly seconds: number;
}

/** Where the time went, a line for each stage. */
export function formatStages(stages: readonly EndedStage[]): string {
  const rows = stages.map(({ title, count, seconds }) => {
    return `${seconds.toFixed(1).padStart(7)} s  ${title}${count.failed > 0 ? `: ${count.failed} failed` : ''}`;
  });
  return ['Time by stage', ...rows].join('\n');
}

/** What failed, a line for each: the run is long, and what was printed at the time may be far above. */
export function formatFailures({ failures }: TestCount): string {
  return failures.length === 0 ? '' : ['Failed', ...failures.map((one) => `  ${one}`)].join('\n');
}
