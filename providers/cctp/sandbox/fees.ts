/** What crossing takes: of what is fast a share, and for sending the mint as well what that costs on the other network. */
import type { Domain } from './burns.ts';

/** Basis points, by from which finality on it is attested to. */
export const SHARES: Readonly<Record<1_000 | 2_000, number>> = { 1000: 1.3, 2000: 0 };

/** Minor units of USDC for a mint on a network. */
const FORWARD: Readonly<Record<Domain, Readonly<Record<'low' | 'med' | 'high', number>>>> = {
  0: { low: 1_206_035, med: 1_257_543, high: 1_309_052 },
  5: { low: 206_035, med: 207_543, high: 209_052 },
};

/** By how much dearer mints are where whoever tries it makes them dear. */
const DEAR = 40;

export function forwardFee(to: Domain, isDear: boolean): (typeof FORWARD)[Domain] {
  const { low, med, high } = FORWARD[to];
  const times = isDear ? DEAR : 1;
  return { low: low * times, med: med * times, high: high * times };
}

/** All that is kept of a burn: the share rounded up, and what the mint costs; never more than the burn lets. */
export function feeOf(
  amount: bigint,
  { finality, to, isForwarded, most }: { finality: number; to: Domain; isForwarded: boolean; most: bigint },
): bigint {
  const bps = BigInt(Math.round((finality < 2_000 ? SHARES[1_000] : SHARES[2_000]) * 10));
  const share = (amount * bps + 99_999n) / 100_000n;
  const fee = share + (isForwarded ? BigInt(forwardFee(to, false).med) : 0n);
  return fee < most ? fee : most;
}
