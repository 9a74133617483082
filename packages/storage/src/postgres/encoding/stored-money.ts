// Amounts and settlements in JSON, as the journal and a transaction's state keep them. Units are decimal strings of
// minor units, because a JSON number is not exact.
import { type Asset, assert, type Money, type Network } from '@diboas/kernel';
import type { Delivery, Order, Settlement } from '@diboas/orchestration';

export type StoredMoney = readonly [asset: Asset, units: string];

/** Nothing charged, and that it is all that was ordered, are left out. */
export interface StoredSettlement {
  readonly charged?: StoredMoney;
  readonly delivered: StoredDelivery;
  readonly credited: StoredMoney;
  readonly fee: StoredMoney;
  readonly spent?: StoredMoney;
  readonly part?: true;
}

/** Where it was delivered is left out when it is where the order said. */
type StoredDelivery = readonly [
  ...StoredMoney,
  networkReference?: string | null,
  network?: Network,
  destination?: string,
];

/** Where a delivery was to go; null where the reader of the stored form has no order to look that up in. */
export type Ordered = Pick<Order, 'network' | 'destination'> | null;

export function encodeMoney({ asset, units }: Money): StoredMoney {
  return [asset, units.toString()];
}

export function decodeMoney([asset, units]: StoredMoney): Money {
  return { asset, units: BigInt(units) };
}

export function encodeSettlement(
  { charged, delivered, credited, fee, spent, part }: Settlement,
  ordered: Ordered,
): StoredSettlement {
  const rest = {
    delivered: encodeDelivery(delivered, ordered),
    credited: encodeMoney(credited),
    fee: encodeMoney(fee),
    ...(spent ? { spent: encodeMoney(spent) } : {}),
    ...(part ? { part } : {}),
  };
  return charged === null ? rest : { charged: encodeMoney(charged), ...rest };
}

function encodeDelivery(delivery: Delivery, ordered: Ordered): StoredDelivery {
  const { money, network, destination, networkReference } = delivery;
  const asset = money.asset;
  const units = money.units.toString();
  const isAsOrdered = network === ordered?.network && destination === ordered.destination;
  if (!isAsOrdered) return [asset, units, networkReference, network, destination];
  return networkReference === null ? [asset, units] : [asset, units, networkReference];
}

export function decodeSettlement(stored: StoredSettlement, ordered: Ordered): Settlement {
  const [asset, units, networkReference = null, network = ordered?.network, destination] = stored.delivered;
  const place = destination ?? ordered?.destination;
  assert(network !== undefined && place !== undefined, 'a stored delivery says where it went', { network });
  return {
    charged: stored.charged === undefined ? null : decodeMoney(stored.charged),
    delivered: { money: decodeMoney([asset, units]), network, destination: place, networkReference },
    credited: decodeMoney(stored.credited),
    fee: decodeMoney(stored.fee),
    ...(stored.spent ? { spent: decodeMoney(stored.spent) } : {}),
    part: stored.part ?? false,
  };
}
