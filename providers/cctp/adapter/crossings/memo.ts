// What is committed before anything leaves: the signed burn on either network, what it is looked up by, and what its message must say.
import { type Money, money } from '@diboas/kernel';
import type { Memo } from '@diboas/orchestration';
import { parseJson } from '@diboas/providers-kit';
import { callsMemo, SIGNED_CALLS } from '@diboas/providers-kit/evm';
import { SIGNED_ON_SOLANA } from '@diboas/providers-kit/svm';
import { memoText, wholeShape } from '@diboas/providers-kit/wallet';
import type { Hex } from 'viem';
import { z } from 'zod';

const wordShape = z
  .string()
  .regex(/^0x[0-9a-f]{64}$/)
  .transform((text): Hex => `0x${text.slice(2)}`);

/** What the message of the burn says. */
const burntShape = {
  to: z.enum(['ethereum', 'solana']),
  /** Who burns and who is minted to, as the message has them: 32 bytes. */
  sender: wordShape,
  recipient: wordShape,
  maxFee: wholeShape,
};

const ethereumShape = z.object({ ...SIGNED_CALLS, ...burntShape });

const solanaShape = z.object({ ...SIGNED_ON_SOLANA, ...burntShape });

const preparedShape = z.discriminatedUnion('network', [ethereumShape, solanaShape]);

export type BurnOnEthereum = z.output<typeof ethereumShape>;
export type BurnOnSolana = z.output<typeof solanaShape>;
export type PreparedBurn = BurnOnEthereum | BurnOnSolana;

export function memoOf(prepared: PreparedBurn): Memo {
  return prepared.network === 'ethereum'
    ? callsMemo(prepared)
    : { bytes: memoText(prepared), names: [prepared.hash] };
}

/** Null for what is no memo of ours. */
export function readMemo({ bytes }: Memo): PreparedBurn | null {
  return preparedShape.safeParse(parseJson(bytes)).data ?? null;
}

/** The transaction that burns, by which Circle knows it. */
export function hashOf(prepared: PreparedBurn): string {
  return prepared.network === 'ethereum' ? prepared.act.hash : prepared.hash;
}

export function burntBy({ asset, units }: Pick<PreparedBurn, 'asset' | 'units'>): Money {
  return money(asset, BigInt(units));
}
