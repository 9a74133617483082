import { type Clock, type Instant, MINUTE_MS } from '@diboas/kernel';
import type { Estimate } from '../agreement/price.ts';
import type { Operation } from '../operation/operation.ts';
import type { ProviderGate } from '../provider/gate.ts';
import type { Provider, ProviderQuoteRequest } from '../provider/provider.ts';
import { quoteInTime, type StartTimer } from './in-time.ts';

/** How long a provider's word on its speed is repeated before providers are asked again. */
const ESTIMATE_FRESH_MS = 10 * MINUTE_MS;

export interface EstimatesOptions {
  readonly providers: ReadonlyMap<string, Provider>;
  readonly gate: ProviderGate;
  readonly clock: Clock;
  readonly startTimer: StartTimer;
}

export interface Estimates {
  /** How long the operation takes by the request's method. Null when no provider ever offered that. */
  of(operation: Operation, request: ProviderQuoteRequest): Promise<Estimate | null>;
}

/**
 * How long each method takes for what is paid in and what arrives, by a provider's own word, that of a quote. While no provider can be asked the last word is
 * repeated. Whoever comes while it is being asked waits for the same answer.
 */
export function createEstimates(options: EstimatesOptions): Estimates {
  const { clock } = options;
  const known = new Map<string, { readonly estimate: Estimate; readonly at: Instant }>();
  const asking = new Map<string, Promise<Estimate | null>>();

  async function ask(key: string, operation: Operation, request: ProviderQuoteRequest) {
    try {
      const estimate = await askEstimate(options, operation, request);
      if (estimate) known.set(key, { estimate, at: clock.now() });
      return estimate;
    } finally {
      asking.delete(key);
    }
  }

  return {
    async of(operation, request) {
      const { pay, method, receive } = request;
      const key = [operation.name, method, pay.asset, receive.asset, receive.network].join(' ');
      const last = known.get(key);
      if (last && clock.now() - last.at < ESTIMATE_FRESH_MS) return last.estimate;
      const asked = asking.get(key) ?? ask(key, operation, request);
      asking.set(key, asked);
      return (await asked) ?? last?.estimate ?? null;
    },
  };
}

/** The word of the first provider that can be asked and offers the method. The others only stand in for it. */
async function askEstimate(
  { providers, gate, clock, startTimer }: EstimatesOptions,
  { role }: Operation,
  request: ProviderQuoteRequest,
): Promise<Estimate | null> {
  const able = [...providers.values()].filter(({ roles }) => roles.includes(role));
  for (const provider of able) {
    if (!gate.admits(provider.id, clock.now())) continue;
    const quoted = await quoteInTime(provider, request, startTimer);
    if (quoted.ok) return quoted.value.estimate;
  }
  return null;
}
