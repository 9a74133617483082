import { createHash } from 'node:crypto';
import type { PrepareAnswer, Submission } from '@diboas/orchestration';
import { compileFor, readSvmLifetime, signOnSolana, transactionHex } from '@diboas/providers-kit/svm';
import { refused } from '@diboas/providers-kit/wallet';
import {
  address,
  createKeyPairSignerFromPrivateKeyBytes,
  type KeyPairSigner,
  partiallySignTransaction,
} from '@solana/kit';
import { FORWARD } from '../wire/message.ts';
import { burnInstruction } from '../wire/solana.ts';
import { BURN_BID_LAMPORTS, BURN_UNITS, SOLANA_COST } from './burn-gas.ts';
import { memoOf } from './memo.ts';
import type { CrossingParts } from './parts.ts';
import type { BurnPlan } from './plan.ts';
import { DOMAINS, usdcOn } from './way.ts';

const BURN_BUDGET = {
  units: BigInt(BURN_UNITS),
  price: (BURN_BID_LAMPORTS * 1_000_000n) / BigInt(BURN_UNITS),
} as const;

/** Signs a burn on Solana, whose message is kept in an account that is made with it. Nothing is sent. */
export async function signBurnOnSolana(
  parts: CrossingParts,
  submission: Submission,
  plan: BurnPlan,
): Promise<PrepareAnswer> {
  const { networkCost, key } = submission;
  const { way, from, sender, recipient, maxFee } = plan;
  if (networkCost === undefined || networkCost.units < SOLANA_COST.units) return refused('too_dear');
  const living = await readSvmLifetime(parts.svm);
  if (!living.ok) return refused('unavailable');
  const event = await eventKeyOf(key);
  const mint = address(usdcOn('solana', parts.chain));
  const burn = await burnInstruction({
    ...{ owner: address(from), mint, event: event.address, amount: way.pay.units, maxFee, recipient },
    ...{ targetDomain: DOMAINS[way.to], minFinality: plan.finality, hook: FORWARD },
  });
  const compiled = compileFor(from, living.value, [burn], BURN_BUDGET);
  const half = await partiallySignTransaction([event.keyPair], compiled);
  const signed = await signOnSolana(parts, transactionHex(half));
  if (!signed.ok) return signed.refusal;
  const { asset, units } = way.pay;
  const memo = memoOf({
    ...{ network: 'solana', from, asset, units: `${units}`, ...signed.value },
    ...{ lastHeight: living.value.lastValidBlockHeight, to: way.to, sender, recipient, maxFee },
  });
  return { kind: 'prepared', memo };
}

/**
 * The key of the account that the message is kept in. It is made of the order's own key, so that of all that is ever signed for one order
 * one at most is carried out: an account is made once. Nobody can do anything with it that costs anything.
 */
function eventKeyOf(key: string): Promise<KeyPairSigner> {
  return createKeyPairSignerFromPrivateKeyBytes(createHash('sha256').update(`message of ${key}`).digest());
}
