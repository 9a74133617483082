// What is known of a case: findings as they were when they were found, notes and decisions, from the journal, which nobody changes.
import type { Checking } from '../checks/check.ts';
import type { JournalEntry } from '../store/journal.ts';
import type { TransactionReader } from '../store/reading.ts';
import type { Act } from '../transaction/act.ts';

/** One thing that happened to a case. */
export type Happened =
  | { readonly kind: 'checked'; readonly at: number; readonly checking: Checking }
  | {
      readonly kind: 'acted';
      readonly at: number;
      readonly act: Act['kind'];
      readonly by: string;
      readonly reason: string;
      readonly evidence: string | null;
      readonly isDone: boolean;
    };

const PAGE = 1_000;

/** All that happened to the transaction, in order. */
export async function readHistory(
  reader: Pick<TransactionReader, 'journalAfter'>,
  { customerId, id }: { readonly customerId: string; readonly id: string },
): Promise<readonly Happened[]> {
  const found: Happened[] = [];
  for (let seq = 0; ; ) {
    const page = await reader.journalAfter(customerId, { seq, limit: PAGE });
    found.push(...page.filter(({ transactionId }) => transactionId === id).flatMap(happenedIn));
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return found;
    seq = last.seq;
  }
}

function happenedIn({ at, events }: JournalEntry): Happened[] {
  return events.flatMap((event): Happened[] => {
    if (event.type === 'checked') return [{ kind: 'checked', at, checking: event.checking }];
    if (event.type !== 'acted') return [];
    const { act, by, reason, evidence, isDone } = event;
    return [{ kind: 'acted', at, act: act.kind, by, reason, evidence, isDone }];
  });
}
