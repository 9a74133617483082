import { ADD_FUNDS, ADD_FUNDS_METHODS, ADD_FUNDS_SIZE } from '@diboas/banking';
import { accept, assert } from '@diboas/kernel';
import { allowanceOf, createEstimates } from '@diboas/orchestration';
import type { PaymentMethod } from '@diboas/protocol';
import type { ApiHandlers } from '../../http/api-route.ts';
import type { Parts } from '../../parts/parts.ts';
import { startTimer } from '../../parts/start-timer.ts';
import { showMoney } from '../money/view.ts';
import { showEstimate } from '../quotes/estimate.ts';
import { showUnverified } from './view.ts';

/**
 * What may be added, and how long each method takes by a provider's own word: that of a quote for the minimum. A method
 * that none ever spoke of is left out, since nothing could be paid with it now.
 */
export function createLimitsHandler(parts: Parts): ApiHandlers['limits'] {
  const estimates = createEstimates({ ...parts, startTimer });
  const { minimum, maximum } = ADD_FUNDS_SIZE;
  const quoteOfMinimum = (method: PaymentMethod) => ({
    ...{ pay: minimum, payNetwork: 'fiat' as const },
    method,
    receive: { asset: 'USDC', network: 'solana' } as const,
    destination: parts.depositAddresses.solana,
  });
  return async ({ session: { customerId } }) => {
    const asked = { customerId, operation: ADD_FUNDS, now: parts.clock.now() };
    const [first] = (await allowanceOf(parts.store, asked)).rooms;
    assert(first, 'adding money has a limit');
    const methods = await Promise.all(
      ADD_FUNDS_METHODS.map(async (method) => ({
        method,
        estimate: await estimates.of(ADD_FUNDS, quoteOfMinimum(method)),
      })),
    );
    const now = { soonest: asked.now, last: asked.now };
    return accept({
      body: {
        operation: 'ADD_FUNDS',
        currency: 'USD',
        minimum: showMoney(minimum),
        maximum: showMoney(maximum),
        unverified: showUnverified(first.limit, first.room),
        methods: methods.flatMap(({ method, estimate }) =>
          estimate ? { method, estimate: showEstimate(estimate, parts.calendars, now) } : [],
        ),
      },
    });
  };
}
