// What asks the lists of sanctions, all by one reader of them.
import { type Clock, MINUTE_MS, SECOND_MS } from '@diboas/kernel';
import type { ScreenTransaction } from '@diboas/orchestration';
import { type Desks, desksOf } from '@diboas/providers-kit';
import { createListsReader } from '@diboas/sanctions';
import { createPostgresSanctionsLists, createPostgresScreenings, type Store } from '@diboas/storage';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { createScreenPerson, type ScreenPerson } from '../compliance/name-screening.ts';
import { screenDueRecipients } from '../compliance/recipient-rounds.ts';
import { createScreenRecipient } from '../compliance/recipient-screening.ts';
import { createScreenTransaction } from '../compliance/screening.ts';
import { startTimer } from '../parts/start-timer.ts';
import type { Settings } from '../settings/shape.ts';
import type { RoundsOptions } from '../work/rounds.ts';
import { chainNodesOf } from './chains.ts';

/** So long after somebody was last screened by name, what is in memory of all names of lists is let go. */
const NAMES_IDLE_MS = 10 * MINUTE_MS;

/** Looks for recipients who have appeared. Whoever is sent to meanwhile is looked for then. */
const RECIPIENTS_EVERY_MS = 2 * SECOND_MS;

export interface WiredScreening {
  readonly screenPerson: ScreenPerson;
  readonly screen: ScreenTransaction;
  /** Whom people send to, as they appear. */
  readonly recipients: Pick<RoundsOptions, 'lookOnce' | 'everyMs'>;
  /** Nobody asks any more. */
  close(): void;
}

export function wireScreening({
  pool,
  store,
  clock,
  settings,
  logger,
  desks,
}: {
  readonly pool: Pool;
  readonly store: Store;
  readonly clock: Clock;
  readonly settings: Settings;
  readonly logger: Logger;
  readonly desks: readonly Partial<Desks>[];
}): WiredScreening {
  const idle = { idleMs: NAMES_IDLE_MS, startTimer };
  const lists = createListsReader(createPostgresSanctionsLists(pool), idle);
  const parts = { lists, screenings: createPostgresScreenings(pool), store, clock };
  return {
    screenPerson: createScreenPerson(parts),
    screen: createScreenTransaction({
      ...{ lists, clock, logger, chain: chainNodesOf(settings).chain },
      screenRecipient: createScreenRecipient(parts),
      providers: desksOf(desks, 'addressScreening'),
    }),
    recipients: {
      lookOnce: () => screenDueRecipients(parts),
      everyMs: RECIPIENTS_EVERY_MS * settings.paceFactor,
    },
    close: lists.letGo,
  };
}
