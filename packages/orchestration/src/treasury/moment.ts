import type { FloatKey, FloatStanding } from '../store/floats.ts';

/** A float over all buckets: what of it is free, below zero where more was paid out than lay there, and what is promised. */
export interface FloatMoment extends FloatKey {
  readonly free: bigint;
  readonly promised: bigint;
}

/** One text per float, to key maps with and to sort by. */
export function floatName({ provider, asset, network }: FloatKey): string {
  return `${provider} ${asset} ${network}`;
}

/** The shares of all buckets put together, by name. */
export function momentsOf(standings: readonly FloatStanding[]): ReadonlyMap<string, FloatMoment> {
  const moments = new Map<string, FloatMoment>();
  for (const { provider, asset, network, free, promised } of standings) {
    const key = { provider, asset, network };
    const before = moments.get(floatName(key)) ?? { free: 0n, promised: 0n };
    moments.set(floatName(key), {
      ...key,
      free: before.free + free,
      promised: before.promised + promised,
    });
  }
  return moments;
}
