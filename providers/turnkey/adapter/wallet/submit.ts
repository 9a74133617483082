import type { Submission, SubmitAnswer } from '@diboas/orchestration';
import { sending, sendSigned, waitingForApproval } from '@diboas/providers-kit/wallet';
import { type Activity, stageOf, submitActivity } from '../wire/activity.ts';
import { sortFault } from '../wire/fault.ts';
import { isRequest, type PreparedRequest, readMemo, SENDS } from './memo.ts';
import type { WalletParts } from './parts.ts';

/** Sends what was prepared, which is carried out once however often it is sent. */
export async function submitTransfer(parts: WalletParts, { memo }: Submission): Promise<SubmitAnswer> {
  const prepared = memo === undefined ? null : readMemo(memo);
  if (prepared === null) return { kind: 'unknown', detail: 'BUG: there is no memo of ours to send' };
  return isRequest(prepared) ? sendRequest(parts, prepared) : sendSigned(parts, prepared);
}

async function sendRequest(
  { connection, now }: WalletParts,
  { network, body }: PreparedRequest,
): Promise<SubmitAnswer> {
  try {
    return answerOf(await submitActivity(connection, { path: SENDS[network].path, body }));
  } catch (error) {
    return sortFault(error, now());
  }
}

/** Without a look at the network: what came of it is for the look-up to tell. */
function answerOf(activity: Activity): SubmitAnswer {
  const { id } = activity;
  switch (stageOf(activity)) {
    case 'running':
    case 'completed':
      return { kind: 'accepted', observation: sending(id) };
    case 'waits_for_approval':
      return { kind: 'accepted', observation: waitingForApproval(id) };
    case 'failed':
      return { kind: 'rejected', code: 'other', elsewhere: true, detail: `the activity ${id} failed` };
    case 'rejected':
      return {
        ...{ kind: 'rejected', code: 'not_authorised', elsewhere: true },
        detail: `the activity ${id} was rejected`,
      };
    case 'unheard':
      return {
        kind: 'unknown',
        detail: `the activity ${id} has a status of no known name`,
        isAnswered: true,
      };
  }
}
