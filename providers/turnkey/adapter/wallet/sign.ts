// Bitcoin and Sui: Turnkey signs what is to be spent, and we send it.
import { accept, type Outcome, refuse } from '@diboas/kernel';
import type { PrepareAnswer } from '@diboas/orchestration';
import {
  type CoinsToSign,
  noAnswer,
  notPossible,
  notYet,
  signBitcoin,
  signSui,
} from '@diboas/providers-kit/wallet';
import { type Activity, activityBody, stageOf, submitActivity } from '../wire/activity.ts';
import { sortFault } from '../wire/fault.ts';
import { memoOf } from './memo.ts';
import type { WalletParts } from './parts.ts';

export async function prepareBitcoin(parts: WalletParts, toSign: CoinsToSign): Promise<PrepareAnswer> {
  const signed = await signBitcoin(parts, toSign, async (psbt) => {
    const activity = await sign(parts, {
      path: 'sign_transaction',
      type: 'ACTIVITY_TYPE_SIGN_TRANSACTION_V2',
      parameters: {
        ...{ signWith: toSign.ask.from, unsignedTransaction: psbt, type: 'TRANSACTION_TYPE_BITCOIN' },
      },
    });
    return activity.ok
      ? accept(activity.value.result.signTransactionResult?.signedTransaction ?? '')
      : activity;
  });
  return signed.ok ? { kind: 'prepared', memo: memoOf(signed.value) } : signed.refusal;
}

export async function prepareSui(parts: WalletParts, toSign: CoinsToSign): Promise<PrepareAnswer> {
  const publicKey = (await parts.accounts())?.sui?.publicKey ?? '';
  const signed = await signSui(parts, toSign, {
    publicKey,
    signDigest: (payload) => signDigest(parts, { signWith: toSign.ask.from, payload }),
  });
  return signed.ok ? { kind: 'prepared', memo: memoOf(signed.value) } : signed.refusal;
}

/** Ed25519 over the payload as it is, which Turnkey does not read. Payload and signature in hex. */
export async function signDigest(
  parts: Pick<WalletParts, 'connection' | 'now'>,
  { signWith, payload }: { readonly signWith: string; readonly payload: string },
): Promise<Outcome<string, PrepareAnswer>> {
  const activity = await sign(parts, {
    path: 'sign_raw_payload',
    type: 'ACTIVITY_TYPE_SIGN_RAW_PAYLOAD_V2',
    parameters: {
      ...{ signWith, payload, encoding: 'PAYLOAD_ENCODING_HEXADECIMAL' },
      hashFunction: 'HASH_FUNCTION_NOT_APPLICABLE',
    },
  });
  if (!activity.ok) return activity;
  // Its two halves, both in hex.
  const { r = '', s = '' } = activity.value.result.signRawPayloadResult ?? {};
  return accept(`${r}${s}`);
}

interface SignRequest {
  readonly path: string;
  readonly type: string;
  readonly parameters: object;
}

/** The activity, completed; or why it is not. Asked again, with another time, it is another activity that signs the same. */
export async function sign(
  parts: Pick<WalletParts, 'connection' | 'now'>,
  { path, type, parameters }: SignRequest,
): Promise<Outcome<Activity, PrepareAnswer>> {
  const { connection, now } = parts;
  try {
    const body = activityBody(connection, { type, now: now(), parameters });
    const activity = await submitActivity(connection, { path, body });
    const stage = stageOf(activity);
    if (stage === 'completed') return accept(activity);
    if (stage === 'rejected')
      return refuse(notPossible('not_authorised', `the activity ${activity.id} was rejected`));
    return refuse(notYet(`the activity ${activity.id} is ${stage}`));
  } catch (error) {
    const fault = sortFault(error, now());
    // Nothing was sent to any network, so what may have been signed is with nobody who could send it.
    return refuse(fault.kind === 'unknown' ? noAnswer(fault.detail) : fault);
  }
}
