import type { PricesView } from '@diboas/protocol';
import { type ScriptedWorld, wireInstant } from './world.ts';

const OLD_AFTER_MS = 300_000;

/** What assets cost in the currency that is asked for; null where nobody tells. */
export function pricesOf(world: ScriptedWorld, query: URLSearchParams): PricesView | null {
  if (world.prices === null) return null;
  const asked = query.get('currency');
  const currency = asked === 'EUR' || asked === 'BRL' ? asked : 'USD';
  const now = Date.now() + world.aheadMs;
  return {
    ...{ asOf: wireInstant(now), currency },
    items: world.prices
      .filter(({ asset }) => asset !== currency)
      .map(({ asset, ageMs, [currency]: price }) => ({
        ...{ asset, price, at: wireInstant(now - ageMs), isOld: ageMs > OLD_AFTER_MS },
      })),
  };
}
