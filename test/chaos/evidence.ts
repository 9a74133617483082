import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeJson } from '@diboas/orchestration';
import type { Execution, LogEntry } from '@diboas/testkit/system';
import type { Life } from './books/lives.ts';

export interface Evidence {
  readonly lives: readonly Life[];
  readonly executions: readonly Execution[];
  readonly log: readonly LogEntry[];
  /** The transactions that something is wrong with. */
  readonly ids: ReadonlySet<string>;
}

/** A file for each of them: its journal, what was executed for it, and what the sandbox says it was asked. */
export function keepEvidence(folder: string, { lives, executions, log, ids }: Evidence): void {
  for (const life of lives.filter(({ id }) => ids.has(id))) {
    const names = new Set([
      life.id,
      ...life.attempts.flatMap(({ key, reference }) => [key, reference ?? key]),
    ]);
    const own = executions.filter((one) =>
      [one.metadata.diboas_transaction_id, one.idempotency_key, one.reference].some((name) =>
        names.has(name ?? ''),
      ),
    );
    const seen = { life, executions: own, sandbox: entriesAbout(log, names) };
    writeFileSync(
      join(folder, `${life.id}.json`),
      `${JSON.stringify(JSON.parse(encodeJson(seen)), null, 2)}\n`,
    );
  }
}

/** Entries that name the order, and the answers to requests that did. */
function entriesAbout(log: readonly LogEntry[], names: ReadonlySet<string>): LogEntry[] {
  const isNamed = ({ details }: LogEntry) =>
    Object.values(details).some((value) => typeof value === 'string' && names.has(value));
  const requests = new Set(log.filter(isNamed).map(({ details }) => details.request));
  requests.delete(undefined);
  return log.filter((entry) => isNamed(entry) || requests.has(entry.details.request));
}
