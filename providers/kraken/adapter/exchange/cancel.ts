import type { CancelAnswer, Lookup } from '@diboas/orchestration';
import type { KrakenConnection } from '../wire/connection.ts';
import { sortFault } from '../wire/fault.ts';
import { lookUpTrade } from './lookup.ts';
import type { TradingContext } from './submit.ts';

/**
 * Asks Kraken to take an order off its book, however often. What was filled until then counts, and what became of the order is
 * what it says of itself afterwards: an order that is not known any more has ended, by whatever came first.
 */
export async function cancelTrade(
  connection: KrakenConnection,
  lookup: Lookup,
  context: TradingContext,
): Promise<CancelAnswer> {
  const before = lookup.reference === null ? await lookUpTrade(connection, lookup, context) : null;
  const id = before?.kind === 'found' ? before.observation.reference : lookup.reference;
  if (id === null) return { kind: 'unknown', detail: 'there is no order that it is the name of' };
  const refusal = await refusalOf(connection, id, context);
  const after = await lookUpTrade(connection, { ...lookup, reference: id }, context);
  if (after.kind === 'found') {
    const { stage, end } = after.observation;
    if (stage === 'ended') return { kind: end === 'cancelled' ? 'asked' : 'too_late' };
    if (refusal === null) return { kind: 'asked' };
  }
  const detail =
    after.kind === 'unknown' ? after.detail : `it is open, and ${refusal ?? 'was to be cancelled'}`;
  return { kind: 'unknown', detail };
}

/** Whatever came of the call but a yes, in words. */
async function refusalOf(
  connection: KrakenConnection,
  id: string,
  { now }: TradingContext,
): Promise<string | null> {
  try {
    await connection.call('CancelOrder', { txid: id });
    return null;
  } catch (error) {
    return sortFault(error, now()).detail;
  }
}
