// What holds for inputs: A8 (repeats), A10 and the claims of A13.
import type { Id, Instant } from '@diboas/kernel';
import type { AuditEntry, InboxRow, JournalEntry, KeyUse } from '@diboas/orchestration';
import type { MemoryStore } from '@diboas/storage/memory';
import { CLOCK_ERROR_MS } from '../ground/node.ts';
import type { Confirmation } from '../people/confirming.ts';
import type { Report, Sight } from './model/sight.ts';

/** 8, while it runs. An event is taken in once, whatever else is in its batch. */
export function checkInbox(rows: readonly InboxRow[], report: Report, seen: Set<string>): void {
  for (const { event } of rows) {
    const name = `${event.provider}/${event.eventId}`;
    if (seen.has(name)) report(`the event ${name} was taken in twice`);
    seen.add(name);
  }
}

/** Section 5.4. Due work is done only under the claim that is current: nobody else has moved what is due since. */
export function checkClaims(
  {
    journal,
    rows,
    leases,
  }: { journal: readonly JournalEntry[]; rows: MemoryStore; leases: ReadonlyMap<Id, Instant> },
  report: Report,
): void {
  for (const { cause, transactionId } of journal) {
    if (cause !== 'due') continue;
    const row = rows.all('transactions').find((one) => one.id === transactionId);
    if (row?.due?.at !== leases.get(transactionId))
      report(`${transactionId} was worked on under a stale claim`);
  }
}

/**
 * 10. One key, one effect; the same key with other content is refused, and so is a quote that is over or not the same. Looks at
 * what was confirmed, used or answered since the last time: keys, terms and answers never change.
 */
export class KeyCheck {
  readonly #uses = new Map<string, KeyUse>();
  readonly #answered = new Map<Confirmation, number>();
  #known = 0;

  take({ keyUses, transactions, confirmations, changed }: Sight, report: Report): void {
    const fresh = keyUses.slice(this.#known);
    this.#known = keyUses.length;
    for (const use of fresh) this.#uses.set(`${use.customerId}/${use.key}`, use);
    if (this.#uses.size !== keyUses.length) report('a key was used twice');
    if (fresh.length > 0 || changed.some(({ before }) => before === null)) {
      const alone = [...transactions.values()].filter(({ terms: { origin } }) =>
        ['quote', 'deposit'].includes(origin.kind),
      );
      if (this.#uses.size !== alone.length)
        report(`${this.#uses.size} keys made ${alone.length} transactions`);
    }
    for (const confirmation of confirmations) {
      const answers = confirmation.replies.length;
      if (fresh.length === 0 && this.#answered.get(confirmation) === answers) continue;
      this.#answered.set(confirmation, answers);
      this.#look(confirmation, transactions, report);
    }
  }

  #look(
    { customerId, key, fingerprint, terms, totalSeen, replies }: Confirmation,
    transactions: Sight['transactions'],
    report: Report,
  ): void {
    const use = this.#uses.get(`${customerId}/${key}`);
    for (const reply of replies) {
      if (reply.kind !== 'applied' && reply.kind !== 'repeated') continue;
      if (use?.fingerprint !== fingerprint) report(`the key ${key} was answered for another content`);
      if (!reply.transaction || reply.transaction.id !== use?.transactionId)
        report(`a repeat of ${key} was answered with another transaction`);
    }
    if (use?.fingerprint !== fingerprint) return;
    const made = transactions.get(use.transactionId);
    if (made?.id !== terms.id) report(`${key} made another transaction than was confirmed`);
    if (totalSeen.units !== terms.price.total.units) report(`${terms.id} has another price than was seen`);
    if ((made?.createdAt ?? 0) > terms.expiresAt + CLOCK_ERROR_MS) report(`${terms.id} came of an old quote`);
  }
}

/**
 * 10, of what people do to a transaction by a key of theirs. An act is done once, and whoever asks for it again hears what the
 * first one came to, in whatever state it is by then.
 */
export function checkActs(audit: readonly AuditEntry[], report: Report, done: Set<string>): void {
  for (const { act, subject, detail } of audit) {
    const name = `${detail.act} of ${subject} by ${detail.key}`;
    if (act === 'act_refused' && detail.refusal !== 'key_reused' && done.has(name))
      report(`${name} was done, and refused when it came again`);
    if (act !== 'act_done') continue;
    if (done.has(name)) report(`${name} was done twice`);
    done.add(name);
  }
}
