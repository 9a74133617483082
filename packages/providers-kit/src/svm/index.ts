// What adapters share whose orders are transactions of ours on Solana. Apart from the rest of the kit, because it brings the client of
// the network along.

// What is taken out of a strategy in parts is so on whatever network, and is of none.
export { lookUpInParts } from '../strategies/in-parts.ts';
export { type NoStart, noPosition, notStarted, notStopped } from '../strategies/not-done.ts';
export { claimantOf, partIn, STOP_PART, type StopPart, takenByShares } from '../strategies/part.ts';
export { broadcastOnSolana } from './broadcast.ts';
export { type LookedFor, type MostTaken, wrongWith } from './looked-at.ts';
export {
  compileFor,
  readSvmLifetime,
  type SvmBudget,
  type SvmLifetime,
  transactionHex,
} from './make.ts';
export { openSvm, type SvmOptions, type SvmParts } from './parts.ts';
export { type Changes, createSvmReader, type SvmReader } from './reader.ts';
export { type SignedOnSolana, signOnSolana } from './sign-made.ts';
export { SIGNED_ON_SOLANA } from './signed-memo.ts';
