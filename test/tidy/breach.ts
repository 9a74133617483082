/** One place in the source that breaks a rule. */
export interface Breach {
  /** Relative to the project. */
  path: string;
  line: number;
  /** What is wrong, for somebody who does not know the rule. */
  problem: string;
}

export function formatBreach({ path, line, problem }: Breach): string {
  return `${path}:${line} ${problem}`;
}
