import { type Asset, isAsset, type Money, parseMoney } from '@diboas/kernel';

/** An amount of nothing or more, exactly; null when it is negative, no decimal, or finer than the asset. */
export function readAmount(asset: Asset, text: string): Money | null {
  const read = parseMoney(asset, text);
  return read.ok && read.value.units >= 0n ? read.value : null;
}

/** The asset that a provider writes in lower case; null for one that we do not know, or that is not so written. */
export function assetInLowerCase(text: string): Asset | null {
  const asset = text.toUpperCase();
  return text === text.toLowerCase() && isAsset(asset) ? asset : null;
}

/** Whether a provider's word stands in our table of all of its words. */
export function isWordOf<Word extends string>(
  table: Readonly<Record<Word, unknown>>,
  word: string,
): word is Word {
  return Object.hasOwn(table, word);
}
