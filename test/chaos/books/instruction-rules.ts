// What customers were told, against what there is.

import type { Instruction } from '../people/customers.ts';
import type { Breach, RuleResult } from './breach.ts';
import type { Queryable } from './queryable.ts';

interface KeyRow {
  readonly key: string;
  readonly transaction_id: string;
  readonly exists: boolean;
}

/** Each instruction that was answered is one transaction, the same in every answer; each refused one is none. */
export async function checkInstructions(
  database: Queryable,
  instructions: readonly Instruction[],
): Promise<RuleResult[]> {
  const { rows } = await database.query<KeyRow>(
    `SELECT k.key, k.transaction_id, t.transaction_id IS NOT NULL AS exists FROM idempotency_keys k
     LEFT JOIN transactions t ON t.bucket = k.bucket AND t.transaction_id = k.transaction_id`,
  );
  const kept = new Map<string, KeyRow[]>();
  for (const row of rows) kept.set(row.key, [...(kept.get(row.key) ?? []), row]);
  const sent = new Set(instructions.map(({ key }) => key));
  return [
    {
      rule: 'every confirmation that was answered is exactly one transaction',
      breaches: instructions.flatMap((one) => problemsOf(one, kept.get(one.key) ?? [])),
    },
    {
      rule: 'there is no transaction that nobody asked for',
      breaches: rows
        .filter(({ key }) => !sent.has(key))
        .map(({ key, transaction_id: transactionId }) => {
          return { kind: 'violation', transactionId, detail: `nobody sent the key ${key}` };
        }),
    },
  ];
}

function problemsOf(instruction: Instruction, rows: readonly KeyRow[]): Breach[] {
  const { key, transactionIds, refusals, sends } = instruction;
  const [told = null] = transactionIds;
  const breach = (kind: Breach['kind'], detail: string): Breach => {
    return { kind, transactionId: told ?? rows[0]?.transaction_id ?? null, detail: `${key}: ${detail}` };
  };
  const found: Breach[] = [];
  const named = new Set([...transactionIds, ...rows.map((row) => row.transaction_id)]);
  if (named.size > 1) found.push(breach('duplicated', `is ${[...named].join(' and ')}`));
  const missing = rows.length === 0 || rows.some(({ exists }) => !exists);
  if (told !== null && missing) found.push(breach('lost', 'was answered, and there is no transaction'));
  if (refusals.size > 0) {
    const also = told === null && rows.length === 0 ? '' : ', and there is a transaction';
    found.push(
      breach('violation', `was refused with ${[...refusals].join(', ')} after ${sends} sends${also}`),
    );
  }
  return found;
}
