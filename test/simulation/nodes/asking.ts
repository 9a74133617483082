import { BY_CROSSING } from '@diboas/defi';
import { type Alternative, type AskOffers, destinationIn, type Terms } from '@diboas/orchestration';
import type { Chance } from '../ground/chance.ts';
import type { Faults } from '../ground/faults.ts';
import type { SimNode } from '../ground/node.ts';
import { CROSSING_IDS } from '../outside/defi/crossings.ts';
import { strategyOf } from '../outside/defi/strategies.ts';
import { isPayout } from '../outside/order.ts';
import type { SimOutside } from '../outside/outside.ts';

/**
 * What providers offer now for what was agreed before. A price may have moved, to the good or beyond what was agreed, and the
 * node that asks may die before it has the answer. Which of them fits is for the engine to see.
 */
export function createSimAsking(parts: {
  readonly node: SimNode;
  readonly outsides: readonly SimOutside[];
  readonly network: Chance;
  readonly faults: Faults;
}): AskOffers {
  const { node, outsides, network, faults } = parts;
  return ({ terms }) =>
    new Promise((resolve) => {
      node.later(network.between(20, 4_000), () => {
        const { order } = terms;
        const offers = doersOf(terms, outsides).flatMap((id): Alternative[] => {
          const destination = destinationIn(terms, id);
          if (destination === null) return [];
          const isMoved = faults.strike('price_moved');
          const units = isMoved ? (order.deliver.units * 98n) / 100n : order.deliver.units;
          return [{ provider: id, order: { ...order, deliver: { ...order.deliver, units }, destination } }];
        });
        const told = network.happens(0.1) ? [] : network.shuffle(offers);
        const isBeyond =
          terms.trade !== undefined && told.length > 0 && told.every((one) => isWorse(one, order));
        resolve(isBeyond ? 'beyond' : told);
      });
    });
}

/** Who does such a thing at all. What lies in a strategy is with one of them. */
function doersOf({ method, strategy }: Terms, outsides: readonly SimOutside[]): readonly string[] {
  if (strategy) return [strategyOf(strategy.strategy).provider];
  if (method === BY_CROSSING) return CROSSING_IDS;
  return outsides.filter(({ isOffRamp }) => isOffRamp === isPayout(method)).map(({ id }) => id);
}

function isWorse({ order }: Alternative, agreed: Alternative['order']): boolean {
  return order.deliver.units < agreed.deliver.units;
}
