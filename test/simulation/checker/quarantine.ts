// Invariant 8 for events that could not be taken in when they came: what was promised to be kept is kept, nothing of
// it gets lost, and a replay applies it once however often somebody asks for it.
import type { InboxRow } from '@diboas/orchestration';
import type { MemoryStore } from '@diboas/storage/memory';
import type { Report } from './model/sight.ts';

/** While it runs. Told of what a commit takes in: two replays of the same bytes are one too many. */
export function checkReplays(rows: readonly InboxRow[], report: Report, seen: Map<string, string>): void {
  for (const { event } of rows) {
    if (!isReplay(event.eventId)) continue;
    const bytes = `${event.provider} ${event.payload}`;
    const first = seen.get(bytes);
    if (first !== undefined) report(`${event.eventId} was replayed before, as ${first}`);
    seen.set(bytes, event.eventId);
  }
}

/** At the end. Everything that was kept is there and has been replayed; only what is about strangers waits. */
export function checkQuarantine(
  { rows, kept }: { readonly rows: MemoryStore; readonly kept: ReadonlySet<string> },
  report: Report,
): void {
  const inbox = rows.all('inbox');
  const transactions = new Set(rows.all('transactions').map(({ id }) => id));
  const names = new Set(inbox.map(({ event }) => `${event.provider}/${event.eventId}`));
  for (const name of kept) {
    if (!names.has(name)) report(`the event ${name} was promised to be kept, and is not`);
  }
  const replayed = new Map(
    inbox.flatMap((row) =>
      isReplay(row.event.eventId) ? [[`${row.event.provider} ${row.event.payload}`, row] as const] : [],
    ),
  );
  for (const { event, disposition, transactionId } of inbox) {
    const waits = disposition === 'quarantined' || disposition === 'parked';
    if (!waits || isReplay(event.eventId)) continue;
    const replay = replayed.get(`${event.provider} ${event.payload}`);
    const subject = subjectOf(event.payload);
    if (!replay && transactions.has(subject))
      report(`${event.eventId} is about ${subject}, and waits for ever`);
    if (replay && replay.transactionId !== subject)
      report(`the replay of ${event.eventId} is about ${replay.transactionId}, and not about ${subject}`);
    if (transactionId !== null) report(`${event.eventId} waits, and names ${transactionId}`);
  }
}

/** The name under which a replay is taken in, from the documentation and not from the engine. */
function isReplay(eventId: string): boolean {
  return eventId.startsWith('replay-of-');
}

/** The transaction that the provider's own text names, in either form. */
function subjectOf(payload: string): string {
  return /"transactionId":"([0-9a-f-]{36})"/.exec(payload)?.[1] ?? '';
}
