// Processes of ours: started, known to be ready, ended in time, and never left behind.
export { isAlive, startTime } from './alive.ts';
export { choosePort, isPortFree, unusedPort } from './ports.ts';
export {
  followStopRequest,
  onStopRequest,
  type Program,
  parseReady,
  type RunningProcess,
  runProgram,
  startedPid,
  startProcess,
} from './process.ts';
export { createReaper, type Reaper } from './reaper.ts';
