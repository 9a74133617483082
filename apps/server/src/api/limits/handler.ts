import { ADD_FUNDS, ADD_FUNDS_GOODS, ADD_FUNDS_METHODS, ADD_FUNDS_SIZE } from '@diboas/banking';
import { accept, assert, type Money, money } from '@diboas/kernel';
import { allowanceOf, createEstimates } from '@diboas/orchestration';
import type { ApiHandlers } from '../../http/api-route.ts';
import type { Parts } from '../../parts/parts.ts';
import { startTimer } from '../../parts/start-timer.ts';
import { showMoney } from '../money/view.ts';
import { showEstimate } from '../quotes/estimate.ts';
import { showLimit } from './view.ts';

/** What a price is asked for where nobody has said how much: no provider sells only more, or only less. */
const TYPICAL_UNITS = 100_00n;

/**
 * What may be added, and how long each method takes by a provider's own word: that of a quote for a typical amount. A method
 * that none ever spoke of is left out, since nothing could be paid with it now.
 */
export function createLimitsHandler(parts: Parts): ApiHandlers['limits'] {
  const estimates = createEstimates({ ...parts, startTimer });
  const { minimum, maximum } = ADD_FUNDS_SIZE;
  const [standard] = ADD_FUNDS_GOODS;
  return async ({ session: { customerId }, query }) => {
    const { currency = 'USD', asset = standard.asset, network = standard.network } = query;
    const destination = parts.depositAddresses.get(network);
    const asked = { customerId, operation: ADD_FUNDS, now: parts.clock.now() };
    const [first] = (await allowanceOf(parts.store, asked)).rooms;
    assert(first, 'adding money has a limit');
    const typical: Money = money(currency, TYPICAL_UNITS);
    const request = { pay: typical, payNetwork: 'fiat', receive: { asset, network } } as const;
    const methods = await Promise.all(
      ADD_FUNDS_METHODS.map(async (method) => {
        const priced = { ...request, method };
        const isPriced = destination !== undefined && ADD_FUNDS.admit(priced) === null;
        return {
          method,
          estimate: isPriced ? await estimates.of(ADD_FUNDS, { ...priced, destination }) : null,
        };
      }),
    );
    const now = { soonest: asked.now, last: asked.now };
    return accept({
      body: {
        ...{ operation: 'ADD_FUNDS', currency },
        minimum: showMoney(money(currency, minimum.units)),
        maximum: showMoney(money(currency, maximum.units)),
        limit: showLimit(first.limit, first.room),
        methods: methods.flatMap(({ method, estimate }) =>
          estimate ? { method, estimate: showEstimate(estimate, parts.calendars, now) } : [],
        ),
      },
    });
  };
}
