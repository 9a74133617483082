// Another version of a transfer, for a higher fee: on Bitcoin of the same coins, on Ethereum with the same nonce.
import { MINUTE_MS, unreachable } from '@diboas/kernel';
import type { PrepareAnswer, Replacement, Submission } from '@diboas/orchestration';
import { findActivity } from '../wire/activity.ts';
import { sortFault } from '../wire/fault.ts';
import { getSendStatus, sendStatusIdOf } from '../wire/send-status.ts';
import { type PreparedRequest, readMemo, SENDS } from './memo.ts';
import { notYet, rejected } from './not-prepared.ts';
import type { WalletParts } from './parts.ts';
import { prepareTransfer } from './prepare.ts';

/** Three blocks of Bitcoin, fifteen of Ethereum. The others take a transaction at once, or never. */
const AFTER_MS: Replacement['afterMs'] = { bitcoin: 30 * MINUTE_MS, ethereum: 3 * MINUTE_MS };

export function createReplacement(parts: WalletParts): Replacement {
  return { afterMs: AFTER_MS, prepare: (submission) => replaceTransfer(parts, submission) };
}

async function replaceTransfer(parts: WalletParts, submission: Submission): Promise<PrepareAnswer> {
  const last = submission.memo === undefined ? null : readMemo(submission.memo);
  if (last === null) return rejected('other', 'BUG: there is no memo of ours to replace');
  switch (last.network) {
    case 'bitcoin':
      return prepareTransfer(parts, submission, last.hash);
    case 'ethereum': {
      const hash = await hashOf(parts, last);
      return hash === null ? notYet('it was not sent yet') : prepareTransfer(parts, submission, hash);
    }
    case 'solana':
    case 'sui':
      return rejected('unsupported', `nothing is replaced on ${last.network}`);
    default:
      return unreachable(last);
  }
}

/** Of what Turnkey was asked to send, the transaction; null where it has sent none, or does not say. */
async function hashOf(
  { connection, now }: WalletParts,
  { network, body }: PreparedRequest,
): Promise<string | null> {
  try {
    const activity = await findActivity(connection, { type: SENDS[network].type, body });
    const statusId = activity && sendStatusIdOf(activity);
    return statusId ? (await getSendStatus(connection, statusId)).hash : null;
  } catch (error) {
    // Whatever it is, nothing is made, and it is asked again.
    sortFault(error, now());
    return null;
  }
}
