// What a node does beside its work, again and again: the books are compared every night, what has an end is deleted every
// hour, who is expected, and what was asked for and never made, is looked after every minute, and what lies with providers is compared as its turns come. Plain timers, not a queue of jobs: nothing is lost when one is missed, any node can do either, and whether
// somebody does it already is asked of the database, by a lock.
import { bucketOf, type Clock, DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '@diboas/kernel';
import type { AuditLog } from '@diboas/orchestration';
import { type BookReport, sweep, verifyBooksOnce } from '@diboas/storage';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { Metrics } from '../telemetry/metrics.ts';

export interface HousekeepingOptions {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly audit: AuditLog;
  readonly createId: (subject: string) => string;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** How long the text of a webhook is kept. */
  readonly payloadDays: number;
  /** Deletes what is over of sign-in. */
  readonly sweepSignIn: () => Promise<void>;
  /** Looks after money that waits for people who are not here yet. */
  readonly lookAfterExpected: () => Promise<void>;
  /** Queues anew the statements and reports that somebody died with. */
  readonly queueReportsAgain: () => Promise<number>;
  /** Compares what lies with providers, of those whose turn has come. Never rejects. */
  readonly lookAtFloats: () => Promise<void>;
  /** Multiplies how long is waited between two looks for whose turn has come. */
  readonly paceFactor: number;
}

export interface Housekeeping {
  /** Begins nothing new; resolves when what is under way is over. */
  stop(): Promise<void>;
}

/** Quiet in Europe and the Americas. All nodes wake at once, so that one compares and the others see it. */
const BOOKS_AT_MS = 3 * HOUR_MS + 17 * MINUTE_MS;

const SWEEP_EVERY_MS = HOUR_MS;

const EXPECT_EVERY_MS = MINUTE_MS;

const QUEUE_REPORTS_EVERY_MS = MINUTE_MS;

/** Turns are minutes apart, and an operator who brings them forward waits for it. */
const FLOATS_EVERY_MS = 5 * SECOND_MS;

export function startHousekeeping(options: HousekeepingOptions): Housekeeping {
  const { clock } = options;
  const books = repeat(
    () => DAY_MS - ((clock.now() - BOOKS_AT_MS) % DAY_MS),
    () => compareBooks(options),
  );
  const sweeping = repeat(
    () => SWEEP_EVERY_MS,
    () => sweepOnce(options),
  );
  const expecting = repeat(
    () => EXPECT_EVERY_MS,
    () => expectOnce(options),
  );
  const reports = repeat(
    () => QUEUE_REPORTS_EVERY_MS,
    () => queueOnce(options),
  );
  const floats = repeat(() => FLOATS_EVERY_MS * options.paceFactor, options.lookAtFloats);
  return {
    async stop() {
      await Promise.all([books, sweeping, expecting, reports, floats].map((one) => one.stop()));
    },
  };
}

/** Waits, works, and waits again. The work never rejects. */
function repeat(pauseMs: () => number, work: () => Promise<unknown>): Housekeeping {
  let stopped = false;
  let timer: NodeJS.Timeout;
  let underWay: Promise<unknown> = Promise.resolve();
  const wait = (): void => {
    timer = setTimeout(() => {
      underWay = work().finally(() => {
        if (!stopped) wait();
      });
    }, pauseMs());
    timer.unref();
  };
  wait();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await underWay;
    },
  };
}

/**
 * Compares the books, unless another node does at this moment. A difference is money that nobody can explain, so it is
 * said as loudly as can be, and put on record.
 */
export async function compareBooks(options: HousekeepingOptions): Promise<void> {
  const { pool, logger, metrics, clock } = options;
  try {
    const report = await verifyBooksOnce(pool);
    if (report === null) return;
    metrics.booksOk.set(report.difference === null ? 1 : 0);
    metrics.booksComparedAt.set(clock.now() / SECOND_MS);
    await note(options, report);
    if (report.difference === null) logger.info({ report }, 'the books were compared: all is well');
    else
      logger.fatal(
        { report },
        'the books differ: run npm run books:verify, and find out before money leaves',
      );
  } catch (err) {
    metrics.errors.inc({ where: 'books' });
    logger.error({ err }, 'the books could not be compared; it is tried again tomorrow');
  }
}

async function note(
  { audit, createId, clock }: HousekeepingOptions,
  { accounts, transfers, difference }: BookReport,
): Promise<void> {
  const actor = 'server';
  const act = difference === null ? 'books_compared' : 'books_differ';
  const found =
    difference === null ? {} : { what: difference.what, bucket: difference.bucket, ...difference.detail };
  const detail = { accounts, transfers, ...found };
  await audit.append(bucketOf(actor), [
    { id: createId(actor), at: clock.now(), actor, act, subject: 'books', detail },
  ]);
}

async function expectOnce({ lookAfterExpected, logger, metrics }: HousekeepingOptions): Promise<void> {
  try {
    await lookAfterExpected();
  } catch (err) {
    metrics.errors.inc({ where: 'claims' });
    logger.warn(
      { err },
      'what waits for people who are not here was not looked after; it is tried again in a minute',
    );
  }
}

async function queueOnce({ queueReportsAgain, logger, metrics }: HousekeepingOptions): Promise<void> {
  try {
    const queued = await queueReportsAgain();
    if (queued > 0)
      logger.warn({ queued }, 'statements or reports were not made in time; they are queued again');
  } catch (err) {
    metrics.errors.inc({ where: 'reports' });
    logger.warn({ err }, 'reports that wait were not looked for; it is tried again in a minute');
  }
}

async function sweepOnce(options: HousekeepingOptions): Promise<void> {
  const { pool, clock, payloadDays, sweepSignIn, logger, metrics } = options;
  try {
    const now = clock.now();
    const swept = await sweep({ pool, now, payloadsBefore: now - payloadDays * DAY_MS });
    await sweepSignIn();
    logger.debug({ swept }, 'what has an end was deleted');
  } catch (err) {
    metrics.errors.inc({ where: 'sweep' });
    logger.warn({ err }, 'what has an end was not deleted; it is tried again in an hour');
  }
}
