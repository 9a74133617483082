import { assert } from '@diboas/kernel';
import type { Double, DoubleKind } from '../double/double.ts';

/** A double whose inside a test may look at, once a sandbox has opened it. */
export interface SeenDouble<Opened extends Double> {
  readonly kind: DoubleKind<Opened>;
  opened(): Opened;
}

export function seeDouble<Opened extends Double>(kind: DoubleKind<Opened>): SeenDouble<Opened> {
  let last: Opened | null = null;
  return {
    kind: {
      ...kind,
      open(parts) {
        last = kind.open(parts);
        return last;
      },
    },
    opened() {
      assert(last, 'a sandbox has opened the double');
      return last;
    },
  };
}
