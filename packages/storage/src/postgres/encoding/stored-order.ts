// What a provider is asked for, as it is kept where the terms do not have it.
import type { Network } from '@diboas/kernel';
import type { Order } from '@diboas/orchestration';
import { decodeMoney, encodeMoney, type StoredMoney } from './stored-money.ts';

export type StoredOrder = readonly [
  pay: StoredMoney,
  chargeMax: StoredMoney,
  deliver: StoredMoney,
  network: Network,
  destination: string,
  payNetwork: Network,
  networkCost?: StoredMoney | null,
  expected?: StoredMoney,
];

export function encodeOrder(order: Order): StoredOrder {
  const { pay, payNetwork, chargeMax, deliver, network, destination } = order;
  const [paid, most, delivered] = [encodeMoney(pay), encodeMoney(chargeMax), encodeMoney(deliver)];
  return [paid, most, delivered, network, destination, payNetwork, ...encodeRare(order)];
}

/** What few orders have, as short as it can be. */
function encodeRare({
  networkCost,
  expected,
}: Order): [] | [StoredMoney] | [StoredMoney | null, StoredMoney] {
  if (expected) return [networkCost ? encodeMoney(networkCost) : null, encodeMoney(expected)];
  return networkCost ? [encodeMoney(networkCost)] : [];
}

export function decodeOrder(stored: StoredOrder): Order {
  const [pay, chargeMax, deliver, network, destination, payNetwork, networkCost, expected] = stored;
  return {
    pay: decodeMoney(pay),
    payNetwork,
    deliver: decodeMoney(deliver),
    network,
    destination,
    chargeMax: decodeMoney(chargeMax),
    ...(networkCost ? { networkCost: decodeMoney(networkCost) } : {}),
    ...(expected ? { expected: decodeMoney(expected) } : {}),
  };
}
