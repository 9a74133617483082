import { PROBLEMS, type ProblemCode, problem } from '@diboas/protocol';
import { PROBLEM_TYPE } from './problems.ts';

/** How the OpenAPI document tells of refusals: one answer a status, with the codes that come with it. */
export function problemAnswers(codes: readonly ProblemCode[]): Record<number, object> {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of codes) {
    const { status } = PROBLEMS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const answers = [...byStatus].map(([status, list]) => [
    status,
    { description: `One of: ${list.join(', ')}.`, content: { [PROBLEM_TYPE]: { schema: problem } } },
  ]);
  return Object.fromEntries(answers);
}
