import { accept, money, type Outcome, refuse } from '@diboas/kernel';
import type { PrepareAnswer, Submission } from '@diboas/orchestration';
import { type Address, getAddress } from 'viem';
import { noAnswer, notPossible, notYet, refused } from '../calling/not-prepared.ts';
import type { EvmParts } from '../evm/parts.ts';
import { prepareCalls } from '../evm/prepare-calls.ts';
import { type PreparedStart, type PreparedStop, strategyMemo } from './memo.ts';
import { noPosition, notStarted, notStopped } from './not-done.ts';
import { claimantOf, type StopPart } from './part.ts';
import { planStart, planStop } from './plan.ts';
import { readPosition } from './position.ts';
import type { EvmStrategy, StrategyVenue } from './venue.ts';

/** Makes and signs what puts something in or takes it out, or says why it has to wait. Nothing is sent. */
export async function prepareStrategy<Strategy extends EvmStrategy>(
  parts: EvmParts,
  venue: StrategyVenue<Strategy>,
  submission: Submission,
): Promise<PrepareAnswer> {
  const found = await about(parts, venue, submission);
  if (!found.ok) return found.refusal;
  const { strategy, from, terms } = found.value;
  if (terms.position === submission.transactionId)
    return prepareStart(parts, venue, { submission, strategy, from, before: null });
  const { moved } = terms;
  const position = await readPosition(parts, venue, { strategy, moved, holder: from });
  if (!position.ok) return noPosition(position.refusal);
  const part = { strategy: strategy.id, part: 0n, all: position.value.shares, before: 0n, spent: 0n };
  return preparePart(parts, venue, { submission, strategy, from, part, before: null });
}

/** Which strategy an order is for, and whose address it is done from. */
export async function about<Strategy extends EvmStrategy>(
  parts: Pick<EvmParts, 'signer'>,
  venue: StrategyVenue<Strategy>,
  { strategy: terms }: Pick<Submission, 'strategy'>,
) {
  const strategy = venue.strategies.find(({ id }) => id === terms?.strategy);
  if (strategy === undefined || terms === undefined)
    return refuse(notPossible('unsupported', 'there is no such strategy'));
  const address = await parts.signer.address('ethereum');
  if (!address.ok) return refuse(noAnswer(`${parts.signer.name} does not tell the address that pays`));
  return accept({ strategy, terms, from: getAddress(address.value) });
}

interface ToPrepare<Strategy extends EvmStrategy> {
  readonly submission: Submission;
  readonly strategy: Strategy;
  readonly from: Address;
}

export async function prepareStart<Strategy extends EvmStrategy>(
  parts: EvmParts,
  venue: StrategyVenue<Strategy>,
  { submission, strategy, from, before }: ToPrepare<Strategy> & { readonly before: PreparedStart | null },
): Promise<PrepareAnswer> {
  const plan = await planStart(parts, venue, { strategy, from, units: submission.pay.units });
  if (!plan.ok) return notStarted(plan.refusal);
  if (plan.value.expected < submission.deliver.units)
    return notPossible('price_changed', 'less of it would be put in than was agreed');
  const signed = await prepareCalls(parts, submission, { ...plan.value, before });
  if (!signed.ok) return signed.refusal;
  return { kind: 'prepared', memo: strategyMemo({ ...signed.value, end: 'start', strategy: strategy.id }) };
}

/**
 * What can be taken out now of what is left, or word that it waits for more. A version that takes the place of another one
 * has its nonces.
 */
export async function preparePart<Strategy extends EvmStrategy>(
  parts: EvmParts,
  venue: StrategyVenue<Strategy>,
  {
    submission,
    strategy,
    from,
    part,
    before,
  }: ToPrepare<Strategy> & {
    readonly part: StopPart;
    readonly before: PreparedStop | null;
  },
): Promise<PrepareAnswer> {
  const asked = { strategy, from, shares: part.all - part.before, least: submission.deliver.units };
  const plan = await planStop(parts, venue, asked);
  if (!plan.ok) return notStopped(plan.refusal);
  const { worth, now } = plan.value;
  if (part.before === 0n && worth < submission.deliver.units)
    return notPossible('price_changed', 'it is worth less than was agreed');
  if (now === null)
    return before === null
      ? { kind: 'prepared', memo: strategyMemo({ ...part, network: 'ethereum', end: 'wait' }) }
      : notYet('it cannot be taken out now');
  const ordered = orderedFor(submission, part);
  if (!ordered.ok) return ordered.refusal;
  const signed = await prepareCalls(parts, ordered.value, { ...now, before });
  if (!signed.ok) return signed.refusal;
  return {
    kind: 'prepared',
    memo: strategyMemo({ ...signed.value, end: 'stop', ...part, isLast: now.isLast }),
  };
}

/** With what is left of what the network may take, and under the name that the part claims by. */
export function orderedFor(
  { networkCost, attemptId, transactionId, pay, feeWait }: Submission,
  { part, spent }: StopPart,
): Outcome<Parameters<typeof prepareCalls>[1], PrepareAnswer> {
  if (networkCost === undefined)
    return refuse(notPossible('unsupported', 'nothing was agreed that Ethereum may take'));
  if (spent >= networkCost.units) return refuse(refused('too_dear'));
  const left = money(networkCost.asset, networkCost.units - spent);
  // Once some of it is out, nobody waits for the rest to be cheaper.
  const wait = part === 0n && feeWait !== undefined ? { feeWait } : {};
  return accept({ networkCost: left, attemptId: claimantOf(attemptId, part), transactionId, pay, ...wait });
}
