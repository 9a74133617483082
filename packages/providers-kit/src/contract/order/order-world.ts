import type { Id, Instant, Money, Network } from '@diboas/kernel';
import type { Observation, Provider, RawWebhook, Submission } from '@diboas/orchestration';
import type { Arbitrary } from 'fast-check';
import type { ProviderManifest } from '../../manifest/define-provider.ts';
import type { Desks, OrderDeskName } from '../../manifest/desk.ts';

/** What a provider's tests say to the contract suite of any desk that carries out orders. */
export interface OrderSuite {
  readonly name: string;
  /** What the world accepts and, left alone, brings to their good end. */
  readonly wishes: Arbitrary<OrderWish>;
  /**
   * Who begins what was ordered: a person, on a page of the provider that they are led to, or the provider itself, so that
   * nobody is led anywhere.
   */
  readonly begun: 'by_person' | 'by_provider';
  /** Every status that the provider documents and its world can show, and what the adapter must make of it. */
  readonly statuses: readonly DocumentedStatus[];
  /**
   * From when on a look-up knows an order. `at_once`: as soon as it was made. `when_begun`: only once the person has
   * begun on the provider's page. Until then nobody can begin who was not sent there by us, and the same key gives
   * the same way there again, so that `not_found` leads to what was made.
   */
  readonly known: 'at_once' | 'when_begun';
  /**
   * For how long after an attempt began its list of orders may not have it: until then a look-up without a reference that
   * finds nothing is `unknown`. Left out where a list has at once what was made.
   */
  readonly listLagMs?: number;
  /**
   * Whether the provider knows a repeat by its key. Where it is `ignored`, a repeat makes another way to the same order,
   * of which the person is given one.
   */
  readonly keys: 'honoured' | 'ignored';
  /**
   * For a provider that can be asked to stop an order: the status of one for which it is too late, and the name of the
   * status of one that was stopped, if the provider tells of it. Absent for any other.
   */
  readonly cancelling?: { readonly tooLate: string; readonly event: string | null };
  /** What is delivered stays with the provider, who is told of no destination and tells of none. Left out of any other. */
  readonly staysThere?: true;
  /** Of a provider that tells no news by itself: whatever comes as a webhook of its is forged. Left out of any other. */
  readonly tellsNothing?: true;
  /**
   * For an on-ramp that tells of payments that were taken back after the delivery: the status of one. Absent for one that bears
   * returns and disputes itself.
   */
  readonly takenBack?: string;
  /**
   * For a provider that prepares: for how long what was prepared is taken, and after how long it is proved that it never
   * will be. Absent for any other.
   */
  readonly preparing?: { readonly expiresMs: number; readonly provenMs: number };
  /**
   * Where a submission makes nothing at the provider: it gives a link that we sign ourselves, and an order is made when the
   * person comes by it. Left out of any other.
   */
  readonly made?: 'by_visit';
  /** What the double and its callers share, by the names of the server's settings. */
  readonly secrets: Readonly<Record<string, string>>;
  /** The vendor's own name of the version that we speak. */
  readonly vendorVersion: string;
  /** What of a request's body is chance, such as a nonce, and is no part of a recording; left out where nothing is. */
  readonly chance?: RegExp;
  /** The file of what was recorded: vectors.ts. */
  readonly vectors: URL;
}

/** The same, with the world that it is tried in. */
export interface DeskSuite<Name extends OrderDeskName> extends OrderSuite {
  openWorld(manifest: ProviderManifest<Pick<Desks, Name>>): Promise<OrderWorld>;
}

/** The parts of a submission that a person chooses, and what a provider's price made of them. */
export type OrderWish = Pick<
  Submission,
  'pay' | 'payNetwork' | 'chargeMax' | 'deliver' | 'network' | 'destination' | 'method' | 'trade'
>;

export interface DocumentedStatus {
  readonly status: string;
  readonly stage: Observation['stage'];
  readonly end: Observation['end'];
  readonly milestone: string;
}

/**
 * How the outside world goes wrong. `before` and `after` are seen from the execution of the order; `charge_more` and
 * `deliver_less` show only at its end.
 */
export type WorldFault =
  | 'reject'
  | 'rate_limit'
  | 'timeout_before'
  | 'timeout_after'
  | 'server_error_before'
  | 'server_error_after'
  | 'reset_before'
  | 'reset_after'
  | 'charge_more'
  | 'deliver_less';

/** An order as the outside world itself knows it: read past the adapter. */
export interface WorldOrder {
  readonly reference: string;
  readonly pay: Money;
  readonly network: Network;
  /** Null where it stays with the provider. */
  readonly destination: string | null;
  /** What the world really took and handed over; null while it has not. */
  readonly charged: Money | null;
  readonly delivered: Money | null;
  /** What it gave back of what it had taken; left out where it never gives anything back. */
  readonly returned?: Money | null;
}

/** What stands between the adapter and the world. */
export interface AdapterSetting {
  /** `nowhere` is an address that nobody listens on. */
  readonly reach: 'world' | 'nowhere';
  readonly timeoutMs: number;
  /** Changes the bodies of the world's answers on their way, when given. */
  readonly rewrite: ((body: string) => string) | null;
}

/** A driver of the provider's double. Each provider's tests bring their own; it shares no code with the adapter. */
export interface OrderWorld {
  /** Where the provider's double listens. */
  readonly url: string;
  createAdapter(setting: AdapterSetting): Promise<Provider>;
  now(): Instant;
  /** Lets so much time go by. */
  pass(ms: number): void;
  /** Forgets all orders and events, and ends all faults. */
  reset(): void;
  /** Strikes the next submission and no later one. */
  strikeNext(fault: WorldFault): void;
  /** Every order made for this attempt, under whatever key. */
  orders(attemptId: Id): readonly WorldOrder[];
  /** Comes to a page of the provider's, as a person who was led there. */
  visit(url: string): Promise<void>;
  /** Moves an order just made to this status, as the person and the provider would. */
  bring(reference: string, status: string): void;
  /** The event that told of this status, as it arrived; null where the provider sends none. */
  awaitEvent(reference: string, status: string): Promise<RawWebhook | null>;
  /** A webhook with this body, signed by the provider at this time. */
  sign(body: string, at: Instant): RawWebhook;
  /** A webhook with this body, signed by somebody who does not know the secret. */
  forge(body: string, at: Instant): RawWebhook;
  /** Puts another status into an answer or an event of the provider. */
  withStatus(body: string, status: string): string;
  close(): Promise<void>;
}
