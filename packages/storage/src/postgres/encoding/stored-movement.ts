// Movements in JSON, as the journal and a transaction's state keep them: tuples, with nothing at the end left out.
import type { Network } from '@diboas/kernel';
import type { Movement, MovementKind } from '@diboas/orchestration';
import { decodeMoney, encodeMoney, type StoredMoney } from './stored-money.ts';

/** A zero stands for what is known from elsewhere: the order's reference, and where the order said. */
export type StoredMovement = readonly [
  kind: MovementKind,
  id: string | 0,
  ...StoredMoney,
  network: Network,
  destination?: string | 0 | null,
  networkReference?: string | null,
  reason?: string | null,
];

/** What a movement's id and destination usually are; nulls where the reader of the stored form does not know. */
export interface UsualMovement {
  readonly id: string | null;
  readonly destination: string | null;
}

/** For a reader who knows nothing else: the journal's. */
export const NOTHING_USUAL: UsualMovement = { id: null, destination: null };

export function encodeMovement(
  { kind, id, money, network, destination, networkReference, reason }: Movement,
  usual: UsualMovement,
): StoredMovement {
  const place = destination !== null && destination === usual.destination ? 0 : destination;
  const head = [kind, id === usual.id ? 0 : id, ...encodeMoney(money), network] as const;
  if (reason !== null) return [...head, place, networkReference, reason];
  if (networkReference !== null) return [...head, place, networkReference];
  return place === null ? head : [...head, place];
}

export function decodeMovement(stored: StoredMovement, usual: UsualMovement): Movement {
  const [kind, id, asset, units, network, place = null, networkReference = null, reason = null] = stored;
  return {
    kind,
    id: id === 0 ? (usual.id ?? '') : id,
    money: decodeMoney([asset, units]),
    network,
    destination: place === 0 ? usual.destination : place,
    networkReference,
    reason,
  };
}
