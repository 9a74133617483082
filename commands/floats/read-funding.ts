// From what was typed to money that was brought to a provider or taken away again: every refusal is said in words.
import { BUCKETS, type Bucket, isAsset, isNetwork, parseMoney, smallerUnits } from '@diboas/kernel';
import type { Float, FloatKey } from '@diboas/orchestration';
import { UsageError } from '../command-line/options.ts';

export const FUNDING_OPTIONS = {
  amount: { type: 'string' },
  network: { type: 'string' },
  by: { type: 'string' },
  reason: { type: 'string' },
  yes: { type: 'boolean' },
} as const;

export interface TypedFunding {
  readonly key: FloatKey;
  /** More than nothing. */
  readonly units: bigint;
  readonly by: string;
  readonly reason: string;
  readonly isDryRun: boolean;
}

export function readFunding(
  provider: string | undefined,
  /** The ids of all providers there are. */
  known: readonly string[],
  given: { [Name in keyof typeof FUNDING_OPTIONS]?: string | boolean | undefined },
): TypedFunding {
  const { by, reason, yes = false } = given;
  if (provider === undefined || !known.includes(provider))
    throw new UsageError(`Say which provider: ${known.join(' or ')}.`);
  const [amount = '', asset = ''] = `${given.amount ?? ''}`.split(' ');
  const parsed = isAsset(asset) ? parseMoney(asset, amount) : null;
  if (!parsed?.ok || parsed.value.units <= 0n)
    throw new UsageError('--amount takes an amount and its asset, such as "5000.00 USDC".');
  if (!isNetwork(given.network))
    throw new UsageError('--network takes where it lies: ethereum, solana, sui, bitcoin or fiat.');
  if (typeof by !== 'string' || !by.trim()) throw new UsageError('Say by --by who you are.');
  if (typeof reason !== 'string' || !reason.trim())
    throw new UsageError('Say by --reason why: the audit keeps it for good.');
  const { units } = parsed.value;
  const key = { provider, asset: parsed.value.asset, network: given.network };
  return { key, units, by, reason, isDryRun: yes !== true };
}

/** One bucket's part of what is brought or taken. */
export interface FloatPart {
  readonly bucket: Bucket;
  readonly units: bigint;
}

/** The same to each bucket, to the last unit. */
export function sharesOf(units: bigint): readonly FloatPart[] {
  const count = BigInt(BUCKETS.length);
  return BUCKETS.map((bucket, index) => ({
    bucket,
    units: units / count + (BigInt(index) < units % count ? 1n : 0n),
  })).filter((part) => part.units > 0n);
}

/** From where most is free, so that as few as possible are left with nothing; null where less than that is free. */
export function takeFrom(
  free: ReadonlyMap<Bucket, Pick<Float, 'free'>>,
  units: bigint,
): readonly FloatPart[] | null {
  // What one share is overdrawn by lies in no other: it has left the provider, whoever's share it was.
  const whole = [...free.values()].reduce((sum, one) => sum + one.free, 0n);
  if (whole < units) return null;
  const parts: FloatPart[] = [];
  let missing = units;
  for (const [bucket, { free: there }] of [...free].toSorted(([, one], [, other]) =>
    one.free > other.free ? -1 : 1,
  )) {
    if (missing === 0n || there <= 0n) break;
    const taken = smallerUnits(there, missing);
    parts.push({ bucket, units: -taken });
    missing -= taken;
  }
  return missing === 0n ? parts : null;
}
