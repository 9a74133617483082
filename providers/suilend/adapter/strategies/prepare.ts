import { accept, money, type Outcome, refuse } from '@diboas/kernel';
import type { PrepareAnswer, Submission } from '@diboas/orchestration';
import {
  claimantOf,
  noPosition,
  notStarted,
  notStopped,
  prepareProgram,
  type StopPart,
} from '@diboas/providers-kit/sui';
import { noAnswer, notPossible, refused } from '@diboas/providers-kit/wallet';
import { type MarketNow, readMarket } from '../wire/reader.ts';
import { memoOf } from './memo.ts';
import { STRATEGY, type SuilendParts } from './parts.ts';
import { planStart, planStop } from './plan.ts';
import { readShares } from './position.ts';

/** Makes and signs what puts something in or takes it out, or says why it has to wait. Nothing is sent. */
export async function prepareStrategy(parts: SuilendParts, submission: Submission): Promise<PrepareAnswer> {
  const whose = await senderOf(parts, submission);
  if (!whose.ok) return whose.refusal;
  const { from, terms } = whose.value;
  if (terms.position === submission.transactionId) return prepareStart(parts, submission, from);
  const market = await marketFor(parts);
  if (!market.ok) return market.refusal;
  const shares = await readShares(parts, { now: market.value, moved: terms.moved, from });
  if (!shares.ok) return noPosition(shares.refusal);
  const part = { strategy: STRATEGY, part: 0n, all: shares.value, before: 0n, spent: 0n };
  return preparePart(parts, submission, { from, part, market: market.value });
}

/** Whose address an order is done from. */
export async function senderOf(
  { signer }: Pick<SuilendParts, 'signer'>,
  { strategy: terms }: Pick<Submission, 'strategy'>,
) {
  if (terms?.strategy !== STRATEGY) return refuse(notPossible('unsupported', 'there is no such strategy'));
  const address = await signer.address('sui');
  if (!address.ok) return refuse(noAnswer(`${signer.name} does not tell the address that pays`));
  return accept({ terms, from: address.value });
}

export async function marketFor(parts: SuilendParts): Promise<Outcome<MarketNow, PrepareAnswer>> {
  const market = await readMarket(parts, parts.market);
  if (market.ok) return market;
  return refuse(notStopped(market.refusal));
}

async function prepareStart(
  parts: SuilendParts,
  submission: Submission,
  from: string,
): Promise<PrepareAnswer> {
  const { units } = submission.pay;
  const plan = await planStart(parts, { from, units });
  if (!plan.ok) return notStarted(plan.refusal);
  const signed = await prepareProgram(parts, submission, plan.value.program);
  if (!signed.ok) return signed.refusal;
  const start = { ...signed.value, network: 'sui', end: 'start', strategy: STRATEGY, from, units } as const;
  return { kind: 'prepared', memo: memoOf(start) };
}

interface ToPart {
  readonly from: string;
  readonly part: StopPart;
  readonly market: MarketNow;
}

/** What can be taken out now of what is left, or word that it waits for more. */
export async function preparePart(
  parts: SuilendParts,
  submission: Submission,
  { from, part, market }: ToPart,
): Promise<PrepareAnswer> {
  const plan = await planStop(parts, { from, left: part.all - part.before, market });
  if (!plan.ok) return notStopped(plan.refusal);
  const { worth, now } = plan.value;
  if (part.before === 0n && worth < submission.deliver.units)
    return notPossible('price_changed', 'it is worth less than was agreed');
  if (now === null) return { kind: 'prepared', memo: memoOf({ ...part, network: 'sui', end: 'wait' }) };
  const ordered = orderedFor(submission, part);
  if (!ordered.ok) return ordered.refusal;
  const signed = await prepareProgram(parts, ordered.value, now.program);
  if (!signed.ok) return signed.refusal;
  const { ctokens: shares, isLast } = now;
  const stop = { ...signed.value, ...part, network: 'sui', end: 'stop', from, shares, isLast } as const;
  return { kind: 'prepared', memo: memoOf({ ...stop, units: submission.pay.units }) };
}

/** With what is left of what the network may take, and under the name that the part claims by. */
function orderedFor(
  { networkCost, attemptId, transactionId }: Submission,
  { part, spent }: StopPart,
): Outcome<Pick<Submission, 'networkCost' | 'attemptId' | 'transactionId'>, PrepareAnswer> {
  if (networkCost === undefined)
    return refuse(notPossible('unsupported', 'nothing was agreed that Sui may take'));
  if (spent >= networkCost.units) return refuse(refused('too_dear'));
  const left = money(networkCost.asset, networkCost.units - spent);
  return accept({ networkCost: left, attemptId: claimantOf(attemptId, part), transactionId });
}
