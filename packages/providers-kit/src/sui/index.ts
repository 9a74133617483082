// What adapters share whose orders are programs of ours on Sui. Apart from the rest of the kit, because it brings the client of the
// network along.

export { lookUpInParts, type PartVersion } from '../strategies/in-parts.ts';
export { type NoStart, noPosition, notStarted, notStopped } from '../strategies/not-done.ts';
export { claimantOf, partIn, STOP_PART, type StopPart, takenByShares } from '../strategies/part.ts';
export { openSuiParts, type SuiOptions, type SuiParts } from './parts.ts';
export {
  CLOCK,
  coinTypeOf,
  prepareProgram,
  type SharedObject,
  type SignedProgram,
  type SuiProgram,
  sharedIn,
  tryProgram,
} from './program.ts';
export type { SimulatedSui, SuiChanges, SuiReader } from './reader.ts';
