// What is committed before anything leaves: all that sends a transfer, and all that it is looked up by.
import { type Asset, isAsset, type Money, money } from '@diboas/kernel';
import type { ChainNetwork } from '@diboas/networks';
import type { Memo, Submission } from '@diboas/orchestration';
import { parseJson } from '@diboas/providers-kit';
import { z } from 'zod';
import { fingerprintOf } from '../wire/activity.ts';

const ordered = {
  asset: z.custom<Asset>(isAsset),
  /** Minor units. */
  units: z.string().regex(/^\d{1,38}$/),
  from: z.string(),
  to: z.string(),
};
const whole = z
  .string()
  .regex(/^\d{1,20}$/)
  .transform((text) => BigInt(text));

/** Turnkey sends it: the request to the last letter. A nonce is in it where it takes the place of an earlier version. */
const requestSchemas = [
  z.object({ network: z.literal('ethereum'), body: z.string(), nonce: whole.nullable(), ...ordered }),
  z.object({ network: z.literal('solana'), body: z.string(), lastHeight: whole, ...ordered }),
] as const;

/** We send it: what Turnkey signed, and what proves that it can never be taken any more. */
const signedSchemas = [
  z.object({
    network: z.literal('bitcoin'),
    ...{ bytes: z.string(), hash: z.string(), inputs: z.array(z.string()) },
    ...ordered,
  }),
  z.object({
    network: z.literal('sui'),
    ...{ bytes: z.string(), hash: z.string(), lastEpoch: whole },
    ...ordered,
  }),
] as const;

const preparedSchema = z.discriminatedUnion('network', [...requestSchemas, ...signedSchemas]);

export type Prepared = z.output<typeof preparedSchema>;
export type PreparedRequest = Extract<Prepared, { network: 'ethereum' | 'solana' }>;
export type PreparedSigned = Extract<Prepared, { network: 'bitcoin' | 'sui' }>;

/** What of an order every memo holds. */
export function orderedBy(
  { pay, destination }: Submission,
  from: string,
): Pick<Prepared, 'asset' | 'units' | 'from' | 'to'> {
  return { asset: pay.asset, units: `${pay.units}`, from, to: destination };
}

export function memoOf(prepared: Prepared): Memo {
  const names = [isRequest(prepared) ? fingerprintOf(prepared.body) : prepared.hash];
  const bytes = JSON.stringify(prepared, (_, value: unknown) =>
    typeof value === 'bigint' ? `${value}` : value,
  );
  return { bytes, names };
}

/** Null for what is no memo of ours. */
export function readMemo({ bytes }: Memo): Prepared | null {
  return preparedSchema.safeParse(parseJson(bytes)).data ?? null;
}

export function isRequest(prepared: Prepared): prepared is PreparedRequest {
  return 'body' in prepared;
}

export function amountOf({ asset, units }: Prepared): Money {
  return money(asset, BigInt(units));
}

/** How Turnkey calls sending on a network: the path, and the type of the activity. */
export const SENDS: Readonly<Record<PreparedRequest['network'], { path: string; type: string }>> = {
  ethereum: { path: 'eth_send_transaction', type: 'ACTIVITY_TYPE_ETH_SEND_TRANSACTION_V2' },
  solana: { path: 'sol_send_transaction', type: 'ACTIVITY_TYPE_SOL_SEND_TRANSACTION_V2' },
};

/** Of what is sent by us, the networks. */
export function isSignedHere(network: ChainNetwork): network is PreparedSigned['network'] {
  return network === 'bitcoin' || network === 'sui';
}
