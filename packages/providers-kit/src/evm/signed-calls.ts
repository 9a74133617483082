// What is committed before anything leaves: signed transactions of which the last does what was ordered, and what it is looked up by.
import { type Asset, isAsset, type Money, money } from '@diboas/kernel';
import type { Memo } from '@diboas/orchestration';
import { z } from 'zod';
import { memoText, wholeShape } from '../wallet/signed-memo.ts';

const hexShape = z
  .string()
  .regex(/^0x[0-9a-f]+$/)
  .transform((text): `0x${string}` => `0x${text.slice(2)}`);

const signedShape = z.object({ bytes: hexShape, hash: hexShape, nonce: wholeShape });

/** What every memo of calls holds; adapters put their own beside it. */
export const SIGNED_CALLS = {
  network: z.literal('ethereum'),
  /** Whose transactions they are. */
  from: hexShape,
  asset: z.custom<Asset>(isAsset),
  /** Minor units of what is paid. */
  units: z.string().regex(/^\d{1,38}$/),
  /** Lets a contract take what is paid; null where that goes with the act itself. */
  approval: signedShape.nullable(),
  act: signedShape,
  /** Transfers of nothing to ourselves, for nonces before these that were promised to others and never sent. */
  fillers: z.array(signedShape),
} as const;

export type SignedCall = z.output<typeof signedShape>;
export type SignedCalls = z.output<z.ZodObject<typeof SIGNED_CALLS>>;

/** A memo of them, with what an adapter holds beside. */
export function callsMemo(prepared: SignedCalls): Memo {
  return {
    bytes: memoText(prepared),
    names: [prepared.act.hash, ...beside(prepared).map(({ hash }) => hash)],
  };
}

/** What has to be carried out before the act itself, in its order. */
export function beside({
  approval,
  fillers,
}: Pick<SignedCalls, 'approval' | 'fillers'>): readonly SignedCall[] {
  return [...fillers, ...(approval === null ? [] : [approval])];
}

export function paidByCalls({ asset, units }: Pick<SignedCalls, 'asset' | 'units'>): Money {
  return money(asset, BigInt(units));
}
