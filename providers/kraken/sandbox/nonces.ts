/** The nonces of the one API key: the largest counts, and a window of lower ones is let in, as the key is set up. */
import type { Store } from '@diboas/sandbox-kit';

/** Ten seconds, in ticks of a nanosecond, as our documents ask for it. */
const WINDOW = 10_000_000_000n;

/** As many as come within the window and more. */
const SEEN_MAX = 10_000;

export interface Nonces {
  /** Whether it is taken; one that was taken once never is again. */
  take(nonce: string): boolean;
  forget(): void;
}

export function createNonces(store: Store): Nonces {
  const shelf = store.shelf<{ readonly largest: string }>('kraken_nonce');
  let seen = new Set<string>();
  return {
    take(nonce) {
      if (!/^[1-9][0-9]{0,19}$/.test(nonce) || BigInt(nonce) >= 2n ** 64n) return false;
      const largest = BigInt(shelf.get('key')?.largest ?? '0');
      if (seen.has(nonce) || BigInt(nonce) === largest || BigInt(nonce) <= largest - WINDOW) return false;
      seen.add(nonce);
      if (seen.size > SEEN_MAX) seen = new Set([...seen].slice(SEEN_MAX / 2));
      if (BigInt(nonce) > largest) shelf.put('key', { largest: nonce });
      return true;
    },
    forget() {
      seen = new Set();
    },
  };
}
