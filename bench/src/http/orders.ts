import { setTimeout } from 'node:timers/promises';
import type { QuoteView, TransactionView } from '@diboas/protocol';
import { type Sent, webhookBytes } from './provider-events.ts';
import type { BenchSystem } from './system.ts';

/** What a person confirmed, and what came of it. */
export interface Begun {
  readonly quote: QuoteView;
  readonly transaction: TransactionView;
}

/** The two events by which a provider tells of each: that it has the money, and that it delivered. */
export async function eventsOf(system: BenchSystem, begun: readonly Begun[]): Promise<Buffer[]> {
  const orders = await ordersOf(
    system,
    begun.map(({ transaction }) => transaction.id),
  );
  const sent = begun.map(({ quote, transaction }): Sent => {
    const order = orders.get(transaction.id);
    if (!order) throw new Error('a quote was not confirmed');
    return { quote, transaction, ...order };
  });
  return (['working', 'done'] as const).flatMap((stage) => sent.map((one) => webhookBytes(one, stage)));
}

/** Long enough for a first call that timed out on a busy machine, and for the look after it. */
const ANSWERED_WITHIN_MS = 60_000;
const POLL_MS = 50;

/** For an error: what became of them. */
const WHERE_THEY_ARE = `SELECT status, due_reason, state::json -> 'attempts' -> 0 ->> 'state' AS attempt, count(*)::int
  FROM transactions WHERE transaction_id = ANY ($1::uuid[]) GROUP BY 1, 2, 3`;

/** What providers know of them, once every provider has answered: until then a webhook would overtake the answer. */
async function ordersOf(
  { database }: BenchSystem,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Pick<Sent, 'attemptId' | 'destination'>>> {
  const text = `SELECT t.transaction_id AS id, t.state::json -> 'attempts' -> 0 ->> 'id' AS attempt,
      q.terms -> 'order' ->> 'destination' AS destination
    FROM transactions t JOIN quotes q ON q.bucket = t.bucket AND q.quote_id = t.transaction_id
    WHERE t.transaction_id = ANY ($1::uuid[]) AND t.state::json -> 'attempts' -> 0 ->> 'state' = 'accepted'`;
  const givenUpAt = performance.now() + ANSWERED_WITHIN_MS;
  for (;;) {
    const rows = await database.query<{ id: string; attempt: string; destination: string }>(text, [ids]);
    if (rows.length === ids.length) {
      return new Map(rows.map((row) => [row.id, { attemptId: row.attempt, destination: row.destination }]));
    }
    if (performance.now() > givenUpAt) {
      const states = await database.query(WHERE_THEY_ARE, [ids]);
      throw new Error(`${rows.length} of ${ids.length} orders were accepted: ${JSON.stringify(states)}`);
    }
    await setTimeout(POLL_MS);
  }
}
