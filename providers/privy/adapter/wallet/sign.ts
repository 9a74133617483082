// Bitcoin, Solana and Sui: Privy signs what we made, and we send it.
import { bitcoinSigningDigests, finishSolana, signBitcoinInputs } from '@diboas/chain-access';
import { accept, type Outcome, refuse } from '@diboas/kernel';
import type { ChainNetwork } from '@diboas/networks';
import type { PrepareAnswer } from '@diboas/orchestration';
import { UnreadableBodyError } from '@diboas/providers-kit';
import {
  type CoinsToSign,
  noAnswer,
  notPossible,
  orderedBy,
  refused,
  signBitcoin,
  signSui,
} from '@diboas/providers-kit/wallet';
import { z } from 'zod';
import { sortFault } from '../wire/fault.ts';
import type { PrivyWallet } from '../wire/wallets.ts';
import { memoOf } from './memo.ts';
import type { WalletParts } from './parts.ts';

/** Each input has a digest of its own, and each digest is signed by a call of its own. */
export async function prepareBitcoin(parts: WalletParts, toSign: CoinsToSign): Promise<PrepareAnswer> {
  const wallet = await walletOn(parts, 'bitcoin');
  if (!wallet.ok) return wallet.refusal;
  const signed = await signBitcoin(parts, toSign, async (psbt) => {
    const signatures: string[] = [];
    for (const digest of bitcoinSigningDigests(psbt)) {
      const signature = await signHash(parts, wallet.value, digest);
      if (!signature.ok) return signature;
      signatures.push(signature.value);
    }
    const { publicKey } = wallet.value;
    const whole = signBitcoinInputs(psbt, { publicKey, signatures });
    return whole === null ? refuse(notPossible('other', 'what was signed is no signature')) : accept(whole);
  });
  return signed.ok ? { kind: 'prepared', memo: memoOf(signed.value) } : signed.refusal;
}

export async function prepareSui(parts: WalletParts, toSign: CoinsToSign): Promise<PrepareAnswer> {
  const wallet = await walletOn(parts, 'sui');
  if (!wallet.ok) return wallet.refusal;
  const signed = await signSui(parts, toSign, {
    publicKey: wallet.value.publicKey,
    signDigest: (digest) => signHash(parts, wallet.value, digest),
  });
  return signed.ok ? { kind: 'prepared', memo: memoOf(signed.value) } : signed.refusal;
}

export async function prepareSolana(
  parts: WalletParts,
  { submission, ask }: CoinsToSign,
): Promise<PrepareAnswer> {
  const access = parts.chains.solana;
  if (access === undefined) return notPossible('unsupported', 'nobody says where Solana is asked');
  const wallet = await walletOn(parts, 'solana');
  if (!wallet.ok) return wallet.refusal;
  const made = await access.unsigned(ask);
  if (!made.ok) return refused(made.refusal);
  const { unsigned, sent } = made.value;
  const { transaction } = unsigned;
  const signed = await signWhole(parts, wallet.value, Buffer.from(transaction, 'hex').toString('base64'));
  if (!signed.ok) return signed.refusal;
  // What comes back signed must be what was to be signed, whatever else Privy may do with it.
  const finished = finishSolana({ transaction, signed: signed.value });
  if (finished === null || sent === null)
    return notPossible('other', 'what was signed is not what was to be signed');
  const ordered = orderedBy(submission, ask.from);
  return { kind: 'prepared', memo: memoOf({ network: 'solana', ...finished, ...sent, ...ordered }) };
}

async function walletOn(
  { payingWallet }: WalletParts,
  network: ChainNetwork,
): Promise<Outcome<PrivyWallet, PrepareAnswer>> {
  const wallet = await payingWallet(network);
  return wallet.ok ? wallet : refuse(noAnswer('Privy does not tell the wallet that orders are paid from'));
}

const hashSchema = z.object({ signature: z.string().regex(/^0x[0-9a-fA-F]+$/) });

/** In hex, without anything before it. */
function signHash(
  parts: WalletParts,
  { id }: PrivyWallet,
  digest: string,
): Promise<Outcome<string, PrepareAnswer>> {
  return signing(parts, async () => {
    const read = hashSchema.safeParse(await parts.connection.rawSign(id, digest));
    if (!read.success) throw new UnreadableBodyError(200);
    return read.data.signature.slice(2).toLowerCase();
  });
}

const wholeSchema = z.object({ data: z.object({ signed_transaction: z.base64() }) });

/** A transaction of Solana, before and after in base64. */
function signWhole(
  parts: WalletParts,
  { id }: PrivyWallet,
  transaction: string,
): Promise<Outcome<string, PrepareAnswer>> {
  const { connection } = parts;
  return signing(parts, async () => {
    const params = { transaction, encoding: 'base64' } as const;
    const request = { method: 'signTransaction', chain_type: 'solana', params } as const;
    const read = wholeSchema.safeParse(await connection.rpc(id, request, connection.soon()));
    if (!read.success) throw new UnreadableBodyError(200);
    return read.data.data.signed_transaction;
  });
}

async function signing<Signed>(
  { now }: WalletParts,
  sign: () => Promise<Signed>,
): Promise<Outcome<Signed, PrepareAnswer>> {
  try {
    return accept(await sign());
  } catch (error) {
    const fault = sortFault(error, now());
    // Nothing was sent to any network, so what may have been signed is with nobody who could send it.
    return refuse(fault.kind === 'unknown' ? noAnswer(fault.detail) : fault);
  }
}
