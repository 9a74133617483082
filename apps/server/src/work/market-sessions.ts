// How exchanges stand by the clocks of those who trade there, asked for again and again: a calendar does not tell of a halt of all
// trading. Each node asks for itself and keeps the answers in memory.
import { type Clock, SECOND_MS } from '@diboas/kernel';
import type { ToldSession } from '@diboas/orchestration';
import type { Exchange } from '@diboas/providers-kit';
import type { Logger } from 'pino';

/** What each venue said last; of one that says nothing, what it said before, which is soon too old to count. */
export interface SessionBoard {
  told(): readonly ToldSession[];
  take(venue: string, told: ToldSession): void;
}

export function createSessionBoard(): SessionBoard {
  const known = new Map<string, ToldSession>();
  return {
    told: () => [...known.values()],
    take: (venue, told) => void known.set(venue, told),
  };
}

interface SessionWatchOptions {
  readonly venues: readonly Pick<Exchange, 'id' | 'session'>[];
  readonly board: SessionBoard;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How much shorter than usual everything takes. */
  readonly paceFactor: number;
}

const ASK_EVERY_MS = 60 * SECOND_MS;

/** Asks at once, and then again and again; without a venue that has hours nobody is asked. */
export function watchSessions(options: SessionWatchOptions): { stop(): Promise<void> } {
  const { venues, paceFactor } = options;
  let stopped = venues.every(({ session }) => session === undefined);
  let timer: NodeJS.Timeout | undefined;
  const goOn = async (): Promise<void> => {
    await lookOnce(options);
    if (stopped) return;
    timer = setTimeout(() => {
      underWay = goOn();
    }, ASK_EVERY_MS * paceFactor);
    timer.unref();
  };
  let underWay = stopped ? Promise.resolve() : goOn();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await underWay;
    },
  };
}

/** Never rejects: a venue that cannot be asked has told nothing. */
export async function lookOnce({
  venues,
  board,
  clock,
  logger,
}: Omit<SessionWatchOptions, 'paceFactor'>): Promise<void> {
  await Promise.all(
    venues.map(async ({ id, session }) => {
      const at = clock.now();
      try {
        const told = await session?.();
        if (told?.ok) board.take(id, { ...told.value, at });
      } catch (err) {
        logger.error({ err, provider: id }, 'a venue threw when it was asked for its hours');
      }
    }),
  );
}
