// From what was typed to a change of how a customer stands: every refusal is said in words.
import type { Standing } from '@diboas/orchestration';
import { UsageError } from '../command-line/options.ts';

export const CHANGE_OPTIONS = {
  by: { type: 'string' },
  reason: { type: 'string' },
  yes: { type: 'boolean' },
} as const;

/** What each does, and how the audit calls it. Closed is for good. */
const VERBS = {
  freeze: { from: ['open'], to: 'frozen', act: 'customer_frozen' },
  unfreeze: { from: ['frozen'], to: 'open', act: 'customer_opened' },
  close: { from: ['open', 'frozen'], to: 'closed', act: 'customer_closed' },
} as const satisfies Record<string, { from: readonly Standing[]; to: Standing; act: string }>;

export type Verb = keyof typeof VERBS;

/** Who does it and why, and whether it is done at all. */
export interface TypedWhoAndWhy {
  readonly by: string;
  readonly reason: string;
  readonly isDryRun: boolean;
}

export interface TypedChange extends TypedWhoAndWhy {
  readonly from: readonly Standing[];
  readonly to: Standing;
  readonly act: string;
}

interface Given {
  readonly by?: string | undefined;
  readonly reason?: string | undefined;
  readonly yes?: boolean | undefined;
}

export function isVerb(text: string | undefined): text is Verb {
  return text !== undefined && Object.hasOwn(VERBS, text);
}

export function readStanding(verb: Verb, given: Given): TypedChange {
  return { ...VERBS[verb], ...readWhoAndWhy(given) };
}

export function readWhoAndWhy({ by, reason, yes = false }: Given): TypedWhoAndWhy {
  if (!by?.trim()) throw new UsageError('Say by --by who you are.');
  if (!reason?.trim()) throw new UsageError('Say by --reason why: the audit keeps it for good.');
  return { by, reason, isDryRun: !yes };
}

const CUSTOMER_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function readCustomerId(text: string | undefined): string {
  if (text !== undefined && CUSTOMER_ID.test(text)) return text;
  throw new UsageError(
    text === undefined
      ? 'Say which customer.'
      : `"${text}" is no id of a customer: items show and the table auth_users say them.`,
  );
}
