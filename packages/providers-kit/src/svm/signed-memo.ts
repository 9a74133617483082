// What is committed of every transaction of ours on Solana before it leaves.
import { type Asset, isAsset } from '@diboas/kernel';
import { z } from 'zod';
import { wholeShape } from '../wallet/signed-memo.ts';

/** Adapters put their own beside it. */
export const SIGNED_ON_SOLANA = {
  network: z.literal('solana'),
  /** Who signs and pays. */
  from: z.string(),
  asset: z.custom<Asset>(isAsset),
  /** Minor units of what it is about. */
  units: z.string().regex(/^\d{1,38}$/),
  /** In base64. */
  bytes: z.base64(),
  /** The signature. */
  hash: z.string(),
  /** The last height at which its blockhash is good. */
  lastHeight: wholeShape,
} as const;
