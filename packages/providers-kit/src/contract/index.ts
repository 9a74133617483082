export type {
  AdapterSetting,
  DocumentedStatus,
  OnRampSuite,
  OnRampWorld,
  Purchase,
  WorldFault,
  WorldOrder,
} from './order/order-suite.ts';
export { amountOf, exactly, MAGIC_CENTS, openSandboxWorld, type SandboxDriver } from './sandbox-world.ts';
export type { StandIn, ToldOrder, ToldStage } from './stand-in.ts';
export { type DeskSuites, describeContract, SUITES } from './suites.ts';
export { AGAINST } from './vendor.ts';
export { credentialNews } from './wire/credential-news.ts';
export {
  findClosedPort,
  type LoopbackServer,
  type ReceivedRequest,
  startLoopbackServer,
  type WireAct,
} from './wire/loopback-server.ts';
