import { accept, type Money, type Network, type Outcome, refuse } from '@diboas/kernel';
import { isSameAddress } from '@diboas/networks';

/**
 * What moves under an order. `taken`: from whoever pays, a person's card or what we set aside. `given`: to where the
 * order said. `returned`: what the provider gives back of what it had taken. `taken_back`: what was undone after it had
 * been given, by a chargeback or a return. `earned`: what came of what was given, where it lies, told as a running total.
 * `spent`: what a network took for carrying it out, in its own coin, beside what was taken.
 */
export type MovementKind = 'taken' | 'given' | 'returned' | 'taken_back' | 'earned' | 'spent';

/**
 * Something that moved at a provider or on a network, by the name that it has there. Movements only grow: under one name
 * the amount never shrinks, and nothing else of it changes.
 */
export interface Movement {
  readonly kind: MovementKind;
  /** The provider's own id of it; where only a running total is told, the order's. Unique within kind and order. */
  readonly id: string;
  readonly money: Money;
  /** `fiat` for what moves between banks and cards. */
  readonly network: Network;
  /** Where it went, as far as that is told. */
  readonly destination: string | null;
  /** The network's own reference, such as a transaction hash or signature, once it is told. */
  readonly networkReference: string | null;
  /** The return code or the kind of dispute, for what was taken back. */
  readonly reason: string | null;
}

/** What is known after more was told. */
export interface MergedMovements {
  /** In an order of their own, so that the same movements always read the same. */
  readonly all: readonly Movement[];
  /** Those of `all` of which something was not known before. */
  readonly news: readonly Movement[];
}

/**
 * The union of what was known and what is told now; of one name the larger amount holds, because whatever says less is
 * older. So any order, repetition and splitting of the same movements comes to the same. Refused when what is told of
 * one name contradicts what is known of it, or itself.
 */
export function mergeMovements(
  known: readonly Movement[],
  told: readonly Movement[],
): Outcome<MergedMovements, 'contradiction'> {
  const merged = new Map(known.map((one) => [nameOf(one), one]));
  const news = new Set<string>();
  for (const movement of told) {
    const name = nameOf(movement);
    const before = merged.get(name);
    const after = before ? grown(before, movement) : movement;
    if (after === null) return refuse('contradiction');
    if (after === before) continue;
    merged.set(name, after);
    news.add(name);
  }
  const all = [...merged.values()].toSorted((left, right) => (nameOf(left) < nameOf(right) ? -1 : 1));
  return accept({ all, news: all.filter((one) => news.has(nameOf(one))) });
}

/** What has moved of a kind in all, in minor units of what moved; 0 when nothing did. */
export function movedUnits(movements: readonly Movement[], kind: MovementKind): bigint {
  return ofKind(movements, kind).reduce((sum, { money }) => sum + money.units, 0n);
}

export function ofKind(movements: readonly Movement[], kind: MovementKind): readonly Movement[] {
  return movements.filter((one) => one.kind === kind);
}

function nameOf({ kind, id }: Movement): string {
  return `${kind} ${id}`;
}

/** The movement with what is told of it now; itself when that is no news, null when the two do not fit each other. */
function grown(known: Movement, told: Movement): Movement | null {
  if (known.money.asset !== told.money.asset || known.network !== told.network) return null;
  const destination = eitherPlace(known, told);
  const networkReference = either(known.networkReference, told.networkReference);
  const reason = either(known.reason, told.reason);
  if (destination === undefined || networkReference === undefined || reason === undefined) return null;
  const rose = told.money.units > known.money.units;
  const isNews =
    rose ||
    destination !== known.destination ||
    networkReference !== known.networkReference ||
    reason !== known.reason;
  return isNews
    ? { ...known, money: rose ? told.money : known.money, destination, networkReference, reason }
    : known;
}

/**
 * Where both say that it went, which a message may write in other letters than a look-up does. Of two ways to write one
 * address it is always the same, whichever was told first.
 */
function eitherPlace(known: Movement, told: Movement): string | null | undefined {
  const [left, right] = [known.destination, told.destination];
  if (left === null || right === null) return left ?? right;
  if (!isSameAddress(known.network, left, right)) return undefined;
  const [first = left] = [left, right].toSorted();
  return first;
}

/** The one that is known of the two; undefined when they differ. */
function either(left: string | null, right: string | null): string | null | undefined {
  if (left === null || right === null) return left ?? right;
  return left === right ? left : undefined;
}
