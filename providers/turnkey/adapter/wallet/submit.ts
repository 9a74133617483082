import type { Submission, SubmitAnswer } from '@diboas/orchestration';
import { type Activity, stageOf, submitActivity } from '../wire/activity.ts';
import { chainOf } from '../wire/chains.ts';
import { sortFault } from '../wire/fault.ts';
import { isRequest, type PreparedRequest, type PreparedSigned, readMemo, SENDS } from './memo.ts';
import { sending, waitingForApproval } from './observe.ts';
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

async function sendSigned(
  { chains }: WalletParts,
  { network, bytes, hash }: PreparedSigned,
): Promise<SubmitAnswer> {
  const access = chainOf(chains, network);
  if (access === undefined) return { kind: 'unknown', detail: `nobody says where ${network} is asked` };
  const answer = await access.broadcast(bytes);
  switch (answer.kind) {
    case 'taken':
    case 'already':
      return { kind: 'accepted', observation: sending(hash) };
    case 'refused':
      // One node that does not take it proves nothing: another may have it.
      return answer.isFinal
        ? { kind: 'rejected', code: 'other', elsewhere: true, detail: `BUG: ${answer.reason}` }
        : { kind: 'unknown', detail: `the node refused it: ${answer.reason}` };
    case 'unknown':
      return answer;
  }
}
