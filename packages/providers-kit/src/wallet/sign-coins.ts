// Bitcoin and Sui: what is spent is promised to the attempt, then built, then signed by whoever keeps the key.
import {
  type ChainAccess,
  finishBitcoin,
  finishSui,
  suiSigningDigest,
  type UnsignedAsk,
  type UnsignedTransfer,
} from '@diboas/chain-access';
import { accept, type Outcome, refuse } from '@diboas/kernel';
import type { PrepareAnswer, Submission } from '@diboas/orchestration';
import { notPossible, refused } from '../calling/not-prepared.ts';
import { claimCoins, coinsOfAttempt } from './claims.ts';
import type { ChainWalletParts } from './parts.ts';
import { orderedBy, type SignedTransfer } from './signed-memo.ts';

/** An order, and what is to be signed for it. */
export interface CoinsToSign {
  readonly submission: Submission;
  readonly ask: UnsignedAsk;
}

type SignParts = Pick<ChainWalletParts, 'chains' | 'claims' | 'walletId' | 'now'>;

/** @param signPsbt gives the PSBT back with all signatures in it, both in hex */
export async function signBitcoin(
  parts: SignParts,
  { submission, ask }: CoinsToSign,
  signPsbt: (psbt: string) => Promise<Outcome<string, PrepareAnswer>>,
): Promise<Outcome<SignedTransfer<'bitcoin'>, PrepareAnswer>> {
  const access = parts.chains.bitcoin;
  if (access === undefined) return refuse(notPossible('unsupported', 'nobody says where Bitcoin is asked'));
  const made = await build(parts, { access, submission, ask });
  if (!made.ok) return made;
  const { unsigned, hash, sent } = made.value;
  const signed = await signPsbt(unsigned.psbt);
  if (!signed.ok) return signed;
  const finished = finishBitcoin(signed.value);
  // What was signed must be what we made: its hash is known before, as no signature is part of it.
  if (finished === null || sent === null || finished.hash !== hash)
    return refuse(notPossible('other', 'what was signed is not what was to be signed'));
  const inputs = [...sent.inputs];
  return accept({ network: 'bitcoin', ...finished, inputs, ...orderedBy(submission, ask.from) });
}

/** Who signs on Sui: the digest in hex is signed by Ed25519 as it is, and the signature is 64 bytes in hex. */
export interface SuiSigner {
  /** 32 bytes in hex. */
  readonly publicKey: string;
  signDigest(digest: string): Promise<Outcome<string, PrepareAnswer>>;
}

export async function signSui(
  parts: SignParts,
  { submission, ask }: CoinsToSign,
  { publicKey, signDigest }: SuiSigner,
): Promise<Outcome<SignedTransfer<'sui'>, PrepareAnswer>> {
  const access = parts.chains.sui;
  if (access === undefined) return refuse(notPossible('unsupported', 'nobody says where Sui is asked'));
  if (!/^[0-9a-f]{64}$/.test(publicKey))
    return refuse(notPossible('unsupported', 'the address on Sui has no public key'));
  const made = await build(parts, { access, submission, ask });
  if (!made.ok) return made;
  const { unsigned, hash, sent } = made.value;
  const { transaction } = unsigned;
  const signed = await signDigest(suiSigningDigest(transaction));
  if (!signed.ok) return signed;
  const signature = signed.value.toLowerCase();
  if (!/^[0-9a-f]{128}$/.test(signature) || sent === null || hash === null)
    return refuse(notPossible('other', 'what was signed is no signature'));
  const bytes = finishSui({ transaction, signature, publicKey });
  return accept({ network: 'sui', bytes, hash, ...sent, ...orderedBy(submission, ask.from) });
}

/**
 * What takes the place of an earlier version spends what that one does, which is promised already and no more there to be listed,
 * and what else was promised.
 */
async function build<N extends 'bitcoin' | 'sui'>(
  parts: SignParts,
  about: CoinsToSign & { readonly access: ChainAccess<N> },
): Promise<Outcome<UnsignedTransfer<N>, PrepareAnswer>> {
  const { access, submission, ask } = about;
  const claimed = await claimCoins(parts, about);
  if (!claimed.ok) return claimed;
  const made = await access.unsigned({ ...ask, coins: claimed.value });
  if (made.ok) return made;
  if (ask.replaces !== undefined) return refuse(refused(made.refusal));
  // Nothing was signed, so that others may have the coins.
  await parts.claims.releaseCoins(coinsOfAttempt(parts, submission.network, submission.attemptId));
  return refuse(refused(made.refusal));
}
