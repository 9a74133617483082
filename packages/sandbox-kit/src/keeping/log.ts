import { type Clock, formatInstant } from '@diboas/kernel';

export type LogKind =
  | 'request'
  | 'socket'
  | 'answer'
  | 'no_answer'
  | 'status'
  | 'execution'
  | 'webhook'
  | 'webhook_attempt'
  | 'fault'
  | 'control';

/** One thing the sandbox did or saw. `details` holds no key and no secret. */
export interface LogEntry {
  /** Rises by one with each entry; use the last one seen as the cursor. */
  readonly seq: number;
  readonly at: string;
  readonly kind: LogKind;
  readonly provider: string;
  /** One line for people. */
  readonly summary: string;
  readonly details: Readonly<Record<string, unknown>>;
}

export interface Log {
  add(kind: LogKind, provider: string, summary: string, details?: Readonly<Record<string, unknown>>): void;
  /** Entries with a greater `seq` than `after`, oldest first. */
  since(after: number, limit: number): readonly LogEntry[];
  clear(): void;
}

/** Keeps the latest `entriesMax` entries; numbering goes on after `clear`, so that a reader's cursor stays true. */
export function createLog(clock: Clock, entriesMax: number): Log {
  let entries: LogEntry[] = [];
  let seq = 0;
  return {
    add(kind, provider, summary, details = {}) {
      seq += 1;
      entries.push({ seq, at: formatInstant(clock.now()), kind, provider, summary, details });
      // Cutting in big slices keeps the cost of one entry constant on average.
      if (entries.length > entriesMax * 2) entries = entries.slice(-entriesMax);
    },
    since(after, limit) {
      const first = entries.findIndex((entry) => entry.seq > after);
      return first === -1 ? [] : entries.slice(first, first + limit);
    },
    clear() {
      entries = [];
    },
  };
}
