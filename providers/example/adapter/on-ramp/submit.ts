import { formatMoney, type Instant } from '@diboas/kernel';
import type { Submission, SubmitAnswer } from '@diboas/orchestration';
import { isOnrampPair } from '@diboas/providers-kit';
import type { ExampleConnection } from '../wire/connection.ts';
import { sortFault } from '../wire/fault.ts';
import { observeSession, ourReference, SESSIONS_PATH } from './session.ts';

/** Opens a session. The same key with the same content always gives the same session. */
export async function submitSession(
  connection: ExampleConnection,
  submission: Submission,
  now: () => Instant,
): Promise<SubmitAnswer> {
  const { key, pay, deliver, network, destination, method, returnUrl } = submission;
  if (!isOnrampPair({ pay: pay.asset, receive: deliver.asset, network })) {
    const detail = `no onramp from ${pay.asset} to ${deliver.asset} on ${network}; nothing was sent`;
    return { kind: 'rejected', code: 'unsupported', elsewhere: true, detail };
  }
  const reference = ourReference(submission);
  let body: object;
  try {
    body = await connection.post(SESSIONS_PATH, {
      key,
      body: {
        ...{ amount: formatMoney(pay), currency: pay.asset, method },
        ...{ asset: deliver.asset, network, address: destination },
        ...{ our_reference: reference, return_url: returnUrl },
      },
    });
  } catch (error) {
    return sortFault(error, now());
  }
  const observation = observeSession(body, reference);
  // Something was made and we cannot say what: it may have happened.
  if (!observation.ok) return { kind: 'unknown', detail: observation.refusal };
  return { kind: 'accepted', observation: observation.value };
}
