// What the checks of a transaction found, as a tuple of its rules, findings, what reviewers let pass and what its address came to.
import type { Checking, Finding, Screened } from '@diboas/orchestration';

type StoredFinding = readonly [
  check: Finding['check'],
  verdict: Finding['verdict'],
  told: Finding['told'],
  words: string,
];

type StoredScreened = readonly [
  result: Screened['result'],
  by: string,
  lists: string,
  words: string,
  at: number,
];

/** What is empty at the end is left out. */
export type StoredChecking = readonly [
  rules: string,
  findings: readonly StoredFinding[],
  passed?: Checking['passed'],
  screened?: StoredScreened,
];

export function encodeChecking({ rules, findings, passed, screened }: Checking): StoredChecking {
  const found = findings.map(
    ({ check, verdict, told, words }): StoredFinding => [check, verdict, told, words],
  );
  if (screened) return [rules, found, passed, encodeScreened(screened)];
  return passed.length > 0 ? [rules, found, passed] : [rules, found];
}

function encodeScreened({ result, by, lists, words, at }: Screened): StoredScreened {
  return [result, by, lists, words, at];
}

export function decodeChecking([rules, found, passed = [], screened]: StoredChecking): Checking {
  return {
    ...{ rules, passed },
    findings: found.map(([check, verdict, told, words]) => ({ check, verdict, told, words })),
    screened: screened ? decodeScreened(screened) : null,
  };
}

function decodeScreened([result, by, lists, words, at]: StoredScreened): Screened {
  return { result, by, lists, words, at };
}
