/**
 * Signs what is done to a vault, once for whatever it is done for. Whoever comes first has the network's own facts of it promised to the
 * attempt (decision 18): until when it is good, what it pays, how much it is about, and what it is. Whoever comes later makes the same by
 * them, to the last byte, or nothing; so of all that is ever signed for one start, or for one part of a stop, one at most is carried out.
 */
import { createHash } from 'node:crypto';
import { accept, type Id, type Outcome, refuse } from '@diboas/kernel';
import type { PrepareAnswer } from '@diboas/orchestration';
import {
  compileFor,
  readSvmLifetime,
  type SvmBudget,
  type SvmLifetime,
  signOnSolana,
  transactionHex,
} from '@diboas/providers-kit/svm';
import { notYet, refused } from '@diboas/providers-kit/wallet';
import { isBlockhash } from '@solana/kit';
import type { KaminoParts } from './parts.ts';
import { markOf, type PlannedAct } from './try-act.ts';

export interface ActToSign {
  /** Under which name it is promised: an attempt, or a part of one. */
  readonly claimant: Id;
  readonly transactionId: Id;
  readonly plan: PlannedAct;
  readonly budget: SvmBudget;
  /** Units of the token that are put in, or shares that are taken out. */
  readonly units: bigint;
}

export interface SignedAct {
  /** In base64, and by its signature. */
  readonly bytes: string;
  readonly hash: string;
  readonly lastHeight: bigint;
  readonly units: bigint;
}

/** What of an act is not said by what it is for. */
interface ActFacts extends SvmBudget {
  readonly living: SvmLifetime;
  /** Units of the token, or shares. */
  readonly amount: bigint;
}

export async function signAct(
  parts: Pick<KaminoParts, 'reader' | 'signer' | 'claims' | 'walletId' | 'now'>,
  asked: ActToSign,
): Promise<Outcome<SignedAct, PrepareAnswer>> {
  const living = await readSvmLifetime(parts.reader);
  if (!living.ok) return refuse(refused('unavailable'));
  const own = { ...asked.budget, living: living.value, amount: asked.units };
  const name = nameOf(own, hexOf(asked, own));
  const claimed = await parts.claims.claimCoins({
    ...{ wallet: parts.walletId, network: 'solana', attemptId: asked.claimant },
    ...{ transactionId: asked.transactionId, now: parts.now(), wanted: () => [name] },
  });
  if (!claimed.ok) return refuse(notYet('too many transactions are under way'));
  const [had = name] = claimed.value;
  const facts = had === name ? own : factsIn(had);
  const transaction = facts === null ? '' : hexOf(asked, facts);
  if (facts === null || nameOf(facts, transaction) !== had)
    return refuse(notYet('what was made for it before may yet be carried out'));
  const signed = await signOnSolana(parts, transaction);
  if (!signed.ok) return signed;
  const { lastValidBlockHeight: lastHeight } = facts.living;
  return accept({ ...signed.value, lastHeight, units: facts.amount });
}

function hexOf({ claimant, plan }: ActToSign, { living, amount, units, price }: ActFacts): string {
  const instructions = [...plan.instructions(amount), markOf(claimant)];
  return transactionHex(compileFor(plan.owner, living, instructions, { units, price }));
}

function nameOf({ living, units, price, amount }: ActFacts, transaction: string): string {
  const digest = createHash('sha256').update(transaction).digest('hex').slice(0, 32);
  return [living.blockhash, living.lastValidBlockHeight, units, price, amount, digest].join('/');
}

/** Null for what is no such name. */
function factsIn(name: string): ActFacts | null {
  const [hash = '', ...figures] = name.split('/');
  const [height, units, price, amount] = figures.slice(0, 4).map((text) => BigInt(text));
  const isWhole = isBlockhash(hash) && height !== undefined && units !== undefined;
  if (!isWhole || price === undefined || amount === undefined) return null;
  return { living: { blockhash: hash, lastValidBlockHeight: height }, units, price, amount };
}
