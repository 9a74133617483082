// What is made after what was prepared last: the next part of what was done in a part, once that can be undone no more. What no block takes
// is not made anew: it is over when its blockhash is, and till then it may be carried out.
import { accept, type Outcome, refuse, unreachable } from '@diboas/kernel';
import type { PrepareAnswer, Submission } from '@diboas/orchestration';
import { partIn, type StopPart } from '@diboas/providers-kit/svm';
import { noAnswer, notPossible, notYet, progressOf } from '@diboas/providers-kit/wallet';
import type { ListedVault } from '../wire/vaults.ts';
import { readMove } from './changes.ts';
import { agreedIn, type PreparedStop, readMemo } from './memo.ts';
import type { KaminoParts } from './parts.ts';
import { aboutOrder, preparePart } from './prepare.ts';

export async function prepareNext(parts: KaminoParts, submission: Submission): Promise<PrepareAnswer> {
  const last = submission.memo === undefined ? null : readMemo(submission.memo);
  const found = await aboutOrder(parts, submission);
  if (!found.ok) return found.refusal;
  const { listed, owner } = found.value;
  if (last === null || last.strategy !== listed.id)
    return notPossible('other', 'BUG: there is no memo of ours to go on from');
  const whose = { submission, listed, owner };
  switch (last.end) {
    case 'start':
      return notPossible('unsupported', 'nothing is replaced on Solana');
    case 'wait':
      return orStillNot(await preparePart(parts, { ...whose, part: partIn(last) }));
    case 'stop': {
      const part = await partAfter(parts, listed, last);
      return part.ok ? orStillNot(await preparePart(parts, { ...whose, part: part.value })) : part.refusal;
    }
    default:
      return unreachable(last);
  }
}

/** What waits already is not committed again. */
function orStillNot(next: PrepareAnswer): PrepareAnswer {
  const waits = next.kind === 'prepared' && readMemo(next.memo)?.end === 'wait';
  return waits ? notYet('there is still not enough to be taken out') : next;
}

/** Refused as long as nobody can say whether the last one is carried out. */
async function partAfter(
  parts: KaminoParts,
  listed: ListedVault,
  last: PreparedStop,
): Promise<Outcome<StopPart, PrepareAnswer>> {
  const found = await parts.chains.solana?.find(last.hash, { lastHeight: last.lastHeight });
  if (found === undefined) return refuse(noAnswer('nobody says where Solana is asked'));
  const next = { ...partIn(last), part: last.part + 1n };
  switch (found.kind) {
    case 'waiting':
    case 'not_found':
      return refuse(notYet('the part before may yet be carried out'));
    case 'replaced':
    case 'expired':
      return accept(next);
    case 'in_block':
    case 'failed': {
      if (!progressOf(parts, { network: 'solana', amount: agreedIn(last) }, found).isFinal)
        return refuse(notYet('the part before may yet be undone'));
      if (found.kind === 'failed') return accept({ ...next, spent: last.spent + found.cost.units });
      const move = await readMove(parts, listed, { hash: last.hash, owner: last.from });
      if (!move.ok) return refuse(noAnswer('the network does not tell what the part before did'));
      const before = last.before + (move.value.direction === 'out' ? move.value.shares : 0n);
      return before >= last.all
        ? refuse(notPossible('other', 'all of it is taken out'))
        : accept({ ...next, before, spent: last.spent + move.value.spent });
    }
    case 'unknown':
      return refuse(noAnswer(found.detail));
    default:
      return unreachable(found);
  }
}
