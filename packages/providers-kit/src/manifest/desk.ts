/** The kinds of service that a provider may offer. Each has a port of its own, and a contract suite in `contract/`. */
import type { Outcome } from '@diboas/kernel';
import type {
  MarketSession,
  Provider,
  Role,
  StrategyProvider,
  TellsHoldings,
  Wallet,
} from '@diboas/orchestration';
import type { PriceFeed } from '../prices/price-feed.ts';
import type { AddressScreening } from './address-screening.ts';
import type { BankAccounts } from './bank-accounts.ts';
import type { SigningDesk } from './chain-signer.ts';
import type { IdentityDesk } from './identity.ts';
import type { MarketData } from './market-data.ts';
import type { YieldSource } from './yields.ts';

/** Pays out to a bank account that it knows by a token of its own. */
export interface OffRamp extends Provider, TellsHoldings {
  /** Part of this desk and none of its own: a token is good only where it was made, so whoever pays out makes it. */
  readonly bankAccounts: BankAccounts;
}

/** Trades pairs with money of ours that lies with it, and tells no news by itself. */
export interface Exchange extends Provider, TellsHoldings {
  /** How the exchange of the shares that it trades stands by its own clock; absent where it trades none. */
  session?(): Promise<Outcome<MarketSession, 'unavailable'>>;
}

/**
 * Swaps on a network, by a transaction of ours that is carried out as a whole or not at all: at the price of now and no other,
 * with what of ours lies at the address that the transaction is signed for.
 */
export interface Dex extends Provider, TellsHoldings {}

/**
 * Brings an asset of ours from one network to another: it leaves by a transaction of ours, and arrives once however often anybody asks,
 * or comes back where it left. What has left and not arrived is on its way for as long as it takes, and never given up.
 */
export interface Crossing extends Provider, TellsHoldings {}

export interface Desks {
  /** Takes government money from a person and delivers crypto to our address. */
  readonly onRamp: Provider;
  /** Takes crypto of ours that lies with it and pays government money to a person's bank account. */
  readonly offRamp: OffRamp;
  /** Buys and sells at a venue, in parts and at no worse a price than was agreed. */
  readonly exchange: Exchange;
  /** Swaps on a network, whole or not at all. */
  readonly dex: Dex;
  /** Brings what is held on one network to another one. */
  readonly crossings: Crossing;
  /** Has strategies: what is put in earns, and is taken out for what it has come to. */
  readonly strategies: StrategyProvider;
  /** Says what a venue trades, by which rules, and what its books and the past of its pairs are. */
  readonly marketData: MarketData;
  /** Says what assets cost. */
  readonly prices: PriceFeed;
  /** Keeps keys of ours on the networks: sends from them, makes addresses for people, and tells what arrived there. */
  readonly wallet: Wallet;
  /** Signs on the networks what others of ours have made. */
  readonly signer: SigningDesk;
  /** Finds out who a person is. */
  readonly identity: IdentityDesk;
  /** Says what is known of an address, before money goes there. */
  readonly addressScreening: AddressScreening;
  /** Says what is earned where, beside whoever has a strategy. */
  readonly yields: YieldSource;
}

export type DeskName = keyof Desks;

/** The desks that carry out orders. */
export type OrderDeskName = {
  [Name in DeskName]: Desks[Name] extends Provider ? Name : never;
}[DeskName];

/** What an adapter makes: the verbs of a desk. Who it is stands in the manifest, and is added where it is opened. */
export type DeskOf<Name extends DeskName> = Omit<
  Desks[Name],
  'id' | 'name' | 'roles' | 'keyLifetimeMs' | 'remembersRefusals'
>;

/** What an operation calls whoever has such a desk; null for one that carries out no operation. */
export const ROLE_OF: Readonly<Record<DeskName, Role | null>> = {
  ...{ onRamp: 'ON_RAMP', offRamp: 'OFF_RAMP', wallet: 'WALLET', signer: null },
  ...{
    exchange: 'EXCHANGE',
    dex: 'DEX',
    crossings: 'BRIDGE',
    strategies: 'DEFI',
    marketData: null,
    prices: null,
    identity: null,
    addressScreening: null,
    yields: null,
  },
};

/** The desks of those who have one of this kind, in the order in which the providers were given. */
export function desksOf<Name extends DeskName>(opened: readonly Partial<Desks>[], name: Name): Desks[Name][] {
  return opened.flatMap((desks) => desks[name] ?? []);
}
