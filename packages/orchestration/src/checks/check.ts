// What is looked at before anything is sent. The rules stand in `@diboas/compliance`; here is what the engine knows of them.
import type { Instant, Money } from '@diboas/kernel';
import type { Terms } from '../agreement/terms.ts';
import type { Profile } from './profile.ts';

/**
 * Each check is pure over what is known under the customer's lock. `sanctions`: the person is on no list. `limits`: what their
 * tier may do in a day and a month. `velocity`: how many in a short time. `structuring`: several just below what is
 * looked at. `new_recipient`: much to somebody who never got anything. `unusual_amount`: far more than they usually do.
 * `travel_rule`: whoever sends so much must be known. `large_amount`: so much is looked at by a person. `counterparty`:
 * whoever gets it, by address and by name, has nothing to do with what is on a list.
 */
export const CHECKS = [
  'sanctions',
  'limits',
  'velocity',
  'structuring',
  'new_recipient',
  'unusual_amount',
  'travel_rule',
  'large_amount',
  'counterparty',
] as const;

export type CheckName = (typeof CHECKS)[number];

/**
 * What a check wants, the gravest first: `deny`: it is not done. `identity`: its person shows who they are first. `review`:
 * a person of ours looks at it. `screen`: whoever knows lists and addresses is asked.
 */
export type Verdict = 'deny' | 'identity' | 'review' | 'screen';

/** What of a finding its person may be told. */
export type ToldReason = 'over_limit' | 'identity_needed' | 'identity_refused';

/** What a check found. One that passes finds nothing. */
export interface Finding {
  readonly check: CheckName;
  readonly verdict: Verdict;
  /** Null for what whoever is looked at must not hear. */
  readonly told: ToldReason | null;
  /** What was held against what, for reviewers: figures and counts, no names. */
  readonly words: string;
}

/** What became of asking about whoever gets it. `lists` names the versions of the lists that were in force. */
export interface Screened {
  readonly result: 'clear' | 'elevated' | 'sanctioned';
  readonly by: string;
  readonly lists: string;
  /** For reviewers; empty where nothing was found. */
  readonly words: string;
  readonly at: Instant;
}

/** How far the checks of a transaction are. */
export interface Checking {
  /** The version of the rules that they went by. */
  readonly rules: string;
  readonly findings: readonly Finding[];
  /** What reviewers have let pass. */
  readonly passed: readonly CheckName[];
  /** What whoever gets it came to when it was last asked about; null where nobody was. */
  readonly screened: Screened | null;
}

/** Something that the customer began before, as checks see it. */
export interface EarlierUse {
  readonly operation: string;
  readonly at: Instant;
  readonly isOpen: boolean;
  /** `perhaps`: it was given back, and may yet be paid. `no`: it surely came to nothing. */
  readonly counts: 'yes' | 'perhaps' | 'no';
  /** To whom, by a name of ours that is the same each time; null for what comes in or stays. */
  readonly counterparty: string | null;
  /** What it was about, in US cents; 0 for what surely came to nothing. */
  readonly cents: bigint;
}

/** All that a check may know. */
export interface Checked {
  readonly terms: Pick<Terms, 'operation'>;
  /** What it is about, in US cents. */
  readonly cents: bigint;
  /** To whom outside or here; null for what comes in. */
  readonly counterparty: string | null;
  /** When it was confirmed. What was begun later is not looked at, however long it waits. */
  readonly at: Instant;
  readonly now: Instant;
  readonly profile: Profile;
  /** What the customer began before it, of the last thirty days. */
  readonly earlier: readonly EarlierUse[];
  readonly screened: Screened | null;
}

/** The rules in force. The same rules give the same findings for the same facts, at any later time. */
export interface Compliance {
  /** Names the rules: another version is kept whenever any threshold is another. */
  readonly version: string;
  /** All that these checks find. */
  findings(checks: readonly CheckName[], checked: Checked): readonly Finding[];
  /** What may be done at most, in US cents, by the limits of the tier that the customer has or could come to by showing who they are. */
  left(checked: Checked): bigint;
  /** What whoever must show who they are pays for it, once. */
  readonly identityFee: Money;
}
