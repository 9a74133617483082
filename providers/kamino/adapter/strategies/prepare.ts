import { accept, type Outcome, refuse } from '@diboas/kernel';
import type { PrepareAnswer, Submission } from '@diboas/orchestration';
import { claimantOf, noPosition, notStarted, notStopped, type StopPart } from '@diboas/providers-kit/svm';
import { noAnswer, notPossible, refused } from '@diboas/providers-kit/wallet';
import { type ListedVault, VAULTS } from '../wire/vaults.ts';
import { readPosition } from './changes.ts';
import { costWithin, readCost } from './cost.ts';
import { memoOf } from './memo.ts';
import type { KaminoParts } from './parts.ts';
import { planStart, planStop } from './plan.ts';
import { type SignedAct, signAct } from './sign-act.ts';
import type { PlannedAct } from './try-act.ts';

/** Makes and signs what puts something in or takes it out, or says why it has to wait. Nothing is sent. */
export async function prepareStrategy(parts: KaminoParts, submission: Submission): Promise<PrepareAnswer> {
  const found = await aboutOrder(parts, submission);
  if (!found.ok) return found.refusal;
  const { listed, owner, terms } = found.value;
  if (terms.position === submission.transactionId) return prepareStart(parts, { submission, listed, owner });
  const shares = await readPosition(parts, listed, { moved: terms.moved, owner });
  if (!shares.ok) return noPosition(shares.refusal);
  const part = { strategy: listed.id, part: 0n, all: shares.value, before: 0n, spent: 0n };
  return preparePart(parts, { submission, listed, owner, part });
}

/** Which vault an order is for, and whose address it is done from. */
export async function aboutOrder(
  { chain, signer }: Pick<KaminoParts, 'chain' | 'signer'>,
  { strategy: terms }: Pick<Submission, 'strategy'>,
) {
  const listed = VAULTS[chain].find(({ id }) => id === terms?.strategy);
  if (listed === undefined || terms === undefined)
    return refuse(notPossible('unsupported', 'there is no such vault'));
  const owner = await signer.address('solana');
  if (!owner.ok) return refuse(noAnswer(`${signer.name} does not tell the address that pays`));
  return accept({ listed, terms, owner: owner.value });
}

interface ToPrepare {
  readonly submission: Submission;
  readonly listed: ListedVault;
  readonly owner: string;
}

async function prepareStart(
  parts: KaminoParts,
  { submission, listed, owner }: ToPrepare,
): Promise<PrepareAnswer> {
  const { pay, attemptId } = submission;
  const planned = await planStart(parts, listed, { owner, units: pay.units });
  if (!planned.ok) return notStarted(planned.refusal);
  const { plan } = planned.value;
  const signed = await signWithin(parts, submission, {
    ...{ plan, units: pay.units, claimant: attemptId, spent: 0n },
  });
  if (!signed.ok) return signed.refusal;
  const whose = { network: 'solana', from: owner, asset: pay.asset, units: `${pay.units}` } as const;
  const { bytes, hash, lastHeight } = signed.value;
  const memo = memoOf({ ...whose, bytes, hash, lastHeight, end: 'start', strategy: listed.id });
  return { kind: 'prepared', memo };
}

/** What can be taken out now of what is left, or word that it waits for more. */
export async function preparePart(
  parts: KaminoParts,
  { submission, listed, owner, part }: ToPrepare & { readonly part: StopPart },
): Promise<PrepareAnswer> {
  const { pay, deliver, attemptId } = submission;
  const planned = await planStop(parts, listed, { owner, shares: part.all - part.before });
  if (!planned.ok) return notStopped(planned.refusal);
  const { worth, now } = planned.value;
  if (part.before === 0n && worth < deliver.units)
    return notPossible('price_changed', 'it is worth less than was agreed');
  if (now === null) return { kind: 'prepared', memo: memoOf({ ...part, network: 'solana', end: 'wait' }) };
  const signed = await signWithin(parts, submission, {
    ...{ plan: now.plan, units: now.shares, spent: part.spent },
    claimant: claimantOf(attemptId, part.part),
  });
  if (!signed.ok) return signed.refusal;
  const whose = { network: 'solana', from: owner, asset: pay.asset, units: `${pay.units}` } as const;
  const { bytes, hash, lastHeight } = signed.value;
  return { kind: 'prepared', memo: memoOf({ ...whose, bytes, hash, lastHeight, end: 'stop', ...part }) };
}

interface ToSign {
  readonly plan: PlannedAct;
  readonly units: bigint;
  readonly claimant: Submission['attemptId'];
  /** Lamports that the network took for earlier parts. */
  readonly spent: bigint;
}

/** For no more than is left of what the network may take. */
async function signWithin(
  parts: KaminoParts,
  { networkCost, transactionId }: Submission,
  { plan, units, claimant, spent }: ToSign,
): Promise<Outcome<SignedAct, PrepareAnswer>> {
  if (networkCost?.asset !== 'SOL')
    return refuse(notPossible('unsupported', 'nothing was agreed that Solana may take'));
  const cost = await readCost(parts, plan);
  if (!cost.ok) return refuse(refused('unavailable'));
  const budget = costWithin(cost.value, networkCost.units - spent);
  if (budget === null) return refuse(refused('too_dear'));
  return signAct(parts, { claimant, transactionId, plan, budget, units });
}
