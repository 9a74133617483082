// What customers were told, against what there is.

import type { Instruction } from '../people/customers.ts';
import type { BookBreach, RuleResult } from './breach.ts';
import type { Queryable } from './queryable.ts';

interface KeyRow {
  readonly key: string;
  readonly transaction_id: string;
  readonly exists: boolean;
}

/** What a person's transactions came to, in cents: what counts for good, and what was given back beside it. */
interface UsedRow {
  readonly quote_id: string;
  readonly asked: string;
  readonly begun: string;
}

/** The 30 days' limit (mission row M23), as this check knows it by itself, in cents. */
const LIMIT = 1_000_00n;

/**
 * Of these quotes, those for which there may have been no room beside what else their person did. Somebody who confirms
 * several at once is refused what is too much. What came to nothing since counted while it was under way, and when that was
 * cannot be told afterwards; what was refused is an offer still, and no quote. So who had room beside all that they ever began was refused wrongly for certain, and only they.
 */
async function quotesWithoutRoom(database: Queryable, quoteIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await database.query<UsedRow>(
    `SELECT q.quote_id, q.terms::jsonb->'price'->'amount'->>'units' AS asked,
       (SELECT coalesce(sum((o.terms::jsonb->'price'->'amount'->>'units')::numeric), 0)::text
        FROM transactions t JOIN quotes o ON o.bucket = t.bucket AND o.quote_id = t.transaction_id
        WHERE t.bucket = q.bucket AND t.customer_id = q.customer_id AND t.operation = 'ADD_FUNDS') AS begun
     FROM (SELECT bucket, quote_id, customer_id, terms FROM quotes
       UNION ALL SELECT bucket, offer_id, customer_id, terms FROM offers) q
     WHERE q.quote_id = ANY ($1::uuid[])`,
    [quoteIds],
  );
  const full = rows.filter(({ asked, begun }) => BigInt(asked) + BigInt(begun) > LIMIT);
  return new Set(full.map((row) => row.quote_id));
}

/** Each instruction that was answered is one transaction, the same in every answer; each refused one is none. */
export async function checkInstructions(
  database: Queryable,
  instructions: readonly Instruction[],
): Promise<RuleResult[]> {
  const { rows } = await database.query<KeyRow>(
    // What was seen at an address nobody asked for: whether it was there is a rule of its own.
    `SELECT k.key, k.transaction_id, t.transaction_id IS NOT NULL AS exists FROM idempotency_keys k
     LEFT JOIN transactions t ON t.bucket = k.bucket AND t.transaction_id = k.transaction_id
     LEFT JOIN quotes q ON q.bucket = k.bucket AND q.quote_id = k.transaction_id
     WHERE q.terms::jsonb #>> '{origin,kind}' IS DISTINCT FROM 'deposit'`,
  );
  const limited = instructions.filter(({ refusals }) => refusals.has('over_limit'));
  const full = await quotesWithoutRoom(
    database,
    limited.map(({ quoteId }) => quoteId),
  );
  const kept = new Map<string, KeyRow[]>();
  for (const row of rows) kept.set(row.key, [...(kept.get(row.key) ?? []), row]);
  const sent = new Set(instructions.map(({ key }) => key));
  return [
    {
      rule: 'every confirmation that was answered is exactly one transaction',
      breaches: instructions.flatMap((one) =>
        problemsOf(one, kept.get(one.key) ?? [], full.has(one.quoteId)),
      ),
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

function problemsOf(instruction: Instruction, rows: readonly KeyRow[], isOverLimit: boolean): BookBreach[] {
  const { key, transactionIds, refusals, sends } = instruction;
  const [told = null] = transactionIds;
  const breach = (kind: BookBreach['kind'], detail: string): BookBreach => {
    return { kind, transactionId: told ?? rows[0]?.transaction_id ?? null, detail: `${key}: ${detail}` };
  };
  const found: BookBreach[] = [];
  const named = new Set([...transactionIds, ...rows.map((row) => row.transaction_id)]);
  if (named.size > 1) found.push(breach('duplicated', `is ${[...named].join(' and ')}`));
  const missing = rows.length === 0 || rows.some(({ exists }) => !exists);
  if (told !== null && missing) found.push(breach('lost', 'was answered, and there is no transaction'));
  const isNothing = refusals.size === 1 && told === null && rows.length === 0;
  // What was there when it was priced may have gone to another of theirs by the time that it was confirmed.
  const isStale = instruction.takesOut && refusals.has('price_changed');
  const isRight = isNothing && (isOverLimit || isStale || refusals.has('insufficient_funds'));
  if (refusals.size > 0 && !isRight) {
    const also = told === null && rows.length === 0 ? '' : ', and there is a transaction';
    found.push(
      breach('violation', `was refused with ${[...refusals].join(', ')} after ${sends} sends${also}`),
    );
  }
  return found;
}
