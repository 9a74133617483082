// The rules of compliance as data: thresholds that a person of ours may set, each kept under a version of its own, so that a decision
// can be explained and repeated years later.
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';

/** US cents. Written as text in JSON, for a number there is no whole number any more beyond 2^53. */
const cents = z
  .union([z.string().regex(/^\d{1,15}$/), z.int().nonnegative()])
  .transform((text) => BigInt(text));

const count = z.int().min(1).max(1_000);

/** At most so much within so many days, which move along with the clock. */
const limit = z.strictObject({ days: z.int().min(1).max(30), cents });

const limitsOfTier = z.strictObject({
  /** What comes in. */
  in: z.array(limit).min(1),
  /** What goes to somebody else, or out of diBoaS. */
  out: z.array(limit).min(1),
});

const bookSchema = z.strictObject({
  /** As people call it. */
  name: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,31}$/),
  limits: z.strictObject({ unverified: limitsOfTier, verified: limitsOfTier, enhanced: limitsOfTier }),
  /** More than so many within so many hours are looked at. */
  velocity: z.strictObject({ hours: z.int().min(1).max(720), most: count }),
  /** So many within so many days of at least `fromPercent` of `below` and less than it are looked at. */
  structuring: z.strictObject({
    ...{ days: z.int().min(1).max(30), below: cents, fromPercent: z.int().min(1).max(99), count },
  }),
  /** So much to somebody who never got anything is looked at. */
  newRecipient: z.strictObject({ cents }),
  /** `times` what is usual by at least `basis` earlier ones, and at least `cents`, is looked at. */
  unusual: z.strictObject({ times: z.int().min(2).max(1_000), basis: count, cents }),
  /** Whoever sends so much must be known: 31 CFR 1010.410(f), $3,000. */
  travelRule: z.strictObject({ cents }),
  /** So much is looked at by a person. */
  large: z.strictObject({ cents }),
  /** What whoever must show who they are pays for it, once: mission row M11. */
  identity: z.strictObject({ cents }),
  /** How old what was said of an address may be when it is sent to. */
  screening: z.strictObject({ freshSeconds: z.int().min(1).max(86_400) }),
});

export type RuleBook = z.output<typeof bookSchema>;

/** @returns the book, or what is wrong with it, by the names of its parts */
export function readRuleBook(
  value: unknown,
): { ok: true; value: RuleBook } | { ok: false; issues: string[] } {
  const read = bookSchema.safeParse(value);
  if (read.success) return { ok: true, value: read.data };
  return { ok: false, issues: read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) };
}

/** The same for the same rules, and another one for others, whatever they are called. */
export function versionOf(book: RuleBook): string {
  const digest = bytesToHex(sha256(utf8ToBytes(ruleBookText(book))));
  return `${book.name}-${digest.slice(0, 12)}`;
}

/** As JSON, which `readRuleBook` reads back as the same. */
export function ruleBookText(book: RuleBook): string {
  return JSON.stringify(book, (_, value: unknown) => (typeof value === 'bigint' ? `${value}` : value));
}

const DOLLAR = 100n;

/** Mission rows M23 and M24. */
export const RULES: RuleBook = {
  name: '2026-11',
  limits: {
    unverified: {
      in: [{ days: 30, cents: 1_000n * DOLLAR }],
      out: [
        { days: 1, cents: 500n * DOLLAR },
        { days: 30, cents: 1_000n * DOLLAR },
      ],
    },
    verified: {
      in: [
        { days: 1, cents: 25_000n * DOLLAR },
        { days: 30, cents: 100_000n * DOLLAR },
      ],
      out: [
        { days: 1, cents: 25_000n * DOLLAR },
        { days: 30, cents: 100_000n * DOLLAR },
      ],
    },
    enhanced: {
      in: [
        { days: 1, cents: 100_000n * DOLLAR },
        { days: 30, cents: 1_000_000n * DOLLAR },
      ],
      out: [
        { days: 1, cents: 100_000n * DOLLAR },
        { days: 30, cents: 1_000_000n * DOLLAR },
      ],
    },
  },
  velocity: { hours: 1, most: 15 },
  structuring: { days: 7, below: 10_000n * DOLLAR, fromPercent: 80, count: 3 },
  newRecipient: { cents: 5_000n * DOLLAR },
  unusual: { times: 10, basis: 5, cents: 2_000n * DOLLAR },
  travelRule: { cents: 3_000n * DOLLAR },
  large: { cents: 10_000n * DOLLAR },
  identity: { cents: 299n },
  screening: { freshSeconds: 60 },
};
