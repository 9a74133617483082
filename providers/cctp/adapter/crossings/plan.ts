import type { Hex } from 'viem';
import type { Way } from './way.ts';

/** A burn, before it is signed. */
export interface BurnPlan {
  readonly way: Way;
  /** Our address on the source network. */
  readonly from: string;
  /** Who burns, and who is minted to, as messages have them. */
  readonly sender: Hex;
  readonly recipient: Hex;
  /** The most that Circle may keep: what was agreed leaves no more to it. */
  readonly maxFee: bigint;
  readonly finality: number;
}
