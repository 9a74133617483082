import { DAY_MS, largerUnits } from '@diboas/kernel';

/** Over how many days what is used of a float is counted. */
export const USE_DAYS = 7;
export const USE_MS = USE_DAYS * DAY_MS;

/** What has to be free of floats. */
export interface FloatRules {
  /** As many days' use as have to be free: for as long money takes to be brought. */
  readonly days: number;
  /** What has to be free of a float whatever is used of it, by its name. */
  readonly least: ReadonlyMap<string, bigint>;
}

/** Less than this free is low: what was said for this float, or a few days' use where that is more. */
export function leastOf(name: string, { used, rules }: { used: bigint; rules: FloatRules }): bigint {
  const said = rules.least.get(name) ?? 0n;
  const days = BigInt(USE_DAYS);
  // Rounded up: a float that is used at all has something to be kept free.
  const byUse = (used * BigInt(rules.days) + days - 1n) / days;
  return largerUnits(byUse, said);
}
