import type { Instant } from '@diboas/kernel';
import type { Screened } from '@diboas/orchestration';

/** What the world knows to be true of checks: for the checker. */
export interface ChecksTruth {
  /** Since when somebody may count as verified: the first time that anybody told it. */
  readonly verified: Map<string, Instant>;
  /** Whom every node has heard to be verified, and nobody said otherwise since. */
  readonly surelyVerified: Map<string, Instant>;
  /** Whose name is on a list, as was heard, and nobody has cleared. */
  readonly listed: Map<string, Instant>;
  /** Whose name may be taken for one on a list: since the first time that anybody told it, until it is known to be cleared. */
  readonly mayBeListed: Set<string>;
  /** What a reviewer let pass, or may have. */
  readonly approved: Set<string>;
  /** What addresses have against them, from when on. */
  readonly addresses: Map<string, { readonly result: Screened['result']; readonly from: Instant }[]>;
}

export function createChecksTruth(): ChecksTruth {
  return {
    ...{ verified: new Map(), surelyVerified: new Map(), listed: new Map() },
    ...{ mayBeListed: new Set(), approved: new Set(), addresses: new Map() },
  };
}

/** What the world says of an address at an instant. */
export function resultAt({ addresses }: ChecksTruth, address: string, at: Instant): Screened['result'] {
  return addresses.get(address)?.findLast(({ from }) => from <= at)?.result ?? 'clear';
}
