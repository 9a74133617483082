import { money } from '@diboas/kernel';
import { exchangeAtOnce, type Operation, type PriceRefusal, type PriceRequest } from '@diboas/orchestration';
import { BY_BALANCE, priceByOwnBook } from '../own-book/price.ts';

/**
 * MOVE: from one balance of a person to another of theirs, free, and done in the commit of its confirmation. Which two is
 * said in the terms; it never leaves our own book, so nothing of it is ever under way.
 */
export const MOVE: Operation = {
  name: 'MOVE',
  role: 'WALLET',
  activities: { open: 'ORDER_PLACED', working: 'CLEARING' },
  size: { minimum: money('USDC', 1n), maximum: null },
  byOwnBook: true,
  patience: () => ({ openMs: 0 }),
  admit: admitMove,
  order: ({ pay }) => ({ pay }),
  price: priceByOwnBook,
  ...exchangeAtOnce(['BANKING', 'INVESTING', 'DEFI']),
};

/** Whatever a balance may hold may be moved, whole: the smallest sum is the smallest unit, because it costs nobody anything. */
function admitMove({ pay, method, receive }: PriceRequest): PriceRefusal | null {
  if (method !== BY_BALANCE || pay.asset !== receive.asset) return 'unsupported';
  return pay.units >= MOVE.size.minimum.units ? null : 'amount_too_small';
}
