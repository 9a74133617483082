/**
 * The account of a vault. Its head is that of the program's own `VaultState` (kvault.json of @kamino-finance/klend-sdk 8.0.2), as far as
 * the fees; behind it, where the program has 54,000 bytes of allocations, stand the few figures that one allocation comes to here.
 */
import { createHash } from 'node:crypto';
import { type Address, getAddressDecoder, getAddressEncoder } from '@solana/kit';

export interface VaultFigures {
  /** Units of the token that the vault has at hand, and shares that there are: the tokens' own accounts say the same. */
  readonly available: bigint;
  readonly shares: bigint;
  /** When what is lent was counted last, in seconds since 1970. */
  readonly countedAt: bigint;
  /** Units that were lent by then, and what they earn a year, in millionths. */
  readonly lent: bigint;
  readonly ratePpm: bigint;
  /** The least that may be put in and taken out, in units of the token. */
  readonly leastIn: bigint;
  readonly leastOut: bigint;
  /** What each that is put in leaves to whoever lends it on. */
  readonly crankFee: bigint;
  /** So much may lie there at most, of everybody. */
  readonly cap: bigint;
}

export interface VaultNames {
  readonly authority: Address;
  readonly mint: Address;
  readonly tokens: Address;
  readonly shares: Address;
  readonly reserve: Address;
}

const DISCRIMINATOR = createHash('sha256').update('account:VaultState').digest().subarray(0, 8);
const BYTES = 400;
const DECIMALS = 6n;
const YEAR_S = 365n * 86_400n;

/** Each figure of 8 bytes, by its place. */
const FIGURES = {
  ...{ available: 224, shares: 232, countedAt: 272 },
  ...{ lent: 344, ratePpm: 352, leastIn: 360, leastOut: 368, crankFee: 376, cap: 384 },
} as const satisfies Record<keyof VaultFigures, number>;

const NAMES = { authority: 40, mint: 80, tokens: 120, shares: 184, reserve: 312 } as const;

export function encodeVault(names: VaultNames, figures: VaultFigures): Uint8Array {
  const bytes = Buffer.alloc(BYTES);
  bytes.set(DISCRIMINATOR);
  for (const [name, place] of Object.entries(NAMES))
    bytes.set(getAddressEncoder().encode(names[name as keyof typeof NAMES]), place);
  for (const place of [112, 216]) bytes.writeBigUInt64LE(DECIMALS, place);
  for (const [name, place] of Object.entries(FIGURES))
    bytes.writeBigUInt64LE(figures[name as keyof VaultFigures], place);
  return Uint8Array.from(bytes);
}

/** Null for what is no vault. */
export function decodeVault(
  data: ArrayLike<number>,
): (VaultNames & { readonly figures: VaultFigures }) | null {
  const bytes = Buffer.from(Uint8Array.from(data));
  if (bytes.length !== BYTES || !bytes.subarray(0, 8).equals(DISCRIMINATOR)) return null;
  const name = (place: number): Address => getAddressDecoder().decode(bytes, place);
  const figure = (which: keyof VaultFigures): bigint => bytes.readBigUInt64LE(FIGURES[which]);
  return {
    ...{ authority: name(NAMES.authority), mint: name(NAMES.mint), tokens: name(NAMES.tokens) },
    ...{ shares: name(NAMES.shares), reserve: name(NAMES.reserve) },
    figures: {
      ...{ available: figure('available'), shares: figure('shares'), countedAt: figure('countedAt') },
      ...{ lent: figure('lent'), ratePpm: figure('ratePpm'), leastIn: figure('leastIn') },
      ...{ leastOut: figure('leastOut'), crankFee: figure('crankFee') },
      cap: figure('cap'),
    },
  };
}

/** The same, with what has been earned by then lent as well. */
export function countedUntil(figures: VaultFigures, seconds: bigint): VaultFigures {
  const passed = seconds > figures.countedAt ? seconds - figures.countedAt : 0n;
  const earned = (figures.lent * figures.ratePpm * passed) / (1_000_000n * YEAR_S);
  return { ...figures, lent: figures.lent + earned, countedAt: figures.countedAt + passed };
}

export function wholeOf({ available, lent }: Pick<VaultFigures, 'available' | 'lent'>): bigint {
  return available + lent;
}
