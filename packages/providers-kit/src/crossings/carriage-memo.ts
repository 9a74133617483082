// What is committed before anything leaves: the signed call or transaction, and where what it hands over is to arrive.
import { type Money, money } from '@diboas/kernel';
import type { Memo } from '@diboas/orchestration';
import { z } from 'zod';
import { callsMemo, SIGNED_CALLS } from '../evm/signed-calls.ts';
import { parseJson } from '../reading/exact-text.ts';
import { SIGNED_ON_SOLANA } from '../svm/signed-memo.ts';
import { memoText, wholeShape } from '../wallet/signed-memo.ts';

/** Where it arrives: the network, and our address there. */
const arriving = { to: z.enum(['ethereum', 'solana', 'sui']), recipient: z.string() };

/** `fee`: wei that went with the call, which is the carrier's. */
const calledShape = z.object({ ...SIGNED_CALLS, ...arriving, fee: wholeShape });
const madeShape = z.object({ ...SIGNED_ON_SOLANA, ...arriving });
const carriageShape = z.discriminatedUnion('network', [calledShape, madeShape]);

export type CalledCarriage = z.output<typeof calledShape>;
export type MadeCarriage = z.output<typeof madeShape>;
export type PreparedCarriage = CalledCarriage | MadeCarriage;

/** Null for what is no memo of ours. */
export function readCarriage({ bytes }: Memo): PreparedCarriage | null {
  return carriageShape.safeParse(parseJson(bytes)).data ?? null;
}

export function readCalled(memo: Memo): CalledCarriage | null {
  const read = readCarriage(memo);
  return read?.network === 'ethereum' ? read : null;
}

export function readMade(memo: Memo): MadeCarriage | null {
  const read = readCarriage(memo);
  return read?.network === 'solana' ? read : null;
}

export function carriageMemo(prepared: PreparedCarriage): Memo {
  return prepared.network === 'ethereum'
    ? callsMemo(prepared)
    : { bytes: memoText(prepared), names: [prepared.hash] };
}

/** The transaction that hands it over, by which the carrier knows it. */
export function sentHashOf(prepared: PreparedCarriage): string {
  return prepared.network === 'ethereum' ? prepared.act.hash : prepared.hash;
}

/** What was handed over. */
export function handedOverBy({ asset, units }: Pick<PreparedCarriage, 'asset' | 'units'>): Money {
  return money(asset, BigInt(units));
}
