/**
 * The contract suite of each desk. It runs against the provider's double always, and besides against the provider's own
 * test mode when `npm test -- --against <id>` says so: that is how we learn that the double has drifted away.
 */

import { assert } from '@diboas/kernel';
import { beforeAll } from 'vitest';
import type { ProviderManifest } from '../manifest/define-provider.ts';
import type { DeskName, Desks } from '../manifest/desk.ts';
import {
  type AddressScreeningSuite,
  describeAddressConversation,
  describeAddressScreening,
} from './address-screening/address-screening-suite.ts';
import type { CrossingSuite } from './crossings/crossing-world.ts';
import { conversationOfCrossings, describeCrossingDesk } from './crossings/crossings-suite.ts';
import { conversationOfDex, describeDex } from './dex/dex-suite.ts';
import type { DexSuite } from './dex/dex-world.ts';
import { conversationOfExchange, describeExchange } from './exchange/exchange-suite.ts';
import type { ExchangeSuite } from './exchange/exchange-world.ts';
import { describeIdentity, describeIdentityConversation } from './identity/identity-suite.ts';
import type { IdentitySuite } from './identity/identity-world.ts';
import {
  describeMarketConversation,
  describeMarketData,
  type MarketDataSuite,
} from './market-data/market-data-suite.ts';
import { conversationOfOffRamp, describeOffRamp } from './off-ramp/off-ramp-suite.ts';
import type { OffRampSuite } from './off-ramp/payout-world.ts';
import { conversationOfOnRamp, describeOnRamp, type OnRampSuite } from './on-ramp/on-ramp-suite.ts';
import { describePriceConversation, describePrices, type PricesSuite } from './prices/prices-suite.ts';
import { describeSigner, describeSignerConversation, type SignerSuite } from './signer/signer-suite.ts';
import { conversationOfStrategies, describeStrategyDesk } from './strategies/strategy-suite.ts';
import type { StrategySuite } from './strategies/strategy-world.ts';
import { openAtVendor } from './vendor.ts';
import { conversationOfWallet, describeWallet } from './wallet/wallet-suite.ts';
import type { WalletSuite } from './wallet/wallet-world.ts';
import { describeYieldConversation, describeYields, type YieldsSuite } from './yields/yields-suite.ts';

/** What a provider hands over for the suite of each desk that it has. */
export interface DeskSuites {
  readonly onRamp: OnRampSuite;
  readonly offRamp: OffRampSuite;
  readonly exchange: ExchangeSuite;
  readonly dex: DexSuite;
  readonly crossings: CrossingSuite;
  readonly strategies: StrategySuite;
  readonly marketData: MarketDataSuite;
  readonly prices: PricesSuite;
  readonly wallet: WalletSuite;
  readonly signer: SignerSuite;
  readonly identity: IdentitySuite;
  readonly addressScreening: AddressScreeningSuite;
  readonly yields: YieldsSuite;
}

/** How a desk is tried: at its double, which can be steered, and at the vendor, who cannot. */
export interface DeskTrial<Name extends DeskName> {
  atDouble(suite: DeskSuites[Name], manifest: ProviderManifest<Pick<Desks, Name>>): void;
  atVendor(suite: DeskSuites[Name], open: () => Desks[Name]): void;
}

/** One trial for each desk. A new desk without one does not compile: suites.test.ts. */
export type DeskTrials = { readonly [Name in DeskName]: DeskTrial<Name> };

export const SUITES: DeskTrials = {
  onRamp: { atDouble: describeOnRamp, atVendor: conversationOfOnRamp },
  offRamp: { atDouble: describeOffRamp, atVendor: conversationOfOffRamp },
  exchange: { atDouble: describeExchange, atVendor: conversationOfExchange },
  dex: { atDouble: describeDex, atVendor: conversationOfDex },
  crossings: { atDouble: describeCrossingDesk, atVendor: conversationOfCrossings },
  strategies: { atDouble: describeStrategyDesk, atVendor: conversationOfStrategies },
  marketData: {
    atDouble: describeMarketData,
    atVendor: (suite, open) => describeMarketConversation(suite, open, () => Date.now()),
  },
  prices: { atDouble: describePrices, atVendor: (suite, open) => describePriceConversation(suite, open) },
  wallet: { atDouble: describeWallet, atVendor: conversationOfWallet },
  signer: { atDouble: describeSigner, atVendor: describeSignerConversation },
  identity: { atDouble: describeIdentity, atVendor: (_suite, open) => describeIdentityConversation(open) },
  addressScreening: { atDouble: describeAddressScreening, atVendor: describeAddressConversation },
  yields: {
    atDouble: describeYields,
    atVendor: (suite, open) => describeYieldConversation(suite, open, () => Date.now()),
  },
};

/** Runs the suite of every desk that the provider has: its type asks for each. */
export function describeContract<Names extends DeskName>(
  manifest: ProviderManifest<Pick<Desks, Names>>,
  suites: Pick<DeskSuites, Names>,
): void {
  for (const name of Object.keys(suites) as Names[]) tryDesk(name, manifest, suites[name]);
}

function tryDesk<Name extends DeskName>(
  name: Name,
  manifest: ProviderManifest<Pick<Desks, Name>>,
  suite: DeskSuites[Name],
): void {
  const trial: DeskTrial<Name> = SUITES[name];
  trial.atDouble(suite, manifest);
  const vendor = openAtVendor(manifest, process.env);
  if (vendor === null) return;
  let open: Desks[Name] | null = null;
  beforeAll(async () => {
    open = await vendor(name);
  });
  trial.atVendor(suite, () => {
    assert(open, 'the desk is open while tests run');
    return open;
  });
}
