// What is made after what was prepared last: the next part of what was done in a part, once a checkpoint has that; or the first that can be
// done of what had to wait. Nothing that was sent is made anew on Sui: it is carried out, or its epochs end.
import { accept, type Outcome, refuse, unreachable } from '@diboas/kernel';
import type { PrepareAnswer, Submission } from '@diboas/orchestration';
import { partIn, type StopPart } from '@diboas/providers-kit/sui';
import { noAnswer, notPossible, notYet } from '@diboas/providers-kit/wallet';
import { type PreparedStop, readMemo } from './memo.ts';
import type { SuilendParts } from './parts.ts';
import { marketFor, preparePart, senderOf } from './prepare.ts';

export async function prepareNext(parts: SuilendParts, submission: Submission): Promise<PrepareAnswer> {
  const last = submission.memo === undefined ? null : readMemo(submission.memo);
  const whose = await senderOf(parts, submission);
  if (!whose.ok) return whose.refusal;
  if (last === null) return notPossible('other', 'BUG: there is no memo of ours to go on from');
  if (last.end === 'start') return notPossible('unsupported', 'nothing is replaced on Sui');
  const part = last.end === 'wait' ? accept(partIn(last)) : await partAfter(parts, last);
  if (!part.ok) return part.refusal;
  const market = await marketFor(parts);
  if (!market.ok) return market.refusal;
  const { from } = whose.value;
  const next = await preparePart(parts, submission, { from, part: part.value, market: market.value });
  const waits = next.kind === 'prepared' && readMemo(next.memo)?.end === 'wait';
  return waits ? notYet('there is still not enough to be taken out') : next;
}

/** Refused as long as nobody can say whether the last part is carried out. */
async function partAfter(
  { chains }: Pick<SuilendParts, 'chains'>,
  last: PreparedStop,
): Promise<Outcome<StopPart, PrepareAnswer>> {
  const found = await chains.sui?.find(last.hash, { lastEpoch: last.lastEpoch });
  if (found === undefined) return refuse(noAnswer('nobody says where Sui is asked'));
  const next = { ...partIn(last), part: last.part + 1n };
  switch (found.kind) {
    case 'in_block':
      if (last.isLast) return refuse(notPossible('other', 'all of it is taken out'));
      return accept({ ...next, before: last.before + last.shares, spent: last.spent + found.cost.units });
    case 'failed':
      return accept({ ...next, spent: last.spent + found.cost.units });
    case 'expired':
      return accept(next);
    case 'waiting':
    case 'not_found':
    case 'replaced':
      return refuse(notYet('nobody knows yet whether the part before is carried out'));
    case 'unknown':
      return refuse(noAnswer(found.detail));
    default:
      return unreachable(found);
  }
}
