import type { Memo } from '@diboas/orchestration';

/** What was prepared, as it is kept, and then what it can be found by. */
export type StoredMemo = readonly [bytes: string, ...names: string[]];

export function encodeMemo({ bytes, names }: Memo): StoredMemo {
  return [bytes, ...names];
}

export function decodeMemo([bytes, ...names]: StoredMemo): Memo {
  return { bytes, names };
}
