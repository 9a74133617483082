import { parseZone } from '@diboas/calendars';
import { accept, refuse } from '@diboas/kernel';
import type { ApiHandlers } from '../../http/api-route.ts';
import type { Parts } from '../../parts/parts.ts';
import { costsOf } from './costs.ts';
import { type PortfolioParts, readPortfolio } from './read-portfolio.ts';
import { showPortfolio } from './view.ts';

/** What is invested. Whose it is is said by the session, and by nothing that is asked. */
export function createPortfolioHandlers(
  parts: PortfolioParts & Pick<Parts, 'readLots'>,
): Pick<ApiHandlers, 'portfolio' | 'sayDayZone'> {
  return {
    async portfolio({ session: { customerId }, query: { range, currency } }) {
      const read = await readPortfolio(parts, customerId, { range, currency });
      // What was paid is known in dollars: at the rates of those days in another currency nobody knows it.
      const lots = currency === 'USD' ? await parts.readLots(customerId) : null;
      const costs = lots?.ok ? costsOf(lots.value, read.held, read.now) : [];
      return accept({ body: showPortfolio(read, { range, currency, costs }) });
    },
    async sayDayZone({ session: { customerId }, body: { zone: name } }) {
      const zone = parseZone(name);
      if (zone === null)
        return refuse({ code: 'invalid_request', detail: 'no zone of the tz database has this name' });
      await parts.store.sayDayZone(customerId, zone, parts.clock.now());
      return accept({ body: { zone } });
    },
  };
}
