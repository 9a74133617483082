// What adapters share whose orders are transactions of ours on Solana. Apart from the rest of the kit, because it brings the client of
// the network along.
export { broadcastOnSolana } from './broadcast.ts';
export { type LookedFor, type MostTaken, wrongWith } from './looked-at.ts';
export { type Changes, createSvmReader, type SvmReader } from './reader.ts';
export { type SignedOnSolana, signOnSolana } from './sign-made.ts';
