import { formatMoney, type Instant } from '@diboas/kernel';
import type { Submission, SubmitAnswer } from '@diboas/orchestration';
import { isOnrampPair } from '@diboas/providers-kit';
import type { StripeConnection } from '../wire/connection.ts';
import { sortFault } from '../wire/fault.ts';
import { type Asked, announcedCharge, askedMetadata, observeAttempt } from './session.ts';

export const SESSIONS_PATH = '/v1/crypto/onramp_sessions';

/**
 * Opens an onramp session. The same key with the same content always gives the same session. Stripe takes no
 * address to send the person back to, so `returnUrl` stays here.
 */
export async function submitSession(
  connection: StripeConnection,
  submission: Submission,
  now: () => Instant,
): Promise<SubmitAnswer> {
  const { pay, deliver, network } = submission;
  if (!isOnrampPair({ pay: pay.asset, receive: deliver.asset, network })) {
    const detail = `no onramp from ${pay.asset} to ${deliver.asset} on ${network}; nothing was sent`;
    return { kind: 'rejected', code: 'unsupported', elsewhere: true, detail };
  }
  const params = sessionParams(submission);
  let body: unknown;
  try {
    body = await connection.post(SESSIONS_PATH, { params, key: submission.key });
  } catch (error) {
    return sortFault(error, now());
  }
  const observation = observeAttempt(body, submission.attemptId);
  // Something was made and we cannot say what: it may have happened.
  if (!observation.ok) return { kind: 'unknown', detail: observation.refusal.detail };
  const dearer = dearerThanAgreed(body, submission);
  if (dearer !== null) return { kind: 'rejected', code: 'price_changed', elsewhere: true, detail: dearer };
  return { kind: 'accepted', observation: observation.value };
}

/** A session that says already what it will charge, and that it is more than was confirmed: its link is given to nobody. */
function dearerThanAgreed(body: unknown, { chargeMax }: Submission): string | null {
  const charge = announcedCharge(body);
  if (charge === null || (charge.asset === chargeMax.asset && charge.units <= chargeMax.units)) return null;
  const figures = `${formatMoney(charge)} ${charge.asset}, at most ${formatMoney(chargeMax)} was confirmed`;
  return `the session would charge ${figures}; the link was given to nobody`;
}

/** Lists of one lock the choice: the person cannot pick another asset, network or wallet on Stripe's page. */
function sessionParams(submission: Submission) {
  const { pay, deliver, network, destination } = submission;
  const { wallet_address, ...fields }: Asked = {
    source_currency: pay.asset.toLowerCase(),
    source_amount: formatMoney(pay),
    destination_currency: deliver.asset.toLowerCase(),
    destination_network: network,
    wallet_address: destination,
  };
  return {
    ...fields,
    destination_currencies: [fields.destination_currency],
    destination_networks: [network],
    wallet_addresses: { [network]: wallet_address },
    lock_wallet_address: true,
    metadata: {
      ...askedMetadata({ ...fields, wallet_address }),
      diboas_transaction_id: submission.transactionId,
      diboas_attempt_id: submission.attemptId,
      payment_method: submission.method,
    },
  };
}
