import { ADD_FUNDS, ADD_FUNDS_LIMITS, ADD_FUNDS_METHODS } from '@diboas/banking';
import { accept, type Instant, MINUTE_MS } from '@diboas/kernel';
import type { Estimate } from '@diboas/orchestration';
import type { PaymentMethod } from '@diboas/protocol';
import type { ApiHandlers } from '../http/api-route.ts';
import type { Parts } from '../parts.ts';
import { moneyView } from '../views/money-view.ts';
import { quoteInTime } from './quote-in-time.ts';

/** How long a provider's word on its speed is repeated before it is asked again. */
const ESTIMATE_FRESH_MS = 10 * MINUTE_MS;

interface Known {
  readonly estimate: Estimate;
  readonly at: Instant;
}

/**
 * What may be added, and how long each method takes by the provider's own word: that of a quote for the minimum.
 * While the provider cannot be asked its last word is repeated; a method it never spoke of is left out, since
 * nothing could be paid with it now.
 */
export function createLimitsHandler(parts: Parts): ApiHandlers['limits'] {
  const known = new Map<PaymentMethod, Known>();

  async function estimateOf(method: PaymentMethod): Promise<Estimate | null> {
    const last = known.get(method);
    const now = parts.clock.now();
    if (last && now - last.at < ESTIMATE_FRESH_MS) return last.estimate;
    const estimate = await askEstimate(parts, method);
    if (estimate) known.set(method, { estimate, at: now });
    return estimate ?? last?.estimate ?? null;
  }

  return async () => {
    const methods = await Promise.all(
      ADD_FUNDS_METHODS.map(async (method) => ({ method, estimate: await estimateOf(method) })),
    );
    return accept({
      body: {
        operation: 'ADD_FUNDS',
        currency: 'USD',
        minimum: moneyView(ADD_FUNDS_LIMITS.minimum),
        maximum: moneyView(ADD_FUNDS_LIMITS.maximum),
        methods: methods.flatMap(({ method, estimate }) => (estimate ? { method, estimate } : [])),
      },
    });
  };
}

async function askEstimate(parts: Parts, method: PaymentMethod): Promise<Estimate | null> {
  const provider = [...parts.providers.values()].find((one) => one.roles.includes(ADD_FUNDS.role));
  if (!provider) return null;
  const quoted = await quoteInTime(provider, {
    pay: ADD_FUNDS_LIMITS.minimum,
    method,
    receive: { asset: 'USDC', network: 'solana' },
    destination: parts.depositAddresses.solana,
  });
  return quoted.ok ? quoted.value.estimate : null;
}
