import { createPostgresBooksSource, type Store } from '@diboas/storage';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { createLotsReader, type ReadLots } from '../reporting/read-lots.ts';
import type { Metrics } from '../telemetry/metrics.ts';

export interface LotsParts {
  readonly pool: Pool;
  readonly store: Pick<Store, 'lotChoices'>;
  readonly metrics: Metrics;
  readonly logger: Logger;
}

/** Lots of people, read beside what goes on. That some cannot be worked out is a fault of ours. */
export function wireLots({ pool, store, metrics, logger }: LotsParts): ReadLots {
  return createLotsReader({
    ...{ source: createPostgresBooksSource(pool), store },
    onRefused: (customerId, { reason }) => {
      metrics.errors.inc({ where: 'lots' });
      logger.error({ customerId, reason }, 'lots of a person cannot be worked out');
    },
  });
}
