// What is known of a strategy beside the figures of the day: looked into by people of ours, and kept as data.
import type { CalendarDay } from '@diboas/calendars';

/** Somebody else's look into the code, with where their report can be read. */
export interface Audit {
  readonly by: string;
  /** The day that the report bears. */
  readonly on: CalendarDay;
  /** Of what: the name and version that the report is about. */
  readonly of: string;
  readonly url: string;
}

/** A contract of it on its live network, as people may look it up. */
export interface ListedContract {
  /** What it is there: `pool`, `token`, `vault`. */
  readonly part: string;
  readonly address: string;
}

/**
 * Who can change what runs there. `nobody`. `vote_with_delay`: those who hold its votes, and not before some days have passed in which
 * whoever disagrees can leave. `few`: whoever has a few keys.
 */
export type ChangeableBy = 'nobody' | 'vote_with_delay' | 'few';

/**
 * What its asset is worth in dollars, and by what. `reserves`: dollars and bills of the state that somebody keeps. `collateral`: other
 * coins, more than it is worth. `algorithm`: nothing but rules. `own_price`: it is tied to nothing, and rises and falls.
 */
export type TiedBy = 'reserves' | 'collateral' | 'algorithm' | 'own_price';

/** What can go wrong, each told in a sentence of its own on screens. */
export type WhatCanGoWrong =
  | 'code_fails'
  | 'borrowers_do_not_pay_back'
  | 'others_leave_first'
  | 'rate_falls'
  | 'peg_breaks'
  | 'price_falls'
  | 'rules_change'
  | 'prices_told_wrong'
  | 'moves_against_keeping'
  | 'leaves_its_range';

export interface RiskFile {
  /** The strategy by its name. */
  readonly strategy: string;
  /** When people of ours looked into it last. */
  readonly lookedAt: CalendarDay;
  /** Since when it has been open to everybody on its network. */
  readonly openSince: CalendarDay;
  readonly contracts: readonly ListedContract[];
  readonly changeableBy: ChangeableBy;
  /** The newest first. */
  readonly audits: readonly Audit[];
  readonly tiedBy: TiedBy;
  /** What whoever compares yields calls it, by which a second figure is found; null where they do not list it. */
  readonly yieldPool: string | null;
  /** What weighs most comes first. */
  readonly whatCanGoWrong: readonly WhatCanGoWrong[];
}
