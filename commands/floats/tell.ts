// What an operator reads of money that lies with providers.
import { formatMoney, money } from '@diboas/kernel';
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
  const text = (units: bigint) => formatMoney(money(first?.asset ?? 'USDC', units));
  const whole = sorted.reduce((sum, free) => sum + free, 0n);
  const [least = 0n, most = 0n] = [sorted[0], sorted.at(-1)];
  return `${name}: ${text(whole)} free; an order of ${text(most)} at most, and of ${text(least)} by anybody`;
}
