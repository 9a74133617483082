import { addDays, dayAt } from '@diboas/calendars';
import { pastRatesOf, scenariosOf } from '@diboas/defi';
import { accept, type Outcome, refuse } from '@diboas/kernel';
import type { ScenariosView } from '@diboas/protocol';
import type { ApiHandlers, ApiRefusal, ApiRequest } from '../../http/api-route.ts';
import type { Parts } from '../../parts/parts.ts';
import { type KnownStrategy, knowStrategies } from '../../strategies/known.ts';
import { readMoney } from '../money/amount.ts';
import { RANGE_DAYS, type StrategyOptions, showScenarios, showSeries, showStrategy } from './view.ts';

/** What a chart and scenarios go by. */
const PAST_DAYS = 365;

type StrategyParts = Pick<Parts, 'store' | 'strategies' | 'strategyPast' | 'providers' | 'rates' | 'clock'>;

/** What can be put to work, as it stands now, with whether it is sold to whoever asks. */
export function createStrategyHandlers(parts: StrategyParts): Pick<ApiHandlers, 'strategies' | 'strategy'> {
  const { store, strategies, clock } = parts;
  const optionsOf = async (customerId: string): Promise<StrategyOptions> => ({
    said: await store.saidRisk(customerId),
    nameOf: nameOf(parts),
    now: clock.now(),
  });
  return {
    async strategies({ session: { customerId } }) {
      const known = await knowStrategies(parts, await strategies.list(), RANGE_DAYS);
      const options = await optionsOf(customerId);
      return accept({ body: { items: known.map((one) => showStrategy(one, options)) } });
    },
    async strategy({ session: { customerId }, params: { id }, query }) {
      const found = await strategies.find(id);
      if (found === null) return refuse({ code: 'not_found' });
      const [known] = await knowStrategies(parts, [found], PAST_DAYS);
      if (known === undefined) return refuse({ code: 'not_found' });
      const options = await optionsOf(customerId);
      const scenarios = readScenarios(known, query, options);
      if (!scenarios.ok) return scenarios;
      const series = showSeries(known.days, options.nameOf);
      return accept({ body: { ...showStrategy(known, options), series, scenarios: scenarios.value } });
    },
  };
}

function readScenarios(
  { provider, facts, days }: KnownStrategy,
  query: ApiRequest<'strategy'>['query'],
  { nameOf, now }: StrategyOptions,
): Outcome<ScenariosView, ApiRefusal<'strategy'>> {
  if (query.amount === undefined && query.days === undefined)
    return accept({ kind: 'none', why: 'not_asked' });
  if (query.amount === undefined || query.days === undefined) {
    const message = 'an amount and days are asked for together';
    return refuse({ code: 'invalid_request', errors: [{ path: 'querystring/days', message }] });
  }
  const amount = readMoney({ asset: facts.asset, amount: query.amount });
  if (!amount.ok) return amount;
  if (amount.value.units <= 0n) return refuse({ code: 'amount_too_small' });
  const past = pastRatesOf(days, { own: provider, from: addDays(dayAt(now), -PAST_DAYS) });
  const told = scenariosOf({ amount: amount.value, days: Number(query.days), past });
  return accept(told.ok ? showScenarios(told.value, nameOf) : { kind: 'none', why: told.refusal });
}

/** Who carries out orders, or who is asked besides. */
function nameOf({
  providers,
  strategyPast,
}: Pick<Parts, 'providers' | 'strategyPast'>): (source: string) => string {
  return (source) => providers.get(source)?.name ?? strategyPast.nameOf(source);
}
