import { finishSolana } from '@diboas/chain-access';
import { accept, type Outcome, refuse } from '@diboas/kernel';
import type { PrepareAnswer } from '@diboas/orchestration';
import { notPossible } from '../calling/not-prepared.ts';
import type { ChainSigner } from '../manifest/chain-signer.ts';

/** A signed transaction in base64, and the signature that it is known by. */
export interface SignedOnSolana {
  readonly bytes: string;
  readonly hash: string;
}

/**
 * Has a transaction signed as it is, and looks that nothing else was. Nothing is sent.
 * @param transaction in hex, with zeros for our signature
 */
export async function signOnSolana(
  { signer }: { readonly signer: Pick<ChainSigner, 'sign'> },
  transaction: string,
): Promise<Outcome<SignedOnSolana, PrepareAnswer>> {
  const signed = await signer.sign({ network: 'solana', transaction });
  if (!signed.ok) return signed;
  const whole = Buffer.from(signed.value, 'hex').toString('base64');
  const finished = finishSolana({ transaction, signed: whole });
  return finished === null
    ? refuse(notPossible('other', 'what was signed is not what was to be signed'))
    : accept(finished);
}
