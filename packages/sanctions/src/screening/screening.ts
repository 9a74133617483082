// M24: what somebody or an address was screened for, against which lists, and what came of it: whole, so that it can be explained
// and done again years later.
import type { Instant } from '@diboas/kernel';
import { CHAIN_NETWORKS } from '@diboas/networks';
import { z } from 'zod';
import { NAME_QUALITIES, SANCTIONS_LISTS } from '../entry/entry.ts';
import { ADJUSTMENT_REASONS } from '../matching/subject.ts';
import { LIKENESS_REASONS } from '../name/likeness.ts';

export const SCREENING_KINDS = ['customer', 'recipient', 'address'] as const;

export type ScreeningKind = (typeof SCREENING_KINDS)[number];

/** Who or what is screened: the id of a customer or of a recipient, and for an address its network and text. */
export interface ScreeningKey {
  readonly kind: ScreeningKind;
  readonly id: string;
}

/** What is asked of the lists, as it was asked: a name with all that was known beside it, or an address. */
const askedSchema = z.discriminatedUnion('of', [
  z.strictObject({
    of: z.literal('name'),
    name: z.string(),
    kind: z.enum(['person', 'entity']).optional(),
    birthYear: z.int().optional(),
    countries: z.array(z.string()).readonly().optional(),
  }),
  z.strictObject({ of: z.literal('address'), network: z.enum(CHAIN_NETWORKS), address: z.string() }),
]);

export type ScreeningAsked = z.output<typeof askedSchema>;

/** The version of each list that was asked; a list that was never imported is absent. */
const listsSchema = z.partialRecord(z.enum(SANCTIONS_LISTS), z.int().positive());

export type ListVersions = Readonly<z.output<typeof listsSchema>>;

const share = z.number().min(0);
const words = z.array(z.string()).readonly();

/** An entry that the subject may be: `NameHit`, with the entry by its id in its list. */
const nameEvidence = z.strictObject({
  of: z.literal('name'),
  list: z.enum(SANCTIONS_LISTS),
  entry: z.string(),
  name: z.strictObject({ text: z.string(), quality: z.enum(NAME_QUALITIES) }).readonly(),
  score: share,
  names: z
    .strictObject({
      score: share,
      matches: z
        .array(
          z.strictObject({
            ...{ given: z.string(), listed: z.string(), reason: z.enum(LIKENESS_REASONS) },
            ...{ likeness: share, weightGiven: share, weightListed: share },
          }),
        )
        .readonly(),
      ...{ unmatchedGiven: words, unmatchedListed: words, coveredGiven: share, coveredListed: share },
      isByOneWord: z.boolean(),
    })
    .readonly(),
  adjustments: z.array(z.strictObject({ reason: z.enum(ADJUSTMENT_REASONS), by: z.number() })).readonly(),
});

/** An entry that has the address, as the list writes it. */
const addressEvidence = z.strictObject({
  of: z.literal('address'),
  list: z.enum(SANCTIONS_LISTS),
  entry: z.string(),
  /** The entry's first name. */
  name: z.string(),
  currency: z.string(),
  address: z.string(),
});

const evidenceSchema = z.array(z.discriminatedUnion('of', [nameEvidence, addressEvidence])).readonly();

export type ScreeningEvidence = z.output<typeof evidenceSchema>[number];

export interface ScreeningResult {
  readonly outcome: 'clear' | 'hit';
  /** Of a hit: who it may be, the likeliest first. A clear one has none. */
  readonly evidence: readonly ScreeningEvidence[];
}

export interface Screening extends ScreeningResult {
  readonly key: ScreeningKey;
  /** Results of one subject count from 1. The last one holds. */
  readonly number: number;
  readonly asked: ScreeningAsked;
  readonly lists: ListVersions;
  readonly at: Instant;
  /** The last lists that gave the same result, and when they were asked: those above, at first. */
  readonly still: { readonly lists: ListVersions; readonly at: Instant };
}

/** The parts of a screening that are kept as JSON. */
export interface KeptScreening {
  readonly asked: unknown;
  readonly lists: unknown;
  readonly evidence: unknown;
  readonly stillLists: unknown;
}

/** As they were stored; throws where a row holds something else. */
export function parseScreening({
  asked,
  lists,
  evidence,
  stillLists,
}: KeptScreening): Pick<Screening, 'asked' | 'lists' | 'evidence'> & { readonly stillLists: ListVersions } {
  return {
    asked: askedSchema.parse(asked),
    lists: listsSchema.parse(lists),
    evidence: evidenceSchema.parse(evidence),
    stillLists: listsSchema.parse(stillLists),
  };
}

/** Whether the same was asked, whatever is left out or said in another order. */
export function isSameAsked(one: ScreeningAsked, other: ScreeningAsked): boolean {
  return textOf(one) === textOf(other);
}

function textOf(asked: ScreeningAsked): string {
  if (asked.of === 'address') return JSON.stringify([asked.network, asked.address]);
  const { name, kind = null, birthYear = null, countries = [] } = asked;
  return JSON.stringify([name, kind, birthYear, countries.toSorted()]);
}

export function isSameLists(one: ListVersions, other: ListVersions): boolean {
  return SANCTIONS_LISTS.every((list) => one[list] === other[list]);
}

/**
 * Whether both found the same entries. A score changes with every name that a list takes up, since what is rare weighs more; whom a
 * name may be does not, and that is what a reviewer decides about.
 */
export function isSameResult(one: ScreeningResult, other: ScreeningResult): boolean {
  return entriesOf(one) === entriesOf(other);
}

function entriesOf({ evidence }: ScreeningResult): string {
  return JSON.stringify(evidence.map(({ list, entry }) => `${list} ${entry}`).toSorted());
}
