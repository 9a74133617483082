import type { Screened, ScreenTransaction } from '@diboas/orchestration';
import type { Chance } from '../ground/chance.ts';
import type { Faults } from '../ground/faults.ts';
import type { SimNode } from '../ground/node.ts';
import type { Scheduler } from '../ground/scheduler.ts';
import { type ChecksTruth, resultAt } from '../outside/checks-truth.ts';

/** Whoever knows addresses: late at times, and at times without an answer. */
export function createSimScreening(parts: {
  readonly node: SimNode;
  readonly scheduler: Scheduler;
  readonly truth: ChecksTruth;
  readonly network: Chance;
  readonly faults: Faults;
}): ScreenTransaction {
  const { node, scheduler, truth, network, faults } = parts;
  return ({ terms }) =>
    new Promise((resolve) => {
      node.later(network.between(20, 4_000), () => {
        if (faults.strike('screening_silent')) return resolve(null);
        const result: Screened['result'] = resultAt(truth, terms.order.destination, scheduler.now());
        const words = result === 'clear' ? '' : result;
        resolve({ result, by: 'lists', lists: 'simulated 1', words, at: node.now() });
      });
    });
}
