import type { Clock } from '@diboas/kernel';
import { createPostgresPortfolios } from '@diboas/storage';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { Parts } from '../parts/parts.ts';
import { portfolioMovementKind } from '../parts/portfolio-movement-kind.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { createDayKeeping, type DayKeeping } from '../work/day-keeping.ts';
import { createMarketMarks } from '../work/market-marks.ts';

/** What writes the days of portfolios beside requests, and what keeps the prices that they are reckoned by. */
export interface WiredPortfolios {
  readonly days: DayKeeping;
  readonly marks: ReturnType<typeof createMarketMarks>;
}

export function wirePortfolios({
  pool,
  operations,
  rates,
  ...base
}: Pick<Parts, 'operations' | 'rates'> & {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly logger: Logger;
}): WiredPortfolios {
  const portfolios = createPostgresPortfolios(pool);
  return {
    days: createDayKeeping({ ...base, portfolios, kindOf: portfolioMovementKind(operations) }),
    marks: createMarketMarks({ ...base, portfolios, rates }),
  };
}
