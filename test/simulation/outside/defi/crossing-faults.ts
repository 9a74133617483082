import { faultTable, type OwnFaults } from '../../ground/own-faults.ts';

/** What can go wrong between two networks, and how often it does. */
export const CROSSING_FAULTS = faultTable('faults of crossings', {
  /** What was burned is never heard of again. */
  crossing_silent: 0.04,
  /** It comes back on the network that it left. */
  crossing_refunded: 0.15,
  /** It arrives as another asset than was ordered. */
  came_as_another: 0.06,
  /** No faults, and they go on when the world has healed: nobody attests for days that it was burned, */
  attester_away: 0,
  /** no message says that it was burned or that it was minted, */
  crossing_untold: 0,
  /** or one says that it was minted once more. */
  mint_told_twice: 0,
});

export type CarryingFault = (typeof CROSSING_FAULTS.kinds)[number];
export type CarryingFaults = OwnFaults<CarryingFault>;
