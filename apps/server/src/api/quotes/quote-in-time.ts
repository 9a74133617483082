import { type Outcome, refuse, SECOND_MS } from '@diboas/kernel';
import type { Provider, ProviderQuoteRequest } from '@diboas/orchestration';

/** How long a provider may take to price something while a person waits. */
const QUOTE_TIMEOUT_MS = 8 * SECOND_MS;

/** A provider's price. One that takes too long is one that cannot be had now. */
export async function quoteInTime(
  provider: Provider,
  request: ProviderQuoteRequest,
): ReturnType<Provider['quote']> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<Outcome<never, 'unavailable'>>((resolve) => {
    timer = setTimeout(() => resolve(refuse('unavailable')), QUOTE_TIMEOUT_MS);
  });
  try {
    return await Promise.race([provider.quote(request), timeout]);
  } finally {
    clearTimeout(timer);
  }
}
