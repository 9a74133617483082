// At which factors between nothing and one a sum of amounts is worth nothing: how many there are, and where each is. Never a
// guess: a rule of signs settles nearly all that people do. Where it does not, the stretches on which the sum rises or falls all
// through are found, on each of which it is nothing at most once. Their ends are where another sum with one change of sign less is
// nothing, so it ends with one that has a single change. What is too near to nothing to have a sign is told as not clear.
import { largerUnits } from '@diboas/kernel';
import { type Enclosure, enclose, signOf, sumOf, type Term, UNIT } from './polynomial.ts';

/** A stretch, mostly a narrow one, with one solution in it. */
export type Bracket = Enclosure;

/** As narrow as a bracket is made: of a factor, 38 digits after the point. */
const NARROW = UNIT >> 128n;

/** How many amounts, times how often they turn from paid in to paid out, are looked through: it may take a second. */
const LOOKED_THROUGH_MAX = 4_000;

/** Where a stretch is cut, in eighths: elsewhere, where in the middle it is too near to nothing. */
const CUTS = [4n, 3n, 5n, 2n, 6n];

/** Solutions above nothing and below one; one itself is none of them. @param terms in order, the first at no days: see `termsOf` */
export function rootsBelowOne(terms: readonly Term[]): readonly Bracket[] | 'unclear' {
  const whole = { low: leastFactor(terms), high: UNIT };
  const most = turnsOf(runningSums(terms));
  if (most === 0) return [];
  // Where it is nothing at one as well, the one solution may lie above one.
  if (most === 1 && sumOf(terms) !== 0n) return onlyNarrow([narrow(terms, whole)]);
  if (turnsOf(terms.map(({ units }) => units)) * terms.length > LOOKED_THROUGH_MAX) return 'unclear';
  const { found, unsure } = rootsWithin(terms, whole);
  return unsure.length === 0 ? onlyNarrow(found) : 'unclear';
}

function onlyNarrow(found: readonly Bracket[]): readonly Bracket[] | 'unclear' {
  return found.every(({ low, high }) => high - low <= NARROW) ? found : 'unclear';
}

/** Half of Cauchy's bound: up to it the first term alone is surely more than all others can be. */
function leastFactor(terms: readonly Term[]): bigint {
  const sizes = terms.map(({ units }) => (units < 0n ? -units : units));
  const first = sizes[0] ?? 1n;
  return (UNIT * first) / (first + sizes.reduce(largerUnits, 0n)) / 2n;
}

/** What was paid in and out up to each term. */
function runningSums(terms: readonly Term[]): bigint[] {
  let sum = 0n;
  return terms.map(({ units }) => {
    sum += units;
    return sum;
  });
}

/**
 * How often a sequence turns from above zero to below or back. Of running sums it is the most solutions there are below one,
 * or fewer by an even number: Descartes' rule of signs for the series divided by one less the factor. The case of one turn is in
 * C. J. Norstrom, "A Sufficient Condition for a Unique Nonnegative Internal Rate of Return", 1972.
 */
function turnsOf(sequence: readonly bigint[]): number {
  const some = sequence.filter((value) => value !== 0n);
  return some.filter((value, index) => index > 0 && value > 0n !== (some[index - 1] ?? 0n) > 0n).length;
}

interface Roots {
  readonly found: readonly Bracket[];
  /** Where it comes so near to nothing that there may be two solutions or none. */
  readonly unsure: readonly Bracket[];
}

function rootsWithin(terms: readonly Term[], whole: Enclosure): Roots {
  const turns = turnsOf(terms.map(({ units }) => units));
  if (turns === 0) return { found: [], unsure: [] };
  const between = turns === 1 ? { found: [], unsure: [] } : rootsWithin(withOneTurnLess(terms), whole);
  const turningPoints = [...between.found, ...between.unsure].sort((one, other) =>
    one.low < other.low ? -1 : 1,
  );
  const ends = [{ low: whole.low, high: whole.low }, ...turningPoints, { low: UNIT, high: UNIT }];
  const signs = ends.map((end) => signOf(enclose(terms, end)));
  const found = ends.flatMap(({ high }, index) => {
    const [sign, nextSign, next] = [signs[index], signs[index + 1], ends[index + 1]];
    return next && sign && nextSign && sign !== nextSign
      ? [narrow(terms, { low: high, high: next.low })]
      : [];
  });
  return { found, unsure: turningPoints.filter((_, index) => signs[index + 1] === null) };
}

/**
 * The slope, but for a factor above zero, of the sum divided by the factor to a power between the days of the first turn: every
 * term up to it changes its sign, and none after. So it has one turn less, as in the proof of Descartes' rule.
 */
function withOneTurnLess(terms: readonly Term[]): Term[] {
  const isUp = (terms[0]?.units ?? 0n) > 0n;
  const turned = terms.findIndex(({ units }) => units > 0n !== isUp);
  const lastBefore = terms[turned - 1]?.days ?? 0;
  return terms.map(({ days, units }) => ({ days, units: units * BigInt(2 * (days - lastBefore) - 1) }));
}

/** Halves a stretch with other signs at its ends until it is narrow, or has no sign anywhere within. */
function narrow(terms: readonly Term[], { low, high }: Bracket): Bracket {
  const signAt = (factor: bigint) => signOf(enclose(terms, { low: factor, high: factor }));
  const signBelow = signAt(low);
  let bracket = { low, high };
  while (bracket.high - bracket.low > NARROW) {
    const cut = cutOf(bracket, signAt);
    if (cut === null) return bracket;
    if (cut.sign === 0) return { low: cut.at, high: cut.at };
    bracket = cut.sign === signBelow ? { ...bracket, low: cut.at } : { ...bracket, high: cut.at };
  }
  return bracket;
}

/** Somewhere within, where there is a sign. */
function cutOf(
  { low, high }: Bracket,
  signAt: (factor: bigint) => number | null,
): { readonly at: bigint; readonly sign: number } | null {
  for (const eighths of CUTS) {
    const at = low + ((high - low) * eighths) / 8n;
    const sign = signAt(at);
    if (sign !== null) return { at, sign };
  }
  return null;
}
