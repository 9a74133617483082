import type { LegWish, Terms } from '@diboas/orchestration';
import { BY_BALANCE } from '../own-book/price.ts';
import { MOVE } from './operation.ts';

/** All that something brings at least, on to another balance of its person. */
export function wishToMoveOn(
  { customerId, receive: { money: pay, network } }: Pick<Terms, 'customerId' | 'receive'>,
  between: NonNullable<Terms['between']>,
): LegWish {
  const receive = { asset: pay.asset, network };
  const request = { pay, payNetwork: network, method: BY_BALANCE, receive };
  return { customerId, operation: MOVE, request, destination: between.to, told: { between } };
}
