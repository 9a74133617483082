import { isAsset } from '@diboas/kernel';

/**
 * How our own values become JSON and come back: an amount's `units` is a decimal string in JSON and a bigint in
 * memory, recognised by the `asset` beside it. Nothing else in a stored value is a bigint.
 */
export function encodeJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? part.toString() : part));
}

/** Gives amounts their bigint back, in place: for values that were just parsed from JSON and belong to nobody. */
export function reviveMoney<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  const record = value as Record<string, unknown>;
  if (typeof record.units === 'string' && isAsset(record.asset)) {
    record.units = BigInt(record.units);
    return value;
  }
  for (const part of Object.values(record)) reviveMoney(part);
  return value;
}
