import type { Asset, Bucket, Id, Network } from '@diboas/kernel';
import { type AccountKey, type AccountState, promisableUnits } from '@diboas/ledger';
import type { Habits } from '../provider/habits.ts';
import type { AuditEntry } from './audit.ts';

/** Which float: what lies with one provider, in one unit. */
export interface FloatKey {
  readonly provider: string;
  readonly asset: Asset;
  readonly network: Network;
}

/**
 * Money of ours that lies with a provider, which it pays our orders out of. Each bucket has a share of it, so that what is
 * promised to the customers of one never waits for another's. `free` is what has been promised to nobody, in minor units;
 * below zero where the provider paid out more than lay there.
 */
export interface Float extends FloatKey {
  readonly bucket: Bucket;
  readonly free: bigint;
}

/** A share as the books have it at one moment: what lies there by them is what is free and what is promised, together. */
export interface FloatStanding extends Float {
  /** What is set aside to be paid out of it. It may have left already, without our having heard of it. */
  readonly promised: bigint;
}

/** What a batch does to a share: by so much more is free, or less, and by so much more is promised, or less. */
export interface FloatChange extends FloatKey {
  readonly units: bigint;
  readonly promised: bigint;
}

/** Money that was brought to a provider, or taken away from it again, as far as one bucket has a share in it. */
export interface FloatFunding extends FloatKey {
  readonly bucket: Bucket;
  readonly units: bigint;
  /** Who says so and why. */
  readonly audit: AuditEntry;
  /** Which side of which act it is part of, so that it is done once however often it is asked for. */
  readonly part?: FloatPart;
}

export interface FloatPart {
  readonly actId: Id;
  readonly side: FloatSide;
}

/** Where an act takes from, and where it brings to. */
export type FloatSide = 'from' | 'to';

export interface FloatStore {
  /** The shares of one bucket, by provider, asset and network. */
  floats(bucket: Bucket): Promise<readonly Float[]>;
  /** The same, each with what of it is promised, at one moment. */
  floatStandings(bucket: Bucket): Promise<readonly FloatStanding[]>;
  /**
   * Changes what lies with the provider, in one commit with the line of the audit. The first time it opens the share: what was
   * promised before that, and is still to be paid out, is not free. False, with nothing written, where more would be taken
   * away than is free. True, with nothing written, for a part that was done before.
   */
  fundFloat(funding: FloatFunding): Promise<boolean>;
}

const FLOAT = 'FLOAT:';

/** The provider with whom what is on the account lies; null for any other account. */
function liesWith({ kind }: AccountKey): string | null {
  return kind.startsWith(FLOAT) ? kind.slice(FLOAT.length) : null;
}

/** What could be promised out of an account before the batch; null for one that no float binds. */
export function floatIn(
  floats: readonly Float[],
  habitsOf: (provider: string) => Pick<Habits, 'paysFromFloat'>,
): (key: AccountKey) => bigint | null {
  return (key) => {
    const provider = liesWith(key);
    if (provider === null) return null;
    const { paysFromFloat } = habitsOf(provider);
    if (paysFromFloat === false) return null;
    const { asset, network } = key;
    const share = floats.find(
      (one) => one.provider === provider && one.asset === asset && one.network === network,
    );
    if (share) return share.free;
    return paysFromFloat === 'unknown' ? null : 0n;
  };
}

/** What these accounts' changes come to. Such an account is known to a batch only by what the batch does to it. */
export function floatChanges(
  accounts: readonly AccountState[],
  floatOf: (key: AccountKey) => bigint | null,
): readonly FloatChange[] {
  return accounts.flatMap(({ key, balance }) => {
    const [provider, units, promised] = [liesWith(key), promisableUnits(balance), balance.creditsPending];
    if (provider === null || (units === 0n && promised === 0n) || floatOf(key) === null) return [];
    return [{ provider, asset: key.asset, network: key.network, units, promised }];
  });
}
