export { type Config, type ProviderConfig, parseConfig, testConfig } from './config.ts';
export type { Control } from './control/control.ts';
export { createSandbox, type Sandbox, type SandboxOptions } from './sandbox.ts';
