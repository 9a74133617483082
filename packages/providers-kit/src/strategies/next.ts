// What is made after what was prepared last: another version of what no block takes, for more; or the next part of what was done in a
// part, once that can be undone no more. So of all that is ever made for one part one at most is carried out, and no part is made twice.
import { accept, type Outcome, refuse, unreachable } from '@diboas/kernel';
import type { PrepareAnswer, Submission } from '@diboas/orchestration';
import type { TransactionReceipt } from 'viem';
import { noAnswer, notPossible, notYet } from '../calling/not-prepared.ts';
import { fillGap } from '../evm/gap.ts';
import type { EvmParts } from '../evm/parts.ts';
import { beside, paidByCalls } from '../evm/signed-calls.ts';
import { progressOf } from '../wallet/observe.ts';
import { type PreparedStop, readStrategyMemo } from './memo.ts';
import { partIn, type StopPart } from './part.ts';
import { about, orderedFor, preparePart, prepareStart } from './prepare.ts';
import type { EvmStrategy, StrategyVenue } from './venue.ts';

export async function prepareNext<Strategy extends EvmStrategy>(
  parts: EvmParts,
  venue: StrategyVenue<Strategy>,
  submission: Submission,
): Promise<PrepareAnswer> {
  const last = submission.memo === undefined ? null : readStrategyMemo(submission.memo);
  const found = await about(parts, venue, submission);
  if (!found.ok) return found.refusal;
  if (last === null || last.strategy !== found.value.strategy.id)
    return notPossible('other', 'BUG: there is no memo of ours to go on from');
  const whose = { submission, ...found.value };
  switch (last.end) {
    case 'start':
      return (
        (await fillGap(parts, submission, last)) ?? prepareStart(parts, venue, { ...whose, before: last })
      );
    case 'wait': {
      const next = await preparePart(parts, venue, { ...whose, part: partIn(last), before: null });
      const waits = next.kind === 'prepared' && readStrategyMemo(next.memo)?.end === 'wait';
      return waits ? notYet('there is still not enough to be taken out') : next;
    }
    case 'stop': {
      const stands = await standingOf(parts, venue, { last, strategy: found.value.strategy });
      if (!stands.ok) return stands.refusal;
      const { part, isStuck } = stands.value;
      const filled = isStuck ? await fillPartGap(parts, submission, last) : null;
      if (filled !== null) return filled;
      return preparePart(parts, venue, { ...whose, part, before: isStuck ? last : null });
    }
    default:
      return unreachable(last);
  }
}

/** Within what is left of what the network may take, as any part is. */
async function fillPartGap(parts: EvmParts, submission: Submission, last: PreparedStop) {
  const ordered = orderedFor(submission, last);
  return ordered.ok ? await fillGap(parts, ordered.value, last) : ordered.refusal;
}

interface LastPart<Strategy extends EvmStrategy> {
  readonly last: PreparedStop;
  readonly strategy: Strategy;
}

/** Which part is made next. Refused as long as nobody can say whether the last one is carried out. */
async function standingOf<Strategy extends EvmStrategy>(
  parts: EvmParts,
  venue: StrategyVenue<Strategy>,
  { last, strategy }: LastPart<Strategy>,
): Promise<Outcome<{ readonly part: StopPart; readonly isStuck: boolean }, PrepareAnswer>> {
  const found = await parts.chains.ethereum?.find(last.act.hash, { from: last.from, nonce: last.act.nonce });
  if (found === undefined) return refuse(noAnswer('nobody says where Ethereum is asked'));
  const { strategy: id, all, before, spent } = last;
  const next = { strategy: id, part: last.part + 1n, all };
  switch (found.kind) {
    case 'waiting':
    case 'not_found':
      return accept({ part: partIn(last), isStuck: true });
    case 'replaced':
    case 'expired':
      return accept({ part: { ...next, before, spent }, isStuck: false });
    case 'in_block':
    case 'failed': {
      const progress = progressOf(parts, { network: 'ethereum', amount: paidByCalls(last) }, found);
      const receipt = await parts.reader?.receipt(last.act.hash);
      const costs = await costBeside(parts, last);
      if (!progress.isFinal) return refuse(notYet('the part before may yet be undone'));
      if (!receipt?.ok || receipt.value === null || costs === null)
        return refuse(noAnswer('the network does not tell what the part before did'));
      const burnt = found.kind === 'failed' ? 0n : takenBy(venue, strategy, { last, receipt: receipt.value });
      const isDone = before + burnt >= all || (last.isLast && found.kind === 'in_block');
      if (isDone) return refuse(notPossible('other', 'all of it is taken out'));
      const cost = spent + found.cost.units + costs;
      return accept({ part: { ...next, before: before + burnt, spent: cost }, isStuck: false });
    }
    case 'unknown':
      return refuse(noAnswer(found.detail));
    default:
      return unreachable(found);
  }
}

function takenBy<Strategy extends EvmStrategy>(
  venue: StrategyVenue<Strategy>,
  strategy: Strategy,
  { last, receipt }: { readonly last: PreparedStop; readonly receipt: TransactionReceipt },
): bigint {
  const move = venue.moved(strategy, receipt, last.from);
  return move?.direction === 'out' ? move.shares : 0n;
}

/** In wei, of what was carried out before it; null where nobody says. */
async function costBeside(
  { reader }: Pick<EvmParts, 'reader'>,
  prepared: PreparedStop,
): Promise<bigint | null> {
  let cost = 0n;
  for (const { hash } of beside(prepared)) {
    const receipt = await reader?.receipt(hash);
    if (!receipt?.ok) return null;
    if (receipt.value !== null) cost += receipt.value.gasUsed * receipt.value.effectiveGasPrice;
  }
  return cost;
}
