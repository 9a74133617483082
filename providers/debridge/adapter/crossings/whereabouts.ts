import { type Instant, unreachable } from '@diboas/kernel';
import type { CarrierWord } from '@diboas/providers-kit/crossings';
import type { DebridgeConnection, ToldOrder } from '../wire/connection.ts';
import { sortFault } from '../wire/fault.ts';
import { stateOf } from './words.ts';

/**
 * Where to look for what became of an order. What is cancelled comes back as a whole, with the flat fee beside it, which is then ours.
 * @param paid minor units that were given
 */
export async function askWhere(
  { connection, now }: { readonly connection: DebridgeConnection; readonly now: () => Instant },
  txHash: string,
  paid: bigint,
): Promise<CarrierWord> {
  try {
    const [id, ...more] = await connection.orderIds(txHash);
    if (id === undefined) return { kind: 'on_its_way' };
    if (more.length > 0) return { kind: 'unknown', detail: 'it is said to have placed several orders' };
    const word = await connection.status(id);
    const state = stateOf(word);
    switch (state) {
      case 'waiting':
      case 'coming_back':
        return { kind: 'on_its_way' };
      case 'arrived':
        return placeOf('arrived', await connection.order(id), id, paid);
      case 'returned':
        return placeOf('returned', await connection.order(id), id, paid);
      case null:
        return { kind: 'unknown', detail: `the order is ${word}` };
      default:
        return unreachable(state);
    }
  } catch (error) {
    // It has left: whoever says nothing, or has not heard of it, changes nothing of that.
    sortFault(error, now());
    return { kind: 'on_its_way' };
  }
}

function placeOf(
  kind: 'arrived' | 'returned',
  { orderId, takeOfferWithMetadata, fulfilledDstEventMetadata, claimedOrderCancelSrcEventInfo }: ToldOrder,
  id: string,
  paid: bigint,
): CarrierWord {
  const event =
    kind === 'arrived' ? fulfilledDstEventMetadata : claimedOrderCancelSrcEventInfo?.transactionMetadata;
  const hash = event?.transactionHash.stringValue;
  if (orderId.stringValue.toLowerCase() !== id.toLowerCase() || hash === undefined)
    return { kind: 'unknown', detail: `of the order ${id} nobody says by which transaction it ${kind}` };
  return { kind, hash, amount: kind === 'arrived' ? takeOfferWithMetadata.amount.stringValue : paid };
}
