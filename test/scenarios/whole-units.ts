import { type Asset, assert, parseMoney } from '@diboas/kernel';

/** The whole units of an amount as it comes over the wire: a float would let the last of them differ. */
export function wholeUnits(asset: Asset, text: string): bigint {
  const parsed = parseMoney(asset, text);
  assert(parsed.ok, 'an amount of a view is one', { asset, text });
  return parsed.value.units;
}
