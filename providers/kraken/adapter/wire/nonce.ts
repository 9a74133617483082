import type { Instant } from '@diboas/kernel';

const NANOSECONDS_IN_MS = 1_000_000n;

/**
 * The nonces of one process, each larger than the one before. Kraken keeps the largest of each API key, and refuses what is
 * not larger (`EAPI:Invalid nonce`) before it looks at anything else: nothing was done then, and the same may be sent again.
 *
 * Several nodes may call with one key. So a nonce is the time, which all of them share, in nanoseconds: the milliseconds
 * of the clock and a place within one that chance gave this process, so that two nodes do not come upon the same one in
 * the same millisecond. A clock that is put back does not bring a nonce back. Calls that overtake each other on their way,
 * and clocks that are apart, are what the key's nonce window is for: KRAKEN_API_KEY asks for one of ten seconds, in ticks
 * of a nanosecond. It does not weaken anything here, for no call is ever sent twice with one nonce. A node whose clock is
 * further behind than the window is turned away until it is set right, or has a key of its own.
 */
export function createNonces({ now, place }: { now: () => Instant; place: number }): () => string {
  let last = 0n;
  return () => {
    const fresh = BigInt(now()) * NANOSECONDS_IN_MS + BigInt(place);
    last = fresh > last ? fresh : last + 1n;
    return last.toString();
  };
}
