// What is committed before anything leaves, of transfers that we send ourselves: the signed bytes, and what they are looked up by.
import type { SentFacts } from '@diboas/chain-access';
import { type Asset, isAsset, type Money, money } from '@diboas/kernel';
import type { Submission } from '@diboas/orchestration';
import { z } from 'zod';
import { wholeText } from '../reading/wire-shapes.ts';

/** What of an order every memo holds. */
export const orderedShape = {
  asset: z.custom<Asset>(isAsset),
  /** Minor units. */
  units: z.string().regex(/^\d{1,38}$/),
  from: z.string(),
  to: z.string(),
};

/** A whole number, as a text. */
export const wholeShape = wholeText(20);

const signed = { bytes: z.string(), hash: z.string() };

/** With each what proves that the bytes can never be taken any more. */
export const SIGNED_SHAPES = {
  bitcoin: z.object({
    network: z.literal('bitcoin'),
    ...{ ...signed, inputs: z.array(z.string()), ...orderedShape },
  }),
  solana: z.object({ network: z.literal('solana'), ...signed, lastHeight: wholeShape, ...orderedShape }),
  sui: z.object({ network: z.literal('sui'), ...signed, lastEpoch: wholeShape, ...orderedShape }),
} as const;

type SignedNetwork = keyof typeof SIGNED_SHAPES;

/** A signed transfer on one of these networks. */
export type SignedTransfer<Network extends SignedNetwork = SignedNetwork> = z.output<
  (typeof SIGNED_SHAPES)[Network]
>;

export type OrderedShape = z.output<z.ZodObject<typeof orderedShape>>;

export function orderedBy({ pay, destination }: Submission, from: string): OrderedShape {
  return { asset: pay.asset, units: `${pay.units}`, from, to: destination };
}

export function orderedAmount({ asset, units }: OrderedShape): Money {
  return money(asset, BigInt(units));
}

/** As it is committed: whole numbers are texts. */
export function memoText(prepared: object): string {
  return JSON.stringify(prepared, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value));
}

/** What proves that it can never be executed any more. */
export function sentFactsOf(transfer: SignedTransfer): SentFacts[SignedNetwork] {
  switch (transfer.network) {
    case 'bitcoin':
      return { inputs: transfer.inputs };
    case 'solana':
      return { lastHeight: transfer.lastHeight };
    case 'sui':
      return { lastEpoch: transfer.lastEpoch };
  }
}
