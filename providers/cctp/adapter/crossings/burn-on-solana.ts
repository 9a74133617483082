import { createHash } from 'node:crypto';
import { accept, type Outcome, refuse } from '@diboas/kernel';
import type { PrepareAnswer, Submission } from '@diboas/orchestration';
import { signOnSolana } from '@diboas/providers-kit/svm';
import { refused } from '@diboas/providers-kit/wallet';
import {
  type Address,
  address,
  appendTransactionMessageInstructions,
  type Blockhash,
  compileTransaction,
  createKeyPairSignerFromPrivateKeyBytes,
  createTransactionMessage,
  getTransactionEncoder,
  type Instruction,
  type KeyPairSigner,
  partiallySignTransaction,
  setTransactionMessageFeePayer,
  setTransactionMessageLifetimeUsingBlockhash,
} from '@solana/kit';
import { FORWARD } from '../wire/message.ts';
import { burnInstruction } from '../wire/solana.ts';
import { BURN_BID_LAMPORTS, BURN_UNITS, SOLANA_COST } from './burn-gas.ts';
import { memoOf } from './memo.ts';
import type { CrossingParts } from './parts.ts';
import type { BurnPlan } from './plan.ts';
import { DOMAINS, usdcOn } from './way.ts';

/** Signs a burn on Solana, whose message is kept in an account that is made with it. Nothing is sent. */
export async function signBurnOnSolana(
  parts: CrossingParts,
  submission: Submission,
  plan: BurnPlan,
): Promise<PrepareAnswer> {
  const { networkCost, key } = submission;
  const { way, from, sender, recipient, maxFee } = plan;
  if (networkCost === undefined || networkCost.units < SOLANA_COST.units) return refused('too_dear');
  const living = await lifetimeOf(parts);
  if (!living.ok) return refused('unavailable');
  const event = await eventKeyOf(key);
  const mint = address(usdcOn('solana', parts.chain));
  const burn = await burnInstruction({
    ...{ owner: address(from), mint, event: event.address, amount: way.pay.units, maxFee, recipient },
    ...{ targetDomain: DOMAINS[way.to], minFinality: plan.finality, hook: FORWARD },
  });
  const compiled = compile(address(from), living.value, [...budget(), burn]);
  const half = await partiallySignTransaction([event.keyPair], compiled);
  const transaction = Buffer.from(getTransactionEncoder().encode(half)).toString('hex');
  const signed = await signOnSolana(parts, transaction);
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

interface Lifetime {
  readonly blockhash: Blockhash;
  readonly lastValidBlockHeight: bigint;
}

async function lifetimeOf({ svm }: Pick<CrossingParts, 'svm'>): Promise<Outcome<Lifetime, 'unavailable'>> {
  const told = await svm?.read((rpc, inTime) =>
    rpc.getLatestBlockhash({ commitment: 'confirmed' }).send(inTime),
  );
  return told?.ok ? accept(told.value.value) : refuse('unavailable');
}

function compile(payer: Address, living: Lifetime, instructions: readonly Instruction[]) {
  const paid = setTransactionMessageFeePayer(payer, createTransactionMessage({ version: 0 }));
  const message = setTransactionMessageLifetimeUsingBlockhash(living, paid);
  return compileTransaction(appendTransactionMessageInstructions(instructions, message));
}

const COMPUTE_BUDGET = address('ComputeBudget111111111111111111111111111111');

/** How many units it may use, and millionths of a lamport that are bid for each. */
function budget(): Instruction[] {
  const units = Buffer.alloc(5);
  units.writeUInt8(2);
  units.writeUInt32LE(BURN_UNITS, 1);
  const bid = Buffer.alloc(9);
  bid.writeUInt8(3);
  bid.writeBigUInt64LE((BURN_BID_LAMPORTS * 1_000_000n) / BigInt(BURN_UNITS), 1);
  return [units, bid].map((data) => ({ programAddress: COMPUTE_BUDGET, data }));
}
