import type { Calendars } from '@diboas/calendars';
import type { RulesInForce } from '@diboas/compliance';
import type { StrategyDayStore } from '@diboas/defi';
import type { Asset, Bucket, Clock, Id, Money } from '@diboas/kernel';
import type { CandleStore, Rate } from '@diboas/market';
import type { ChainNetwork, NetworkChain } from '@diboas/networks';
import type { Engine, MarketHours, Operation, Provider, ProviderGate } from '@diboas/orchestration';
import type { ConfigView } from '@diboas/protocol';
import type { ReportStore } from '@diboas/reports';
import type { Store } from '@diboas/storage';
import type { Logger } from 'pino';
import type { SignIn } from '../auth/sign-in.ts';
import type { Identities } from '../compliance/identities.ts';
import type { ContractLook } from '../custody/contract-look.ts';
import type { PersonalBankAccounts } from '../custody/personal-bank-accounts.ts';
import type { PersonalWallets } from '../custody/personal-wallets.ts';
import type { SecondFactor } from '../factor/second-factor.ts';
import type { ReadLots } from '../reporting/read-lots.ts';
import type { StrategyShelf } from '../strategies/shelf.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import type { Books } from '../work/books.ts';

/** What is kept of statements, as far as their owner may have it. */
export type StatementShelf = Pick<
  ReportStore,
  'askStatement' | 'statement' | 'statements' | 'statementFile' | 'journalBeganAt'
>;

/** What was kept of the past of what is traded. */
export interface Past extends Pick<CandleStore, 'candles'> {
  /** A source as people read its name. */
  nameOf(source: string): string;
}

/** What was kept of what strategies earned. */
export interface StrategyPast extends Pick<StrategyDayStore, 'strategyDays'> {
  /** A source as people read its name. */
  nameOf(source: string): string;
}

/** What handlers work with. Made by `wire.ts`, which alone knows what stands behind each port. */
export interface Parts {
  readonly store: Store;
  readonly engine: Engine;
  readonly operations: ReadonlyMap<string, Operation>;
  readonly providers: ReadonlyMap<string, Provider>;
  /** Which of each network’s chains addresses are of: the live one, or the one for tests. */
  readonly chain: NetworkChain;
  /** What money is worth in another asset by prices of now; null where none is fresh enough to price from. */
  readonly worthOf: (money: Money, asset: Asset) => Money | null;
  /** What this node was told of the market, with the time of each. */
  readonly rates: () => readonly Rate[];
  readonly past: Past;
  readonly books: Books;
  readonly personalWallets: PersonalWallets;
  readonly personalBankAccounts: PersonalBankAccounts;
  readonly isContractAt: ContractLook;
  /** Statements of people, which are made beside requests. */
  readonly statements: StatementShelf;
  /** What a person paid for what they hold, worked out anew each time. */
  readonly readLots: ReadLots;
  readonly identities: Identities;
  /** The rules in force, for what is shown before anything is confirmed; the engine goes by the same. */
  readonly compliance: RulesInForce;
  /** What is known of the providers' health. */
  readonly gate: ProviderGate;
  readonly clock: Clock;
  /** When exchanges are open, by their calendars and by what venues say. */
  readonly hours: MarketHours;
  /** Which strategies there are now. */
  readonly strategies: StrategyShelf;
  readonly strategyPast: StrategyPast;
  /** Whether there is anybody who trades shares. */
  readonly tradesShares: boolean;
  /** On which days banks work, with what was announced beyond their rules. */
  readonly calendars: Calendars;
  /** A new id in the bucket of the customer. */
  readonly createId: (customerId: string) => Id;
  /** A new id in a bucket. */
  readonly newIdIn: (bucket: Bucket) => Id;
  readonly signIn: SignIn;
  readonly secondFactor: SecondFactor;
  /** Whether sign-in mails go anywhere. */
  readonly canMail: boolean;
  readonly metrics: Metrics;
  readonly logger: Logger;
  /** What this server says of itself to everybody. */
  readonly config: ConfigView;
  /** Where on-ramps deliver to, by network: the platform's custody. Nothing is delivered where there is none. */
  readonly depositAddresses: ReadonlyMap<ChainNetwork, string>;
  /** Prices that one customer may ask for in a minute. */
  readonly quotesPerMinute: number;
  /** Answers when the database does, and takes writes; throws otherwise. */
  readonly pingDatabase: () => Promise<void>;
}
