import type { StartTimer } from '@diboas/orchestration';

/** A timer of this process. */
export const startTimer: StartTimer = (ms, onTime) => {
  const timer = setTimeout(onTime, ms);
  return () => clearTimeout(timer);
};
