export type { CoinbaseSession } from './coinbase/session.ts';
export { type Config, parseConfig, testConfig } from './config.ts';
export type { Control } from './control/control.ts';
export type { Execution } from './executions.ts';
export type { Fault, FaultInput, FaultKind } from './faults/fault.ts';
export type { LogEntry } from './log.ts';
export { createSandbox, type Sandbox, type SandboxOptions } from './sandbox.ts';
export { createRealTimers, type Timers } from './timers.ts';
export { createVirtualTime, type VirtualTime } from './virtual-time.ts';
