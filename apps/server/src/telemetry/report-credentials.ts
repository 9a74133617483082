import type { ReportCredentials } from '@diboas/providers-kit';
import type { Logger } from 'pino';
import type { Metrics } from './metrics.ts';

/**
 * Says once, aloud, that a provider refuses the key we show it: with it nothing goes to that provider any more, while
 * people are quietly quoted by the others. The gauge stays up until the key is taken again.
 */
export function reportCredentialsOf(
  provider: string,
  { logger, metrics }: { logger: Logger; metrics: Metrics },
): ReportCredentials {
  const gauge = metrics.credentialsRefused;
  gauge.set({ provider }, 0);
  return ({ state, detail }) => {
    gauge.set({ provider }, state === 'refused' ? 1 : 0);
    if (state === 'accepted') logger.info({ provider }, 'a provider takes our credentials again');
    else logger.error({ provider, detail }, 'a provider refuses our credentials, and does nothing for us');
  };
}
