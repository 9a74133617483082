// The shapes of what callers send, and the answers that many methods share. Source: https://solana.com/docs/rpc.
import {
  type Address,
  type Blockhash,
  isAddress,
  isBlockhash,
  isSignature,
  type Signature,
} from '@solana/kit';
import { z } from 'zod';
import { RPC_ERRORS, type RpcAnswer, type RpcError } from '../../wire/json-rpc.ts';
import type { Bank } from '../bank/bank.ts';
import type { Commitment } from '../bank/branch.ts';

export const addressText = z.custom<Address>(
  (value) => typeof value === 'string' && isAddress(value),
  'Invalid param: Invalid',
);
export const signatureText = z.custom<Signature>(
  (value) => typeof value === 'string' && isSignature(value),
  'Invalid param: Invalid',
);
export const blockhashText = z.custom<Blockhash>(
  (value) => typeof value === 'string' && isBlockhash(value),
  'Invalid param: Invalid',
);
export const unsigned = z
  .union([z.number().int().nonnegative(), z.bigint().nonnegative()])
  .transform((value) => BigInt(value));

const commitment = z.enum(['processed', 'confirmed', 'finalized']);

/** The last parameter of nearly every method. Nodes answer of what is final unless they are told otherwise. */
export const commitmentConfig = z.object({
  commitment: commitment.default('finalized'),
  minContextSlot: unsigned.optional(),
});

/** With the fields of one method; left out, all of it is by default. */
export function config<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.preprocess((value) => value ?? {}, commitmentConfig.extend(shape));
}

export type MethodCall = (bank: Bank, params: readonly unknown[]) => RpcAnswer;

/** Reads the parameters and asks; what has another shape is refused as nodes do. What is left out at the end is nothing. */
export function method<Shape extends z.ZodTuple>(
  shape: Shape,
  ask: (bank: Bank, params: z.output<Shape>) => RpcAnswer,
): MethodCall {
  return (bank, params) => {
    const parsed = shape.safeParse(shape.def.items.map((_, index) => params[index]));
    if (parsed.success) return ask(bank, parsed.data);
    return { error: RPC_ERRORS.invalidParams(parsed.error.issues[0]?.message ?? 'no such parameters') };
  };
}

export function invalidParam(words: string): { error: RpcError } {
  return { error: { code: -32_602, message: words } };
}

/** The value as of the newest block with that commitment, which is named beside it. */
export function atSlot(
  bank: Bank,
  { commitment: wanted, minContextSlot }: { commitment: Commitment; minContextSlot?: bigint | undefined },
  value: () => unknown,
): RpcAnswer {
  const { slot } = bank.block(wanted);
  if (minContextSlot !== undefined && slot < minContextSlot) {
    const data = { contextSlot: slot };
    return { error: { code: -32_016, message: 'Minimum context slot has not been reached', data } };
  }
  return { result: { context: { apiVersion: API_VERSION, slot }, value: value() } };
}

/** Of the nodes whose answers these follow. */
export const API_VERSION = '3.0.0';
