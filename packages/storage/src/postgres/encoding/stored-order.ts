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
];

export function encodeOrder({ pay, chargeMax, deliver, network, destination }: Order): StoredOrder {
  return [encodeMoney(pay), encodeMoney(chargeMax), encodeMoney(deliver), network, destination];
}

export function decodeOrder([pay, chargeMax, deliver, network, destination]: StoredOrder): Order {
  return {
    pay: decodeMoney(pay),
    deliver: decodeMoney(deliver),
    network,
    destination,
    chargeMax: decodeMoney(chargeMax),
  };
}
