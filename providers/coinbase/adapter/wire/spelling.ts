/**
 * Coinbase's older API spells its fields in two ways: the reference in camelCase (docs.cdp.coinbase.com/api-reference/
 * rest-api/onramp-offramp/get-onramp-transactions-by-id), the guide and what integrators receive in snake_case
 * (docs.cdp.coinbase.com/onramp/core-features/transaction-status). Both read the same from here on.
 */
export function inCamelCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inCamelCase);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [camelCase(name), inCamelCase(one)]));
}

function camelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
