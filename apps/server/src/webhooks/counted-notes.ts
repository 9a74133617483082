/** Counts what happens often, and puts on record the first of a kind at once and the others by their number. */
export interface CountedNotes {
  /** Resolves when it is on record, or counted. */
  note(kind: string): Promise<void>;
  /** Puts on record what was counted and is not yet. */
  close(): Promise<void>;
}

export interface CountedNotesOptions {
  /** How long after a row the next ones are only counted. */
  readonly windowMs: number;
  readonly write: (kind: string, count: number) => Promise<void>;
  /** Told when a count could not be written; it is added to the next one. */
  readonly onError: (error: unknown) => void;
}

interface Window {
  count: number;
  readonly timer: NodeJS.Timeout;
}

/**
 * Two rows a window and kind at most, whatever comes: the audit is kept for ever, and strangers may send as much as they
 * like. Counts are lost only with a process that is killed.
 */
export function createCountedNotes({ windowMs, write, onError }: CountedNotesOptions): CountedNotes {
  const windows = new Map<string, Window>();

  function openWindow(kind: string, count: number): void {
    const timer = setTimeout(() => void endWindow(kind), windowMs);
    timer.unref();
    windows.set(kind, { count, timer });
  }

  async function endWindow(kind: string): Promise<void> {
    const window = windows.get(kind);
    if (!window) return;
    clearTimeout(window.timer);
    windows.delete(kind);
    if (window.count === 0) return;
    // More may come while this is written, so the next window is open before.
    openWindow(kind, 0);
    try {
      await write(kind, window.count);
    } catch (error) {
      const next = windows.get(kind);
      if (next) next.count += window.count;
      onError(error);
    }
  }

  return {
    async note(kind) {
      const window = windows.get(kind);
      if (window) {
        window.count += 1;
        return;
      }
      openWindow(kind, 0);
      await write(kind, 1);
    },
    async close() {
      await Promise.all([...windows.keys()].map(endWindow));
      for (const { timer } of windows.values()) clearTimeout(timer);
      windows.clear();
    },
  };
}
