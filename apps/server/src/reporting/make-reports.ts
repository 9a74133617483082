// Statements and reports are made beside requests, by whichever node takes the job. What is asked for stands in its own row,
// which the job only points at: a node that dies with one leaves it asked for, and it is queued again.
import { type Bucket, type Clock, MINUTE_MS } from '@diboas/kernel';
import {
  type ContentParts,
  createReportMaker,
  isDocumentLanguage,
  type LotChoiceStore,
  parseMonth,
  parseYear,
} from '@diboas/reports';
import { renderPdf } from '@diboas/reports/pdf';
import {
  createPostgresBooksSource,
  createPostgresReportStore,
  type RunningJobs,
  runJobs,
} from '@diboas/storage';
import type { Pool } from 'pg';

export interface ReportingOptions extends Pick<ContentParts, 'calendars'> {
  /** What people said of their lots. */
  readonly store: Pick<LotChoiceStore, 'lotChoices'>;
  /** A pool of its own. */
  readonly pool: Pool;
  readonly clock: Clock;
  readonly newIdIn: (bucket: Bucket) => string;
  readonly onError: (error: unknown) => void;
}

/** None takes as long; where one does, two make the same, and one of them ends it. */
const QUEUED_AGAIN_AFTER_MS = 2 * MINUTE_MS;

export interface Reporting extends RunningJobs {
  /** Queues again what was asked for a while ago and has not ended. @returns how many */
  queueAgain(): Promise<number>;
}

export async function startReporting({
  pool,
  onError,
  store: { lotChoices },
  ...parts
}: ReportingOptions): Promise<Reporting> {
  const store = createPostgresReportStore(pool);
  const source = createPostgresBooksSource(pool);
  const maker = createReportMaker({ ...parts, renderPdf, store, source, lotChoices });
  const queueAgain = () => store.queueAgain(parts.clock.now() - QUEUED_AGAIN_AFTER_MS);
  // This node may stand in for one that died.
  await queueAgain();
  const jobs = await runJobs({
    pool,
    onError,
    tasks: {
      async make_statement({ customerId, period: text, language }) {
        const period = parseMonth(text) ?? parseYear(text);
        if (period && isDocumentLanguage(language)) await maker.statement({ customerId, period, language });
      },
      make_report: ({ reportId }) => maker.report(reportId),
    },
  });
  return { ...jobs, queueAgain };
}
