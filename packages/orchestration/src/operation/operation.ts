import type { Asset, Bucket, Id, Instant, Money, Network, Outcome } from '@diboas/kernel';
import type { AccountKey, BalanceType, Hold, Transfer } from '@diboas/ledger';
import type { BestBy } from '../agreement/explanation.ts';
import type { Manner } from '../agreement/manner.ts';
import type { Price } from '../agreement/price.ts';
import type { Alternative, LegPlan, Terms } from '../agreement/terms.ts';
import type { CheckName } from '../checks/check.ts';
import type { Movement } from '../provider/movement.ts';
import type { ProviderQuote, Role } from '../provider/provider.ts';
import type { AcceptedBounds } from '../transaction/act.ts';
import type { Activity } from '../transaction/status.ts';
import type { FollowUpName, Settlement } from '../transaction/transaction.ts';
import type { MarketName } from './market-hours.ts';
import type { UseLimit } from './use.ts';

/** Ids are made by the caller, so that the same input gives the same answer in a replay. */
export type CreateId = () => Id;

/** What a person asked for, parsed at the edge. Amounts are in minor units of the named asset. */
export interface PriceRequest extends Manner {
  readonly pay: Terms['price']['amount'];
  /** Where what is paid leaves. */
  readonly payNetwork: Terms['order']['payNetwork'];
  readonly method: string;
  /** What finding out who they are costs, once, in what is paid; absent where nobody has to be found out. */
  readonly identityFee?: Money;
  readonly receive: {
    readonly asset: Terms['receive']['money']['asset'];
    readonly network: Terms['receive']['network'];
  };
}

export type PriceRefusal =
  | 'amount_too_small'
  | 'amount_too_large'
  | 'over_limit'
  | 'method_unavailable'
  | 'unsupported';

/** The part of the terms that an operation works out from a provider's quote. */
export interface Pricing {
  readonly price: Price;
  readonly receive: Terms['receive'];
  readonly order: Omit<Terms['order'], 'destination'>;
}

/** What is to be booked of what moved. */
export interface Booking {
  readonly transfers: readonly Transfer[];
  /** All that was booked, this included. */
  readonly settlement: Settlement;
  /** What came far beyond what was ordered; absent when nothing did. It is not booked: a person must look. */
  readonly excess?: Money;
}

/** What moved at a provider under one attempt, and how far that was booked. */
export interface MovedSoFar {
  readonly terms: Terms;
  /** Who it is with, and what they were asked for. */
  readonly offer: Alternative;
  readonly movements: readonly Movement[];
  /** What was booked of them before; null when nothing was. */
  readonly booked: Settlement | null;
}

/** A transaction that another one brings about after its end. */
export interface FollowUp {
  readonly operation: FollowUpName;
  /** What it takes from the person, or brings them. */
  readonly money: Money;
  readonly network: Network;
  readonly transfers: readonly Transfer[];
}

/** How long somebody is waited for. */
export interface OrderPatience {
  /**
   * How long an order may wait for the person, from the attempt's start. Afterwards what was only announced is released;
   * an order with the person's own money in it is shown to an operator instead, for it may still be carried out.
   */
  readonly openMs: number;
}

/** What the provider reported does not fit what was agreed; a person must look. */
export interface SettlementMismatch {
  readonly detail: string;
}

/** What a move between customers is for the one who gets the money. */
export interface Arrival {
  /** What it is called in the recipient's history: part of stored rows, so it never changes. */
  readonly operation: string;
  readonly credited: Money;
  /** Posted from the in-transit account of the recipient's bucket. */
  readonly transfers: readonly Transfer[];
}

/**
 * A domain's plug-in: everything the engine must know of one kind of operation. Pure, and known to the engine by
 * its name in the terms only.
 */
export interface Operation {
  /** ADD_FUNDS and so on: part of stored rows, so it never changes. */
  readonly name: string;
  readonly role: Role;
  /** Who else may carry it out, beside those with that role; nobody where absent. */
  readonly alsoBy?: readonly Role[];
  /** By what the best offer is chosen: by all that counts for a provider, or by what arrives after all costs; the first where absent. */
  readonly bestBy?: BestBy;
  /** The order of `activities` is that of an order's stages. */
  readonly activities: { readonly open: Activity; readonly working: Activity };
  /** The least and the most of one order: `admit` refuses what is outside. No maximum: only limits and balances bound it. */
  readonly size: { readonly minimum: Money; readonly maximum: Money | null };
  /** What a customer who is not verified may do of it, in each of several times; absent where there is no limit. */
  readonly limits?: readonly UseLimit[];
  /** What is looked at before any of it is sent; absent where nothing is. */
  readonly checks?: readonly CheckName[];
  /** Whether our own book carries it out, so that nobody is asked for a price; absent where a provider does. */
  readonly byOwnBook?: true;
  /**
   * Out of which balances it is paid, and so carried out with money of ours; none where it is paid from outside. `strategy`:
   * out of what lies in one, so that no money of ours is needed but for the network. What leaves must be there when it is
   * confirmed, or the confirmation is refused.
   */
  readonly takesFrom: readonly (BalanceType | 'strategy')[];
  /** What of that it can take; absent where that is whatever is there. */
  takes?(held: Pick<AccountKey, 'asset' | 'network'>): boolean;
  /** In whose hours it is sent; null, or absent, where it is sent at any time. Until they begin it rests with nobody. */
  market?(terms: Terms): MarketName | null;
  /** How long its orders may take. */
  patience(terms: Terms): OrderPatience;
  /**
   * For how long after its success it is still asked whether what it delivered came back, milliseconds: a bank sends back days
   * later, and the one message that says so may be lost. Absent where nobody is asked.
   */
  readonly comesBackMs?: number;
  /**
   * The account in which what it delivered lies from then on and earns: as long as anything is on it, its provider is asked what
   * it has come to. Absent where nothing stays there.
   */
  staysOn?(terms: Terms): AccountKey;
  /** Which request may be priced at all, before any provider is asked. */
  admit(request: PriceRequest): PriceRefusal | null;
  /** What a provider is asked to price, for a request that was admitted. */
  order(request: PriceRequest): { readonly pay: PriceRequest['pay'] };
  /** The whole price from a provider's quote. Parts add up to the total. */
  price(request: PriceRequest, quote: ProviderQuote): Pricing;
  /** How it is done in several transactions; absent where it is one. */
  readonly legs?: LegRules;
  /** All of it, for an operation that our own book does in the commit of its confirmation; absent otherwise. */
  atOnce?(terms: Terms, ids: CreateId): Booking;
  /** Pending transfers that set aside what the operation needs, or announce what it will bring, by this offer. */
  reserve(terms: Terms, offer: Alternative, ids: CreateId): readonly Transfer[];
  /**
   * Books what moved and is not booked yet. `holds` are the open ones, none if they were released before the news came.
   * `ended`: no more will move, so what is left of the holds is let go. Null while there is nothing to book yet. Refused
   * when it does not fit the order: amount, asset, network, destination or charge.
   */
  book(
    moved: MovedSoFar & {
      readonly holds: readonly Hold[];
      readonly ended: boolean;
      /** Within what an operator accepted, though other figures were agreed; null where nobody had to. */
      readonly accepted: AcceptedBounds | null;
    },
    ids: CreateId,
  ): Outcome<Booking | null, SettlementMismatch>;
  /**
   * What follows from what moved after it was booked: back, or as yield; nothing when nothing does. `followed` is what
   * earlier follow-ups of a kind took or brought. What is not available any more becomes a receivable: a balance never goes
   * below zero.
   */
  after(
    moved: MovedSoFar & {
      readonly booked: Settlement;
      readonly followed: (operation: FollowUpName) => bigint;
      readonly availableOf: (key: AccountKey) => bigint;
    },
    ids: CreateId,
  ): readonly FollowUp[];
  /**
   * The recipient's half, for an operation between customers. The sender's half is `reserve`, which holds the money
   * towards the in-transit account of the sender's bucket, and `book`, which posts that hold once it has arrived.
   */
  arrive?(sent: Terms, ids: CreateId): Arrival;
}

/** What an operation's uses are counted in. */
export function countedAsset({ limits, size }: Pick<Operation, 'limits' | 'size'>): Asset {
  return limits?.[0]?.most.asset ?? size.minimum.asset;
}

/** What a domain says of an operation that is done in several. */
export interface LegRules {
  /** What its first leg always is, by whose sizes and limits it is bounded; absent where that is the person's choice. */
  readonly first?: Operation;
  /** What takes back what a leg really did; null where it may stay, or nothing can. */
  undo(leg: LegPlan, did: Settlement, id: Id): Terms | null;
}

/** What a decision may know beside the transaction and the input. */
export interface DecisionContext {
  readonly now: Instant;
  readonly bucket: Bucket;
  readonly createId: CreateId;
}
