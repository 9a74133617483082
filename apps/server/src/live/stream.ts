import { formatInstant, type Instant } from '@diboas/kernel';
import type { JournalEntry, Transaction, TransactionReader } from '@diboas/orchestration';
import type { StreamMessage, TransactionView } from '@diboas/protocol';

/** Where a stream says things. */
export interface StreamOutlet {
  /** Answers whether the other side is still there. */
  send(message: StreamMessage): boolean;
  /** Resolves once the other side has taken most of what it was sent; at once while little waits for it. */
  room(): Promise<void>;
}

export interface StreamOptions {
  readonly customerId: string;
  readonly reader: Pick<TransactionReader, 'changesAfter' | 'lastSeq' | 'transactionsNamed'>;
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
  /**
   * There may be more: for sure when `last`, the customer's last place, is beyond the one reached. Never waits, and any
   * number of calls while it reads come to one more look.
   */
  wake(last?: number): void;
  /** That it is alive, or that there is more for the customer to read elsewhere. False where nobody can be told anything yet. */
  tell(type: 'heartbeat' | 'news'): boolean;
  stop(): void;
}

/** What one look reads at most: a query for the places, and one for the transactions they name. */
const PAGE = 200;

/** A screen that is further behind than this fetches everything anew, which is less than all it missed. */
const REPLAY_MAX = PAGE;

type Change = Pick<JournalEntry, 'seq' | 'transactionId' | 'at'>;

/**
 * Sends journal places one after the other. The only state is the place reached, and it moves only after its
 * change was handed over; so a hint that is lost, repeated or early changes nothing but the time.
 */
export function createLiveStream(options: StreamOptions): LiveStream {
  const { customerId, reader, outlet, now } = options;
  let reached: number | null = null;
  let [reading, again, stopped, caughtUp] = [false, false, false, false];

  const at = () => formatInstant(now());
  const say = (message: StreamMessage): void => {
    stopped = stopped || !outlet.send(message);
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
      const { changes, views } = await readPage(options, place);
      for (const { seq, transactionId, at: happenedAt } of changes) {
        const transaction = views.get(transactionId);
        if (!transaction || stopped) return place;
        say({ type: 'change', seq, at: formatInstant(happenedAt), transaction });
        place = seq;
        reached = seq;
        await outlet.room();
      }
      if (changes.length < PAGE) return place;
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
    wake(last) {
      if (reached === null || stopped || (last !== undefined && last <= reached && caughtUp)) return;
      void drain(reached);
    },
    tell(type) {
      if (caughtUp && reached !== null) say({ type, seq: reached, at: at() });
      return caughtUp;
    },
    stop() {
      stopped = true;
    },
  };
}

/**
 * The next places of the stream, and each transaction they name as it is now, all by one question: a screen that is
 * behind skips what has been overtaken.
 */
async function readPage(
  { customerId, reader, viewOf }: Pick<StreamOptions, 'customerId' | 'reader' | 'viewOf'>,
  seq: number,
): Promise<{ changes: readonly Change[]; views: ReadonlyMap<string, TransactionView> }> {
  const changes = await reader.changesAfter(customerId, { seq, limit: PAGE });
  const ids = [...new Set(changes.map(({ transactionId }) => transactionId))];
  const transactions = ids.length === 0 ? [] : await reader.transactionsNamed(customerId, ids);
  return { changes, views: new Map(transactions.map((one) => [one.id, viewOf(one)])) };
}
