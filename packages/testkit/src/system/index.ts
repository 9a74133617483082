// The whole system: what its programs are told, and one way to open it.
export type { ChainControl } from './chain-control.ts';
export { layFloats } from './lay-floats.ts';
export {
  type ChainsWanted,
  type OpenSystem,
  type OutsideAddresses,
  openSystem,
  type SystemOptions,
} from './open-system.ts';
export { type OutsideWorld, reachOutsideWorld } from './outside-world.ts';
export { startSandboxProgram, startServerProgram } from './programs.ts';
export { PROJECT } from './project.ts';
export { controlSandbox, type Execution, type LogEntry, type SandboxControl } from './sandbox-control.ts';
export { databaseSettings, serverSettings, WITHOUT_LIMITS } from './settings.ts';
export { testSecret } from './test-secrets.ts';
