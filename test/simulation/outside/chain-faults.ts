import { faultTable } from '../ground/own-faults.ts';

/** What can go wrong between signing, sending and finding, and how often it does. */
export const CHAIN_FAULTS = faultTable('faults of chains', {
  /** It was signed, and whoever asked for it never hears of that. */
  prepare_silent: 0.06,
  /** What was signed is heard of after another try was made. */
  prepare_late: 0.08,
  prepare_refused: 0.05,
  crash_after_prepare: 0.05,
  broadcast_lost: 0.06,
  /** The bytes hang in the network, perhaps until they are too old. */
  broadcast_late: 0.12,
  crash_after_broadcast: 0.05,
  broadcast_unheard: 0.25,
  /** No block takes it for long, unless another version pays more. */
  broadcast_stuck: 0.1,
  /** It is in a block, and whoever we ask has not seen that block for a while. */
  seen_late: 0.1,
  /** Another transaction, which is none of ours, takes what ours would spend. */
  input_taken: 0.06,
  /** The block that it is in is undone, and it waits for another one, perhaps until it is too old. */
  landing_undone: 0.1,
  /** One that is behind takes bytes for too old that another one has taken. */
  node_behind: 0.5,
  /** Whoever took the bytes forgets them, and they land only if somebody sends them again. */
  mempool_dropped: 0.2,
  chain_unreachable: 0.1,
  /** It is carried out and does nothing, and the chain takes what that costs. */
  reverted: 0.08,
  /** No fault of its own: bytes that were sent became too old before they were in any block. */
  blockhash_expired: 0,
  /** Whoever pays replaces what is waiting, mostly by a transaction that pays the same. */
  deposit_replaced: 0.06,
  /** The block of a deposit is undone, and it waits for another one. */
  block_undone: 0.15,
  /** What tells of a deposit is lost, and whoever looks finds it later. */
  hint_lost: 0.1,
});

export type ChainFaults = ReturnType<typeof CHAIN_FAULTS.begin>;
