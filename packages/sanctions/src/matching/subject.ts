// What else is known of whom, beside a name: it makes a match more or less likely, and never decides alone.
import type { EntryKind, ListEntry, NameQuality } from '../entry/entry.ts';

/** Whom we ask about. What is not known is left out, and changes nothing. */
export interface ScreenedSubject {
  readonly name: string;
  readonly kind?: 'person' | 'entity' | undefined;
  readonly birthYear?: number | undefined;
  /** ISO 3166-1 alpha-2: nationality, and where they live. */
  readonly countries?: readonly string[] | undefined;
}

export const ADJUSTMENT_REASONS = [
  ...(['weak_alias', 'other_kind'] as const),
  ...(['birth_year_same', 'birth_year_differs', 'country_same', 'country_differs'] as const),
] as const;

export type AdjustmentReason = (typeof ADJUSTMENT_REASONS)[number];

export interface Adjustment {
  readonly reason: AdjustmentReason;
  /** Added to the score of the names. */
  readonly by: number;
}

/**
 * Lists are often wrong about years and say little of countries, and who hides has papers that say otherwise: so what
 * differs takes less than what a name that differs does. A name that is the same is found whatever else is said.
 */
const ADJUSTMENTS: Readonly<Record<AdjustmentReason, number>> = {
  weak_alias: -0.03,
  other_kind: -0.06,
  birth_year_same: 0.04,
  birth_year_differs: -0.12,
  country_same: 0.02,
  country_differs: -0.04,
};

/** The most that all of them together add to a score. */
export const RAISED_MOST = ADJUSTMENTS.birth_year_same + ADJUSTMENTS.country_same;

/** A year on a list is that of some paper: it is the same within one, and differs beyond two. */
const SAME_WITHIN_YEARS = 1;
const DIFFERS_BEYOND_YEARS = 2;

export function adjustmentsOf(
  { kind, birthYear, countries = [] }: ScreenedSubject,
  entry: ListEntry,
  quality: NameQuality,
): readonly Adjustment[] {
  const reasons = [
    quality === 'weak' ? ('weak_alias' as const) : null,
    kind !== undefined && isOtherKind(kind, entry.kind) ? ('other_kind' as const) : null,
    birthYear === undefined ? null : compareYears(birthYear, entry),
    compareCountries(countries, entry.countries),
  ];
  return reasons.flatMap((reason) => (reason === null ? [] : [{ reason, by: ADJUSTMENTS[reason] }]));
}

function isOtherKind(kind: 'person' | 'entity', listed: EntryKind): boolean {
  return kind === 'person' ? listed !== 'person' : listed === 'person';
}

function compareYears(year: number, { births }: ListEntry): AdjustmentReason | null {
  if (births.length === 0) return null;
  const apart = Math.min(...births.map(({ from, until }) => Math.max(0, from - year, year - until)));
  if (apart <= SAME_WITHIN_YEARS) return 'birth_year_same';
  return apart > DIFFERS_BEYOND_YEARS ? 'birth_year_differs' : null;
}

function compareCountries(given: readonly string[], listed: readonly string[]): AdjustmentReason | null {
  if (given.length === 0 || listed.length === 0) return null;
  return given.some((one) => listed.includes(one)) ? 'country_same' : 'country_differs';
}
