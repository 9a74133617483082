import type { Instant } from '@diboas/kernel';
import type { Submission, SubmitAnswer } from '@diboas/orchestration';
import type { BridgeConnection } from '../wire/connection.ts';
import { sortFault } from '../wire/fault.ts';
import { askPrice, type BridgeWallet, payoutOf, TRANSFERS_PATH, transferBody, withFee } from './payout.ts';
import { observeTransfer, ourReference } from './transfer.ts';

/**
 * Pays out of our wallet, which Bridge does at once. What it would take is asked for first, under a key that follows from
 * the order's: Bridge answers the same under one key for a day, so a repeat sends the same amount.
 */
export async function submitPayout(
  connection: BridgeConnection,
  submission: Submission,
  { wallet, now }: { wallet: BridgeWallet; now: () => Instant },
): Promise<SubmitAnswer> {
  const { key, chargeMax, deliver, network } = submission;
  const payout = payoutOf({ ...submission, receive: { asset: deliver.asset, network } }, wallet);
  if (typeof payout === 'string') {
    const detail = `${payout}; nothing was sent`;
    return { kind: 'rejected', code: 'unsupported', elsewhere: true, detail };
  }
  let body: object;
  try {
    const price = await askPrice(connection, { payout, wallet, key: `price-${key}` });
    if (price === null)
      return { kind: 'unknown', detail: 'the price could not be read, and nothing was sent' };
    const whole = withFee(payout, price.fee);
    if (whole.amount.units > chargeMax.units) {
      const detail = 'Bridge takes more than was agreed; nothing was sent';
      return { kind: 'rejected', code: 'price_changed', elsewhere: true, detail };
    }
    const sent = { client_reference_id: ourReference(submission), ...transferBody(whole, wallet) };
    body = await connection.post(TRANSFERS_PATH, { body: sent, key });
  } catch (error) {
    return sortFault(error, now());
  }
  const observation = observeTransfer(body, { reference: ourReference(submission), wallet });
  // Something was made and we cannot say what: it may have happened.
  if (!observation.ok) return { kind: 'unknown', detail: observation.refusal };
  return { kind: 'accepted', observation: observation.value };
}
