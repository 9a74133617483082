import { type Outcome, refuse, SECOND_MS } from '@diboas/kernel';
import type { Provider, ProviderQuoteRequest } from '../provider/provider.ts';

/** How long a provider may take to price something while a person waits. */
const QUOTE_TIMEOUT_MS = 8 * SECOND_MS;

/** Calls `onTime` after so many milliseconds, unless what it answers with is called before. */
export type StartTimer = (ms: number, onTime: () => void) => () => void;

/** A provider's price. One that takes too long is one that cannot be had now. */
export async function quoteInTime(
  provider: Provider,
  request: ProviderQuoteRequest,
  startTimer: StartTimer,
): ReturnType<Provider['quote']> {
  let stop = () => {};
  const timeout = new Promise<Outcome<never, 'unavailable'>>((resolve) => {
    stop = startTimer(QUOTE_TIMEOUT_MS, () => resolve(refuse('unavailable')));
  });
  try {
    return await Promise.race([provider.quote(request), timeout]);
  } finally {
    stop();
  }
}
