/** What can be asked for, each as its page of the reference says: https://docs.privy.io/api-reference. */
import { z } from 'zod';
import { isChainType } from './wallets.ts';

const text = z.string().min(1).max(500_000);
const hexQuantity = z.string().regex(/^0x[0-9a-fA-F]{1,64}$/);
const quantity = z.union([hexQuantity, z.int().min(0)]);

export const createWalletBody = z.strictObject({
  chain_type: z.string().refine(isChainType),
  external_id: z
    .string()
    .regex(/^[a-zA-Z0-9_-]{1,64}$/)
    .optional(),
  display_name: z.string().max(100).optional(),
  owner: z.strictObject({ public_key: text }).nullable().optional(),
});

export const sendEthereumBody = z.strictObject({
  method: z.literal('eth_sendTransaction'),
  caip2: z.string().regex(/^eip155:[1-9][0-9]{0,9}$/),
  chain_type: z.literal('ethereum').optional(),
  sponsor: z.literal(false).optional(),
  reference_id: z.string().min(1).max(64).optional(),
  params: z.strictObject({
    transaction: z.strictObject({
      ...{ to: text, value: quantity.optional(), data: z.string().optional(), chain_id: quantity.optional() },
      ...{ gas_limit: quantity.optional(), max_fee_per_gas: quantity.optional(), nonce: quantity.optional() },
      ...{ max_priority_fee_per_gas: quantity.optional(), type: z.literal(2).optional() },
    }),
  }),
});
export type SendEthereumBody = z.output<typeof sendEthereumBody>;

export const signSolanaBody = z.strictObject({
  method: z.literal('signTransaction'),
  chain_type: z.literal('solana').optional(),
  params: z.strictObject({ transaction: text, encoding: z.literal('base64') }),
});

export const methodOfBody = z.object({ method: z.string().max(100) });

export const rawSignBody = z.strictObject({
  params: z.strictObject({ hash: z.string().regex(/^0x[0-9a-fA-F]{64}$/) }),
});
