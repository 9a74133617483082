import { ADD_FUNDS, ADD_FUNDS_LIMITS, ADD_FUNDS_METHODS } from '@diboas/banking';
import { accept, assert, type Instant, MINUTE_MS } from '@diboas/kernel';
import type { Estimate } from '@diboas/orchestration';
import type { PaymentMethod } from '@diboas/protocol';
import type { ApiHandlers } from '../../http/api-route.ts';
import type { Parts } from '../../parts/parts.ts';
import { showMoney } from '../money/view.ts';
import { allowanceOf, showUnverified } from '../quotes/allowance.ts';
import { quoteInTime } from '../quotes/quote-in-time.ts';

/** How long a provider's word on its speed is repeated before providers are asked again. */
const ESTIMATE_FRESH_MS = 10 * MINUTE_MS;

interface Known {
  readonly estimate: Estimate;
  readonly at: Instant;
}

/**
 * What may be added, and how long each method takes by a provider's own word: that of a quote for the minimum.
 * While no provider can be asked the last word is repeated; a method that none ever spoke of is left out, since
 * nothing could be paid with it now. Whoever comes while it is being asked waits for the same answer.
 */
export function createLimitsHandler(parts: Parts): ApiHandlers['limits'] {
  const known = new Map<PaymentMethod, Known>();
  const asking = new Map<PaymentMethod, Promise<Estimate | null>>();

  async function estimateOf(method: PaymentMethod): Promise<Estimate | null> {
    const last = known.get(method);
    if (last && parts.clock.now() - last.at < ESTIMATE_FRESH_MS) return last.estimate;
    const asked = asking.get(method) ?? ask(method);
    asking.set(method, asked);
    return (await asked) ?? last?.estimate ?? null;
  }

  async function ask(method: PaymentMethod): Promise<Estimate | null> {
    try {
      const estimate = await askEstimate(parts, method);
      if (estimate) known.set(method, { estimate, at: parts.clock.now() });
      return estimate;
    } finally {
      asking.delete(method);
    }
  }

  return async ({ session: { customerId } }) => {
    const asked = { customerId, operation: ADD_FUNDS, now: parts.clock.now() };
    const { room } = await allowanceOf(parts.store, asked);
    assert(room && ADD_FUNDS.limit, 'adding money has a limit');
    const methods = await Promise.all(
      ADD_FUNDS_METHODS.map(async (method) => ({ method, estimate: await estimateOf(method) })),
    );
    return accept({
      body: {
        operation: 'ADD_FUNDS',
        currency: 'USD',
        minimum: showMoney(ADD_FUNDS_LIMITS.minimum),
        maximum: showMoney(ADD_FUNDS_LIMITS.maximum),
        unverified: showUnverified(ADD_FUNDS.limit, room),
        methods: methods.flatMap(({ method, estimate }) => (estimate ? { method, estimate } : [])),
      },
    });
  };
}

/** The word of the first provider that can be asked and offers the method. The others only stand in for it. */
async function askEstimate(
  { providers, gate, clock, depositAddresses }: Parts,
  method: PaymentMethod,
): Promise<Estimate | null> {
  const able = [...providers.values()].filter(({ roles }) => roles.includes(ADD_FUNDS.role));
  for (const provider of able) {
    if (!gate.admits(provider.id, clock.now())) continue;
    const quoted = await quoteInTime(provider, {
      pay: ADD_FUNDS_LIMITS.minimum,
      method,
      receive: { asset: 'USDC', network: 'solana' },
      destination: depositAddresses.solana,
    });
    if (quoted.ok) return quoted.value.estimate;
  }
  return null;
}
