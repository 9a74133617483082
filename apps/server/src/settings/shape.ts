import type { Closing } from '@diboas/calendars';
import type { RuleBook } from '@diboas/compliance';
import type { Money } from '@diboas/kernel';
import type { ChainNetwork } from '@diboas/networks';
import type { FloatRules } from '@diboas/orchestration';
import type { ConfiguredProvider } from '@diboas/providers-kit';
import type { OperatorKey } from './operator-keys.ts';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** What the server is told from outside, read once at the start. Nothing else reads the environment. */
export interface Settings {
  /** Whether real money moves. Said, never guessed: every other guard hangs on it. */
  readonly world: 'sandbox' | 'live';
  readonly databaseUrl: string;
  /** The login that owns the tables and brings them up to date; null when somebody else does. */
  readonly migrateDatabaseUrl: string | null;
  /** Whether a database on another machine may be spoken to without TLS. */
  readonly allowsPlainDatabase: boolean;
  /** Encrypt the raw text of webhooks: the first encrypts, all decrypt. */
  readonly payloadKeys: readonly string[];
  /** How long that text is kept. */
  readonly payloadDays: number;
  /** Without brackets. */
  readonly host: string;
  readonly port: number;
  /** Where people reach it, without a slash at the end. Null until the port is known, when none was given. */
  readonly publicUrl: string | null;
  /** Those that are set up, in the order of the list. */
  readonly providers: readonly ConfiguredProvider[];
  /** Make the seals of the audit, so that nobody without one can: the first seals, all verify. None seals without. */
  readonly auditKeys: readonly string[];
  /** The first signs sessions, all verify them, so that one can be rolled. Never empty, like all lists of secrets. */
  readonly authSecrets: readonly string[];
  /** Who may act on what operators are asked, over HTTP: two keys of a name while one is rolled. Empty for nobody. */
  readonly operatorKeys: readonly OperatorKey[];
  readonly mailbox: boolean;
  /** Whether whoever reaches the server may read the mailbox, and not only this machine. */
  readonly mailboxForAll: boolean;
  /** Where people can ask for help: an e-mail address, or an https address. Null when none was named. */
  readonly supportContact: string | null;
  readonly webDist: string | null;
  /** Where on-ramps deliver to, by network: where there is none nothing is delivered on it. */
  readonly depositAddresses: ReadonlyMap<ChainNetwork, string>;
  /** Where each network is asked, without a slash at the end. A network that is not here is neither read nor written. */
  readonly chainUrls: ReadonlyMap<ChainNetwork, string>;
  /** Where what we sign for Ethereum is handed to, where that is not where it is asked. Never anywhere else then. */
  readonly ethereumSubmitUrl: string | null;
  /** How little may be free of a float before operators are asked. */
  readonly floatRules: FloatRules;
  /** Days on which banks or the exchange are closed beyond their rules. */
  readonly closings: readonly Closing[];
  /** What checks go by. */
  readonly rules: RuleBook;
  /** Addresses and networks whose X-Forwarded-* headers are believed. */
  readonly trustedProxies: readonly string[];
  /** Where weaknesses are reported, for security.txt; null serves none. */
  readonly securityContact: string | null;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** Requests a minute from one address: to the API, and to sign-in. */
  readonly requestsPerMinute: number;
  readonly signInsPerMinute: number;
  /** Prices a minute for one customer. */
  readonly quotesPerMinute: number;
  /** How long a node that stops still takes new connections, and says that it is not ready. */
  readonly drainSeconds: number;
  /** Live sockets of the node. */
  readonly liveSocketsMax: number;
  /** What may leave within a day of somebody who has no second factor. */
  readonly withoutFactorPerDay: Money;
  /** How long a session lasts while nobody does anything, and whatever is done. */
  readonly sessionIdleMs: number;
  readonly sessionLifeMs: number;
  /** Multiplies every wait of the engine: 1 in production, less for tests that kill nodes. */
  readonly paceFactor: number;
}
