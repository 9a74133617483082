import { bucketOf, createId, type Money, money } from '@diboas/kernel';
import {
  type Compliance,
  createQuoting,
  type Operation,
  type Provider,
  type ProviderGate,
  type Quoting,
} from '@diboas/orchestration';
import type { Chance } from '../ground/chance.ts';
import type { SimNode } from '../ground/node.ts';
import { deliveryFor } from '../outside/outside.ts';
import type { SharedStore } from '../store/faulty-store.ts';

/** The real quoting of one node. It reads the database as it is, and brings no floats together. */
export function createSimQuoting(parts: {
  readonly node: SimNode;
  readonly gate: ProviderGate;
  readonly shared: SharedStore;
  readonly providers: ReadonlyMap<string, Provider>;
  readonly operations: ReadonlyMap<string, Operation>;
  /** The rules that bind; null where nothing is looked at. */
  readonly compliance: Compliance | null;
  readonly chance: Chance;
}): Quoting {
  const { node, gate, shared, providers, operations, compliance, chance } = parts;
  const { random } = chance;
  return createQuoting({
    ...{ store: { ...shared.rows, fundFloat: async () => false }, providers, operations, gate, clock: node },
    compliance: compliance ?? NO_RULES,
    startTimer(ms, onTime) {
      let isOver = false;
      node.later(ms, () => {
        if (!isOver) onTime();
      });
      return () => {
        isOver = true;
      };
    },
    createId: (customerId) => createId({ now: node.now(), random, bucket: bucketOf(customerId) }),
    newIdIn: (bucket) => createId({ now: node.now(), random, bucket }),
    worthOf: (one, asset) => (asset === 'USDC' ? worthInDollars(one) : null),
    noteRefused: async () => {},
  });
}

function worthInDollars(one: Money): Money | null {
  return one.asset === 'SOL' ? deliveryFor(one, 'market') : null;
}

const NO_RULES: Compliance = {
  version: 'none',
  identityFee: money('USD', 0n),
  findings: () => [],
  left: () => 0n,
};
