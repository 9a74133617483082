import { type Clock, SECOND_MS } from '@diboas/kernel';
import { createSealer, type Sealer } from '@diboas/storage';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { Settings } from '../settings/shape.ts';
import type { Metrics } from '../telemetry/metrics.ts';

const SEAL_EVERY_MS = 10 * SECOND_MS;

/** Seals the audit in the background. The digest in the log is what a verification can be held against. */
export function wireSealer({
  pool,
  clock,
  settings,
  metrics,
  logger,
}: {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly settings: Pick<Settings, 'auditKeys'>;
  readonly metrics: Metrics;
  readonly logger: Logger;
}): Sealer {
  return createSealer({
    pool,
    clock,
    everyMs: SEAL_EVERY_MS,
    keys: settings.auditKeys,
    onSealed: (sealing) => logger.info({ sealing }, 'the audit was sealed'),
    onTrouble(trouble) {
      metrics.errors.inc({ where: 'sealer' });
      const err = trouble.kind === 'failed' ? trouble.error : undefined;
      logger.error(
        { err, trouble: trouble.kind === 'refused' ? trouble : undefined },
        'the audit was not sealed',
      );
    },
  });
}
