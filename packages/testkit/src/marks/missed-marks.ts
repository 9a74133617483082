import { type FaultMark, MARKS } from '@diboas/kernel/mark';

/** The faults that a title of a test names at its end: "changes nothing [webhook.twice, webhook.order]". */
function faultsOf(title: string): string[] {
  return /\[([a-z_.]+(?:, [a-z_.]+)*)\]$/.exec(title)?.[1]?.split(', ') ?? [];
}

/** The marks that a test with this title promises to come by, and did not. */
export function missedMarks(title: string, heard: ReadonlySet<FaultMark>): FaultMark[] {
  const named = faultsOf(title);
  return MARKS.filter((mark) => named.includes(mark) && !heard.has(mark));
}
