// What is committed before anything is put in or taken out.
import type { Memo } from '@diboas/orchestration';
import { parseJson } from '@diboas/providers-kit';
import { STOP_PART } from '@diboas/providers-kit/sui';
import { memoText, wholeShape } from '@diboas/providers-kit/wallet';
import { z } from 'zod';

/** `units` of the order, as it stands in the books. */
const SIGNED = {
  network: z.literal('sui'),
  ...{ bytes: z.string(), hash: z.string(), lastEpoch: wholeShape, from: z.string(), units: wholeShape },
} as const;

const startShape = z.object({ ...SIGNED, end: z.literal('start'), strategy: z.string() });
/** `shares`: the cTokens that it redeems. */
const stopShape = z.object({
  ...{ ...SIGNED, ...STOP_PART, end: z.literal('stop'), shares: wholeShape, isLast: z.boolean() },
});
const waitShape = z.object({ ...STOP_PART, network: z.literal('sui'), end: z.literal('wait') });

const preparedShape = z.discriminatedUnion('end', [startShape, stopShape, waitShape]);

export type PreparedStart = z.output<typeof startShape>;
export type PreparedStop = z.output<typeof stopShape>;
export type Prepared = z.output<typeof preparedShape>;

/** Null for what is no memo of ours. */
export function readMemo({ bytes }: Memo): Prepared | null {
  return preparedShape.safeParse(parseJson(bytes)).data ?? null;
}

export function memoOf(prepared: Prepared): Memo {
  return { bytes: memoText(prepared), names: prepared.end === 'wait' ? [] : [prepared.hash] };
}
