// What an operator reads of money that lies with providers.
import { BUCKETS, formatMoney, money } from '@diboas/kernel';
import type { Float } from '@diboas/orchestration';

/** What is free of each float, over all buckets: the whole, and the least and the most that one bucket can promise. */
export function tellFloats(shares: readonly Float[]): string {
  const byKey = Map.groupBy(shares, ({ provider, asset, network }) => `${provider} ${asset} ${network}`);
  if (byKey.size === 0) return 'No provider pays out of money of ours.';
  return [...byKey].map(([name, ones]) => tellFloat(name, ones)).join('\n');
}

function tellFloat(name: string, shares: readonly Float[]): string {
  const sorted = shares.map(({ free }) => free).toSorted((one, other) => (one < other ? -1 : 1));
  const [first] = shares;
  const text = (units: bigint) => formatMoney(money(first?.asset ?? 'USDC', units < 0n ? 0n : units));
  const whole = sorted.reduce((sum, free) => sum + free, 0n);
  // Where a bucket has no share, nothing is free for its customers.
  const least = sorted.length < BUCKETS.length ? 0n : (sorted[0] ?? 0n);
  const lacking = sorted.filter((free) => free < 0n).length;
  const more = lacking === 0 ? '' : `; ${lacking} shares are overdrawn: take from others what they lack`;
  return `${name}: ${text(whole)} free; an order of ${text(sorted.at(-1) ?? 0n)} at most, of ${text(least)} by anybody${more}`;
}
