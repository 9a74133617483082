export type { AddressScreeningSuite } from './address-screening/address-screening-suite.ts';
export { blockOnEthereum } from './crossings/block-on-ethereum.ts';
export { type CrossingDriver, openCrossingWorld } from './crossings/crossing-sandbox-world.ts';
export type { CrossingSuite, CrossingTurn, CrossingWay, CrossingWorld } from './crossings/crossing-world.ts';
export { type DexDriver, openDexWorld } from './dex/dex-sandbox-world.ts';
export type { DexSuite, DexWorld } from './dex/dex-world.ts';
export { createDexScene, endOf, preparedFor, questionOf, sumsOf } from './dex/scene.ts';
export type { ExchangeSuite, MarketState } from './exchange/exchange-world.ts';
export { sharesAt } from './exchange/share-world.ts';
export { sharesToWish, tradesToWish } from './exchange/wishes.ts';
export type { ChainGround } from './ground/chain-ground.ts';
export type { IdentityStatus, IdentitySuite } from './identity/identity-world.ts';
export type { MarketDataSuite } from './market-data/market-data-suite.ts';
export type { OffRampSuite } from './off-ramp/payout-world.ts';
export type { OnRampSuite } from './on-ramp/on-ramp-suite.ts';
export type {
  AdapterSetting,
  DeskSuite,
  DocumentedStatus,
  OrderSuite,
  OrderWish,
  OrderWorld,
  WorldFault,
  WorldOrder,
} from './order/order-world.ts';
export type { PricesSuite } from './prices/prices-suite.ts';
export { openWalletWorld, type WalletDriver } from './sandbox-wallet-world.ts';
export { amountOf, exactly, MAGIC_CENTS, openSandboxWorld, type SandboxDriver } from './sandbox-world.ts';
export type { SignerSuite } from './signer/signer-suite.ts';
export type { StandIn, ToldOrder, ToldStage } from './stand-in.ts';
export { createStrategyScene } from './strategies/scene.ts';
export { openStrategyWorld, type StrategyDriver } from './strategies/strategy-sandbox-world.ts';
export type { StrategySuite, StrategyWorld } from './strategies/strategy-world.ts';
export { type DeskSuites, describeContract, SUITES } from './suites.ts';
export { AGAINST } from './vendor.ts';
export { createAddresses } from './wallet/addresses.ts';
export type {
  SentAsset,
  WalletFault,
  WalletSetting,
  WalletSuite,
  WalletWorld,
} from './wallet/wallet-world.ts';
export { credentialNews } from './wire/credential-news.ts';
export {
  findClosedPort,
  type LoopbackServer,
  type ReceivedRequest,
  startLoopbackServer,
  type WireAct,
} from './wire/loopback-server.ts';
export type { YieldsSuite } from './yields/yields-suite.ts';
