import type { Asset, Bucket, Id, Instant, Network } from '@diboas/kernel';
import type { AuditEntry } from '../store/audit.ts';
import type { FloatSide } from '../store/floats.ts';

/**
 * What operators may do to floats; there is nothing else. `float_add`: money was brought to a provider. `float_take`: it will
 * be taken away again, to nowhere that orders are paid from. `float_move`: it goes from one float to another, and is in
 * neither until it has arrived.
 */
export type FloatActKind = 'float_add' | 'float_take' | 'float_move';

/** Where a float lies; its asset is that of the act. */
export interface FloatPlace {
  readonly provider: string;
  readonly network: Network;
}

/** An act as it was asked for. */
export interface ProposedFloatAct {
  /** Names it: it is done once, however often it is asked for. */
  readonly id: Id;
  readonly kind: FloatActKind;
  readonly asset: Asset;
  /** More than nothing. */
  readonly units: bigint;
  /** Null for what is added. */
  readonly from: FloatPlace | null;
  /** Null for what is taken. */
  readonly to: FloatPlace | null;
  readonly by: string;
  readonly reason: string;
  readonly proposedAt: Instant;
}

export interface FloatAct extends ProposedFloatAct {
  /** Who agreed to it; null when nobody else had to, or has not yet. */
  readonly confirmedBy: string | null;
  /** When it was carried out for the first time; null while it waits for a second person. */
  readonly begunAt: Instant | null;
  /** Which buckets it is parted among, fixed as it began: whoever carries it on does the same. Empty before. */
  readonly plan: readonly PartUnits[];
  /** What was booked on either side so far. */
  readonly taken: bigint;
  readonly added: bigint;
  /** What arrived of what was moved; null until somebody says so. */
  readonly arrived: bigint | null;
  readonly endedAt: Instant | null;
}

/** One bucket's part of an act: above zero for what is brought, below for what is taken. */
export interface PartUnits {
  readonly bucket: Bucket;
  readonly units: bigint;
}

/** A part that is booked. */
export interface FloatActPart extends PartUnits {
  readonly side: FloatSide;
}

/** The acts of operators on floats. Their parts are booked with the shares that they change: `FloatStore.fundFloat`. */
export interface FloatActStore {
  proposeFloatAct(act: ProposedFloatAct, audit: AuditEntry): Promise<void>;
  floatAct(id: Id): Promise<FloatAct | null>;
  /** Those that have not ended, and those that ended after `since`; the oldest first. */
  floatActs(since: Instant): Promise<readonly FloatAct[]>;
  floatActParts(id: Id): Promise<readonly FloatActPart[]>;
  /** Lets it begin, once; false where it had begun before. */
  beginFloatAct(
    id: Id,
    change: {
      readonly confirmedBy: string | null;
      readonly plan: readonly PartUnits[];
      readonly audit: AuditEntry;
    },
  ): Promise<boolean>;
  /** Notes what arrived, once; false where that was noted before. */
  noteFloatArrival(
    id: Id,
    change: { readonly arrived: bigint; readonly audit: AuditEntry },
  ): Promise<boolean>;
  /** Ends it, once; false where it had ended before. */
  endFloatAct(id: Id, audit: AuditEntry): Promise<boolean>;
}
