import { assert, sumMoney } from '@diboas/kernel';
import type { Observation, Provider, ProviderQuote, Submission } from '@diboas/orchestration';
import type { OrderWish } from '../order/order-world.ts';
import { lookupOf, type OrderScene, priceRequestOf } from '../order/scene.ts';

/** A trade as it is agreed to: priced, and ordered by that price. */
export async function agreed(
  scene: OrderScene,
  adapter: Provider,
  wish: OrderWish,
): Promise<{ readonly quote: ProviderQuote; readonly submission: Submission }> {
  const quote = await adapter.quote(priceRequestOf(wish));
  assert(quote.ok, 'the trade has a price', { quote });
  const { fees, deliver } = quote.value;
  const amounts = [wish.pay, ...fees.map(({ amount }) => amount)];
  const chargeMax = sumMoney(wish.pay.asset, amounts);
  return { quote: quote.value, submission: scene.submission({ ...wish, chargeMax, deliver }) };
}

/** How the order stands now, by its reference and by our own name, which must be the same. */
export async function standing(
  scene: OrderScene,
  adapter: Provider,
  submission: Submission,
  reference: string,
): Promise<Observation> {
  const found = await adapter.lookup(lookupOf(submission, reference, scene.world()));
  assert(found.kind === 'found', 'the order is found', { found });
  const unheard = await adapter.lookup(lookupOf(submission, null, scene.world()));
  assert(unheard.kind === 'found', 'the order is found by our own name', { unheard });
  assert(
    JSON.stringify(plain(unheard.observation)) === JSON.stringify(plain(found.observation)),
    'both look-ups say the same',
    { found, unheard },
  );
  return found.observation;
}

function plain({ movements, ...told }: Observation): object {
  return { ...told, movements: movements.map(({ money, ...one }) => ({ ...one, units: `${money.units}` })) };
}

/** What moved in all. */
export function movedOf({ movements }: Observation): { readonly taken: bigint; readonly given: bigint } {
  const sum = (kind: string) =>
    movements.reduce((total, one) => (one.kind === kind ? total + one.money.units : total), 0n);
  return { taken: sum('taken'), given: sum('given') };
}
