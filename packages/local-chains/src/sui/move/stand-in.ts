/**
 * A package of Move of which there is no code to run here. What calls one of its functions is answered by code that says what that
 * function would do: what becomes of the objects that are shared, which coins it gives for those that it takes, what it tells, or why it
 * aborts. Whoever brings it answers for that; this chain sees to all that is Sui's own.
 */
import type { Instant, Outcome } from '@diboas/kernel';

/** An object that anybody may name, as its Move struct in BCS. */
export interface SharedContents {
  readonly id: string;
  /** Its struct tag. */
  readonly type: string;
  readonly contents: Uint8Array;
}

export type MoveValue =
  | { readonly kind: 'pure'; readonly bytes: Uint8Array }
  /** A coin that is given away: whoever is called has its balance. In minor units. */
  | { readonly kind: 'coin'; readonly coinType: string; readonly balance: bigint }
  | ({ readonly kind: 'shared' } & SharedContents)
  /** Sui's own clock, `0x6`. */
  | { readonly kind: 'clock'; readonly at: Instant }
  /** `0x1::option::none` of a type. */
  | { readonly kind: 'none'; readonly type: string };

export interface MoveCall {
  readonly module: string;
  readonly function: string;
  /** In full, as `0x00…02::sui::SUI`. */
  readonly typeArguments: readonly string[];
  readonly arguments: readonly MoveValue[];
}

export interface ToldEvent {
  readonly type: string;
  readonly contents: Uint8Array;
}

/** What a call comes to. */
export interface MoveDone {
  /** Shared objects of its arguments as they are after it, by their ids. */
  readonly writes: ReadonlyMap<string, Uint8Array>;
  /** The coins that it gives, in the order of its results. */
  readonly coins: readonly { readonly coinType: string; readonly balance: bigint }[];
  readonly events: readonly ToldEvent[];
}

/** Where it aborts, and with which code of that module. */
export interface MoveAbort {
  readonly module: string;
  readonly function: string;
  readonly code: bigint;
}

/** What whoever plays the outside world may do to what a package has shared: nobody's transaction does it. */
export interface SteeredObjects {
  now(): Instant;
  read(id: string): Uint8Array;
  write(id: string, contents: Uint8Array): void;
}

export interface MoveStandIn {
  /** Where it is called. */
  readonly packageId: string;
  /** Where it was first published, which its types are called after. */
  readonly originalId: string;
  /** Which version of it is called. */
  readonly version: bigint;
  /** What is told as the code of its modules, by their names. */
  readonly modules: Readonly<Record<string, Uint8Array>>;
  /** What it has shared as the chain begins. */
  shares(chain: { readonly now: Instant; readonly usdcType: string }): readonly SharedContents[];
  /** Null where it has no function that takes such arguments: the transaction fails then. */
  call(call: MoveCall): Outcome<MoveDone, MoveAbort> | null;
  /** By their names. Each reads its own figures, and refuses others by throwing. */
  readonly acts: Readonly<Record<string, (figures: unknown, objects: SteeredObjects) => void>>;
}
