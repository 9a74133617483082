// Reads what `npm audit --json` says. That nobody answered is another thing than that nothing is known.
import * as z from 'zod';
import type { NpmAnswer } from './npm-answer.ts';

const report = z.object({
  vulnerabilities: z.record(
    z.string(),
    z.object({ name: z.string(), severity: z.string(), range: z.string() }),
  ),
  metadata: z.object({ dependencies: z.object({ total: z.number() }) }),
});

const refusal = z.object({ message: z.string(), statusCode: z.optional(z.number()) });

/** Statuses of a registry that has nothing behind this question: it hands out packages and no more, as mirrors do. */
const NOT_OFFERED: readonly (number | undefined)[] = [404, 405, 410, 501];

export type Advisories =
  | {
      readonly known: true;
      readonly packages: number;
      readonly advisories: readonly {
        readonly name: string;
        readonly severity: string;
        readonly range: string;
      }[];
    }
  | {
      readonly known: false;
      readonly why: string;
      /** Whether the registry answers no such questions at all, so that asking again will not help. */
      readonly isNotOffered: boolean;
    };

export function readAdvisories({ output, errors }: Pick<NpmAnswer, 'output' | 'errors'>): Advisories {
  const value = parse(output);
  const read = report.safeParse(value);
  if (read.success) {
    const { vulnerabilities, metadata } = read.data;
    return { known: true, packages: metadata.dependencies.total, advisories: Object.values(vulnerabilities) };
  }
  const said = refusal.safeParse(value);
  const why = said.success ? said.data.message : (errors.trim().split('\n').at(-1) ?? '');
  const isNotOffered = said.success && NOT_OFFERED.includes(said.data.statusCode);
  // The address of the registry is the machine's own business, and may hold a login.
  const told = why.replaceAll(/ - \w+ \S+|https?:\/\/\S+/g, '').trim() || 'it said nothing';
  return { known: false, why: told, isNotOffered };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
