// Bitcoin and Sui: what is spent is promised to the attempt, then built, then signed by Turnkey.
import {
  type ChainAccess,
  finishBitcoin,
  finishSui,
  suiSigningDigest,
  type UnsignedAsk,
  type UnsignedTransfer,
} from '@diboas/chain-access';
import { type Outcome, refuse } from '@diboas/kernel';
import type { PrepareAnswer, Submission } from '@diboas/orchestration';
import { type Activity, activityBody, stageOf, submitActivity } from '../wire/activity.ts';
import { sortFault } from '../wire/fault.ts';
import { claimCoins, coinsOfAttempt } from './claims.ts';
import { memoOf, orderedBy } from './memo.ts';
import { notYet, refused, rejected } from './not-prepared.ts';
import type { WalletParts } from './parts.ts';

export async function prepareBitcoin(
  parts: WalletParts,
  submission: Submission,
  ask: UnsignedAsk,
): Promise<PrepareAnswer> {
  const access = parts.chains.bitcoin;
  if (access === undefined) return rejected('unsupported', 'nobody says where Bitcoin is asked');
  const made = await buildBitcoin(parts, { access, submission, ask });
  if (!made.ok) return made.refusal;
  const { unsigned, hash, sent } = made.value;
  const signed = await sign(parts, {
    path: 'sign_transaction',
    type: 'ACTIVITY_TYPE_SIGN_TRANSACTION_V2',
    parameters: {
      ...{ signWith: ask.from, unsignedTransaction: unsigned.psbt, type: 'TRANSACTION_TYPE_BITCOIN' },
    },
  });
  if ('kind' in signed) return signed;
  const finished = finishBitcoin(signed.result.signTransactionResult?.signedTransaction ?? '');
  // What was signed must be what we made: its hash is known before, as no signature is part of it.
  if (finished === null || sent === null || finished.hash !== hash)
    return rejected('other', 'what was signed is not what was to be signed');
  const memo = memoOf({
    network: 'bitcoin',
    ...finished,
    inputs: [...sent.inputs],
    ...orderedBy(submission, ask.from),
  });
  return { kind: 'prepared', memo };
}

/** What takes the place of an earlier version spends what that one does, which is promised already. */
async function buildBitcoin(
  parts: WalletParts,
  about: {
    readonly access: ChainAccess<'bitcoin'>;
    readonly submission: Submission;
    readonly ask: UnsignedAsk;
  },
): Promise<Outcome<UnsignedTransfer<'bitcoin'>, PrepareAnswer>> {
  const { access, submission, ask } = about;
  if (ask.replaces !== undefined) {
    const made = await access.unsigned(ask);
    return made.ok ? made : refuse(refused(made.refusal));
  }
  const claimed = await claimCoins(parts, about);
  if (!claimed.ok) return claimed;
  const made = await access.unsigned({ ...ask, coins: claimed.value });
  return made.ok ? made : refuse(await giveBack(parts, submission, refused(made.refusal)));
}

export async function prepareSui(
  parts: WalletParts,
  submission: Submission,
  ask: UnsignedAsk,
): Promise<PrepareAnswer> {
  const access = parts.chains.sui;
  if (access === undefined) return rejected('unsupported', 'nobody says where Sui is asked');
  const publicKey = (await parts.accounts())?.sui?.publicKey ?? '';
  if (!/^[0-9a-f]{64}$/.test(publicKey))
    return rejected('unsupported', 'the account on Sui has no public key');
  const claimed = await claimCoins(parts, { access, submission, ask });
  if (!claimed.ok) return claimed.refusal;
  const made = await access.unsigned({ ...ask, coins: claimed.value });
  if (!made.ok) return giveBack(parts, submission, refused(made.refusal));
  const { unsigned, hash, sent } = made.value;
  const { transaction } = unsigned;
  const signed = await sign(parts, {
    path: 'sign_raw_payload',
    type: 'ACTIVITY_TYPE_SIGN_RAW_PAYLOAD_V2',
    parameters: {
      ...{ signWith: ask.from, payload: suiSigningDigest(transaction) },
      ...{ encoding: 'PAYLOAD_ENCODING_HEXADECIMAL', hashFunction: 'HASH_FUNCTION_NOT_APPLICABLE' },
    },
  });
  if ('kind' in signed) return signed;
  const signature = signatureOf(signed);
  if (signature === null || sent === null || hash === null)
    return rejected('other', 'what was signed is no signature');
  const bytes = finishSui({ transaction, signature, publicKey });
  const ordered = orderedBy(submission, ask.from);
  return { kind: 'prepared', memo: memoOf({ network: 'sui', bytes, hash, ...sent, ...ordered }) };
}

/** Its two halves in hex; null for what is none. */
function signatureOf({ result }: Activity): string | null {
  const { r = '', s = '' } = result.signRawPayloadResult ?? {};
  const signature = `${r}${s}`.toLowerCase();
  return /^[0-9a-f]{128}$/.test(signature) ? signature : null;
}

/** Nothing was signed, so that others may have the coins. */
async function giveBack(
  parts: WalletParts,
  { network, attemptId }: Submission,
  answer: PrepareAnswer,
): Promise<PrepareAnswer> {
  await parts.claims.releaseCoins(coinsOfAttempt(parts, network, attemptId));
  return answer;
}

interface SignRequest {
  readonly path: string;
  readonly type: string;
  readonly parameters: object;
}

/** The activity, completed; or why it is not. Asked again, with another time, it is another activity that signs the same. */
async function sign(
  parts: WalletParts,
  { path, type, parameters }: SignRequest,
): Promise<Activity | PrepareAnswer> {
  const { connection, now } = parts;
  try {
    const body = activityBody(connection, { type, now: now(), parameters });
    const activity = await submitActivity(connection, { path, body });
    const stage = stageOf(activity);
    if (stage === 'completed') return activity;
    if (stage === 'rejected') return rejected('not_authorised', `the activity ${activity.id} was rejected`);
    return notYet(`the activity ${activity.id} is ${stage}`);
  } catch (error) {
    const fault = sortFault(error, now());
    // Nothing was sent to any network, so what may have been signed is with nobody who could send it.
    return fault.kind === 'unknown' ? notYet(fault.detail) : fault;
  }
}
