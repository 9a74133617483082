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
  networkCost?: StoredMoney,
];

export function encodeOrder(order: Order): StoredOrder {
  const { pay, payNetwork, chargeMax, deliver, network, destination, networkCost } = order;
  const [paid, most, delivered] = [encodeMoney(pay), encodeMoney(chargeMax), encodeMoney(deliver)];
  const cost: readonly [] | readonly [StoredMoney] = networkCost ? [encodeMoney(networkCost)] : [];
  return [paid, most, delivered, network, destination, payNetwork, ...cost];
}

export function decodeOrder(stored: StoredOrder): Order {
  const [pay, chargeMax, deliver, network, destination, payNetwork, networkCost] = stored;
  return {
    pay: decodeMoney(pay),
    payNetwork,
    deliver: decodeMoney(deliver),
    network,
    destination,
    chargeMax: decodeMoney(chargeMax),
    ...(networkCost ? { networkCost: decodeMoney(networkCost) } : {}),
  };
}
