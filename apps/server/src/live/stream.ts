import { formatInstant, type Instant } from '@diboas/kernel';
import type { JournalEntry, Transaction, TransactionReader } from '@diboas/orchestration';
import type { LiveMessage, TransactionView } from '@diboas/protocol';

/** What a stream says and how it is stopped. `send` answers whether the other side keeps up. */
export interface StreamOutlet {
  send(message: LiveMessage): boolean;
}

export interface StreamOptions {
  readonly customerId: string;
  readonly reader: Pick<TransactionReader, 'journalAfter' | 'lastSeq' | 'transaction'>;
  readonly viewOf: (transaction: Transaction) => TransactionView;
  readonly now: () => Instant;
  readonly heartbeatMs: number;
  readonly outlet: StreamOutlet;
  /** Told when reading fails; the next wake tries again from the same place. */
  readonly onError: (error: unknown) => void;
}

/** One customer's changes on their way to one screen. */
export interface LiveStream {
  /** Says hello, and everything after the place that was asked for. Null starts at now. */
  start(after: number | null): Promise<void>;
  /** There may be more. Never waits, and any number of calls while it reads come to one more look. */
  wake(): void;
  heartbeat(): void;
  stop(): void;
}

const PAGE = 200;

/** A screen that is further behind than this fetches everything anew, which is less than all it missed. */
const REPLAY_MAX = 1_000;

/**
 * Sends journal places one after the other. The only state is the place reached, and it moves only after its
 * change was handed over; so a hint that is lost, repeated or early changes nothing but the time.
 */
export function createLiveStream(options: StreamOptions): LiveStream {
  const { customerId, reader, outlet, now } = options;
  let reached: number | null = null;
  let reading = false;
  let again = false;
  let stopped = false;
  let caughtUp = false;

  const at = () => formatInstant(now());
  const say = (message: LiveMessage): void => {
    if (!stopped && !outlet.send(message)) stopped = true;
  };

  /** One reader at a time; who comes meanwhile makes it look once more. */
  async function drain(from: number): Promise<void> {
    again = true;
    if (reading) return;
    reading = true;
    try {
      let place = from;
      while (again && !stopped) {
        again = false;
        place = await readAll(place);
      }
      if (!caughtUp) say({ type: 'caught_up', seq: place, at: at() });
      caughtUp = true;
    } catch (error) {
      options.onError(error);
    } finally {
      reading = false;
    }
  }

  /** Says everything after the place, and answers the place it has come to. */
  async function readAll(from: number): Promise<number> {
    for (let place = from; ; ) {
      const entries = await reader.journalAfter(customerId, { seq: place, limit: PAGE });
      const views = await viewsOf(options, entries);
      for (const { seq, transactionId, at: happenedAt } of entries) {
        const transaction = views.get(transactionId);
        if (!transaction || stopped) return place;
        say({ type: 'change', seq, at: formatInstant(happenedAt), transaction });
        place = seq;
        reached = seq;
      }
      if (entries.length < PAGE) return place;
    }
  }

  return {
    async start(after) {
      const last = await reader.lastSeq(customerId);
      const tooFar = after !== null && (after > last || last - after > REPLAY_MAX);
      const from = after === null || tooFar ? last : after;
      say({ type: 'hello', seq: from, heartbeatMs: options.heartbeatMs, at: at() });
      if (tooFar) say({ type: 'resync', seq: last, at: at() });
      reached = from;
      await drain(from);
    },
    wake() {
      if (reached !== null && !stopped) void drain(reached);
    },
    heartbeat() {
      if (caughtUp && reached !== null) say({ type: 'heartbeat', seq: reached, at: at() });
    },
    stop() {
      stopped = true;
    },
  };
}

/** Each transaction as it is now: a screen that is behind skips what has been overtaken. */
async function viewsOf(
  { reader, viewOf }: Pick<StreamOptions, 'reader' | 'viewOf'>,
  entries: readonly JournalEntry[],
): Promise<Map<string, TransactionView>> {
  const views = new Map<string, TransactionView>();
  for (const id of new Set(entries.map(({ transactionId }) => transactionId))) {
    const transaction = await reader.transaction(id);
    if (transaction) views.set(id, viewOf(transaction));
  }
  return views;
}
