export { credentialNews } from './credential-news.ts';
export {
  findClosedPort,
  type LoopbackServer,
  type ReceivedRequest,
  startLoopbackServer,
  type WireAct,
} from './loopback-server.ts';
export type {
  AdapterSetting,
  DocumentedStatus,
  OnRampSuite,
  OnRampWorld,
  Purchase,
  WorldFault,
  WorldOrder,
} from './on-ramp/on-ramp-suite.ts';
export { amountOf, exactly, MAGIC_CENTS, openSandboxWorld, type SandboxDriver } from './sandbox-world.ts';
export { type DeskSuites, describeContract, SUITES } from './suites.ts';
export { AGAINST } from './vendor.ts';
