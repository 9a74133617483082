import { unreachable } from '@diboas/kernel';
import type { Act, Acted } from '@diboas/orchestration';
import { decodeMoney, encodeMoney, type StoredMoney } from './stored-money.ts';

/** The kind of an act, and what it is about. */
export type StoredAct =
  | readonly ['close_item', cause: Extract<Act, { kind: 'close_item' }>['cause']]
  | readonly ['accept_difference', charged: StoredMoney, delivered: StoredMoney]
  | readonly [Exclude<Act['kind'], 'close_item' | 'accept_difference'>];

/** The second person is left out where there is none, and that it is done where it is. */
export type StoredActed = readonly [
  key: string,
  act: StoredAct,
  by: string,
  confirmedBy?: string | null,
  isWaiting?: 1,
];

export function encodeAct(act: Act): StoredAct {
  switch (act.kind) {
    case 'close_item':
      return [act.kind, act.cause];
    case 'accept_difference':
      return [act.kind, encodeMoney(act.charged), encodeMoney(act.delivered)];
    case 'cancel':
    case 'ask_again':
    case 'send_again':
    case 'give_back':
    case 'approve':
    case 'deny':
    case 'note':
      return [act.kind];
    default:
      return unreachable(act);
  }
}

export function decodeAct(stored: StoredAct): Act {
  switch (stored[0]) {
    case 'close_item':
      return { kind: stored[0], cause: stored[1] };
    case 'accept_difference':
      return { kind: stored[0], charged: decodeMoney(stored[1]), delivered: decodeMoney(stored[2]) };
    case 'cancel':
    case 'ask_again':
    case 'send_again':
    case 'give_back':
    case 'approve':
    case 'deny':
    case 'note':
      return { kind: stored[0] };
    default:
      return unreachable(stored);
  }
}

export function encodeActed({ key, act, by, confirmedBy, isDone }: Acted): StoredActed {
  if (!isDone) return [key, encodeAct(act), by, confirmedBy, 1];
  return confirmedBy === null ? [key, encodeAct(act), by] : [key, encodeAct(act), by, confirmedBy];
}

export function decodeActed([key, act, by, confirmedBy = null, isWaiting]: StoredActed): Acted {
  return { key, act: decodeAct(act), by, confirmedBy, isDone: isWaiting === undefined };
}
