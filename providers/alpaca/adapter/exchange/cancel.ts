import type { ShareVenue } from '@diboas/providers-kit';
import type { AlpacaConnection } from '../wire/connection.ts';
import { isTooLate } from '../wire/fault.ts';

/** Alpaca's yes means that the cancel goes out: until the order says `canceled` it may be filled. */
export async function stopOrder(
  connection: AlpacaConnection,
  reference: string,
): ReturnType<ShareVenue['stop']> {
  try {
    const answer = await connection.remove(`/v2/orders/${encodeURIComponent(reference)}`);
    return Object.keys(answer).length === 0 ? 'asked' : 'too_late';
  } catch (error) {
    if (isTooLate(error)) return 'too_late';
    throw error;
  }
}
