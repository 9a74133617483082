// What amounts on days are worth at a factor a day: a sum of units × factor^days. The factor is a fraction of `UNIT`, between
// nothing and one. All is whole numbers, with what is rounded off on both sides, so that a sign that is told is the sign.

/** An amount, and how many days after the first it moves. */
export interface Term {
  readonly days: number;
  readonly units: bigint;
}

/** All that something may be. */
export interface Enclosure {
  readonly low: bigint;
  readonly high: bigint;
}

const UNIT_BITS = 192n;

/** One, as a factor is written. */
export const UNIT = 1n << UNIT_BITS;

/** Units of one day are one term, in the order of days, and no term is zero. The first is at no days. */
export function termsOf(amounts: readonly Term[]): Term[] {
  const byDays = new Map<number, bigint>();
  for (const { days, units } of amounts) byDays.set(days, (byDays.get(days) ?? 0n) + units);
  const some = [...byDays].filter(([, units]) => units !== 0n).sort(([left], [right]) => left - right);
  const first = some[0]?.[0] ?? 0;
  return some.map(([days, units]) => ({ days: days - first, units }));
}

/** The same, counted from the last day back: its factor is one divided by that of the first. */
export function reversed(terms: readonly Term[]): Term[] {
  const last = terms.at(-1)?.days ?? 0;
  return terms.map(({ days, units }) => ({ days: last - days, units })).reverse();
}

export function sumOf(terms: readonly Term[]): bigint {
  return terms.reduce((sum, { units }) => sum + units, 0n);
}

/** What it may be worth, in parts of `UNIT`, at any factor from `low` to `high`. */
export function enclose(terms: readonly Term[], { low, high }: Enclosure): Enclosure {
  const powerOfGap = createPowers({ low, high });
  let power: Enclosure = { low: UNIT, high: UNIT };
  let days = 0;
  let sum: Enclosure = { low: 0n, high: 0n };
  for (const term of terms) {
    power = multiplied(power, powerOfGap(term.days - days));
    days = term.days;
    const [least, most] = term.units > 0n ? [power.low, power.high] : [power.high, power.low];
    sum = { low: sum.low + term.units * least, high: sum.high + term.units * most };
  }
  return sum;
}

/** 1 or -1; 0 for exactly nothing; null where it is too near to nothing to be told. */
export function signOf({ low, high }: Enclosure): 1 | 0 | -1 | null {
  if (low > 0n) return 1;
  if (high < 0n) return -1;
  return low === 0n && high === 0n ? 0 : null;
}

/** Gaps between days are mostly alike, so each is raised once. */
function createPowers(base: Enclosure): (gap: number) => Enclosure {
  const known = new Map<number, Enclosure>();
  return (gap) => {
    const found = known.get(gap) ?? raised(base, gap);
    known.set(gap, found);
    return found;
  };
}

function raised(base: Enclosure, exponent: number): Enclosure {
  let [result, square] = [{ low: UNIT, high: UNIT }, base];
  for (let left = exponent; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = multiplied(result, square);
    if (left > 1) square = multiplied(square, square);
  }
  return result;
}

/** Both are at least nothing. A shift to the right rounds down, and of what is below zero away from it. */
function multiplied(left: Enclosure, right: Enclosure): Enclosure {
  return { low: (left.low * right.low) >> UNIT_BITS, high: -((-left.high * right.high) >> UNIT_BITS) };
}
