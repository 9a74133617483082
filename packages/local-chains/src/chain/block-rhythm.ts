// When the next block comes: the one place that knows whether a chain stands still.
import type { BlockPace } from './local-chain.ts';

export interface BlockRhythm {
  /** To be called when a transaction was taken: whether it gets a block at once. */
  isDueAtOnce(): boolean;
  stall(): void;
  /** Whether a block is due at once, for what came meanwhile. */
  resume(): boolean;
  stop(): void;
}

/** @param makeBlock makes the next block when its time has come */
export function createBlockRhythm(pace: BlockPace, makeBlock: () => Promise<unknown>): BlockRhythm {
  let stalled = false;
  let making = false;
  const beat = async (): Promise<void> => {
    // A machine that is busy makes fewer blocks, never a queue of them.
    if (stalled || making) return;
    making = true;
    await makeBlock().finally(() => {
      making = false;
    });
  };
  const timer = typeof pace === 'object' ? setInterval(beat, pace.everyMs) : null;
  timer?.unref();
  return {
    isDueAtOnce: () => pace === 'at-once' && !stalled,
    stall() {
      stalled = true;
    },
    resume() {
      stalled = false;
      return pace === 'at-once';
    },
    stop() {
      if (timer !== null) clearInterval(timer);
    },
  };
}
