export { credentialNews } from './credential-news.ts';
export {
  findClosedPort,
  type LoopbackServer,
  type ReceivedRequest,
  startLoopbackServer,
  type WireAct,
} from './loopback-server.ts';
export {
  type AdapterSetting,
  type DocumentedStatus,
  describeProviderContract,
  type ProviderSuite,
  type ProviderWorld,
  type Purchase,
  type WorldFault,
  type WorldOrder,
} from './provider-contract.ts';
export { amountOf, exactly, MAGIC_CENTS, openSandboxWorld, type SandboxDriver } from './sandbox-world.ts';
