// What is told of a trade: each entry in which a coin came is a lot at what was paid for it, and each in which one left is a
// sale for what it brought, both with all fees in dollars. What a venue gave back after the end was never traded: it is taken
// off the last entries. Of a coin for a coin nobody knows here what it was worth.
import { smallerUnits } from '@diboas/kernel';
import type { ChosenLot, LotDisposal } from '@diboas/lots';
import { inDollars, toCents } from './dollars.ts';
import type { LotEntry } from './lot-entry.ts';
import { factBase, type LotPiece, type LotStory, lackingOf, type ToldFact } from './lot-story.ts';

export function tradeFacts(story: LotStory): ToldFact[] {
  const units = new Set(story.entries.flatMap(({ changes }) => changes.map(unitOf)));
  const sides = [...units].map((unit) => sideOf(story.entries, unit));
  const isOfCoins = sides.some(({ came }) => came) && sides.some(({ came }) => !came);
  return sides.flatMap(({ came, pieces }) => {
    const values = isOfCoins ? null : valuesOf(story, { came, pieces });
    const cents = (index: number) => inDollars(values?.[index] ?? 0n);
    const chosen = [...(story.terms?.lots ?? [])];
    return pieces.flatMap((piece, index): ToldFact[] => {
      if (came) return [opens(piece, cents(index), values !== null)];
      return sells(piece, { cents: cents(index).units, isKnown: values !== null, chosen });
    });
  });
}

function unitOf({ asset, network }: LotPiece['change']): string {
  return `${asset} ${network}`;
}

interface Side {
  /** Whether it was bought. */
  readonly came: boolean;
  readonly pieces: readonly LotPiece[];
}

/** All of one coin on one network, with our fee in it, less what went the other way: that is taken off the last. */
function sideOf(entries: readonly LotEntry[], unit: string): Side {
  const all = entries.flatMap((entry) =>
    entry.changes
      .filter((change) => unitOf(change) === unit)
      .map((change) => ({ entry, change, units: change.units - change.fee })),
  );
  const came = all.reduce((sum, piece) => sum + piece.units, 0n) > 0n;
  const forth = all
    .map((piece) => ({ ...piece, units: came ? piece.units : -piece.units }))
    .filter(({ units }) => units !== 0n);
  let off = forth.reduce((sum, { units }) => (units < 0n ? sum - units : sum), 0n);
  const pieces: LotPiece[] = [];
  for (const piece of forth.filter(({ units }) => units > 0n).toReversed()) {
    const less = smallerUnits(off, piece.units);
    off -= less;
    if (piece.units > less) pieces.unshift({ ...piece, units: piece.units - less });
  }
  return { came, pieces };
}

/**
 * What dollars went the other way with each piece, in cents: all up to its entry less all up to the one before, and with the
 * last one all that there were. So the cents of all pieces are those of the whole, however it was filled.
 */
function valuesOf({ entries }: LotStory, { came, pieces }: Side): bigint[] {
  const ofAll = entries.map(({ seq, dollars: moved }) => ({ seq, moved: came ? -moved : moved }));
  const upTo = (seq: number) => ofAll.reduce((sum, one) => (one.seq <= seq ? sum + one.moved : sum), 0n);
  const total = atLeastNone(upTo(Number.POSITIVE_INFINITY));
  let before = 0n;
  return pieces.map(({ entry }, index) => {
    const reached = index === pieces.length - 1 ? total : smallerUnits(total, atLeastNone(upTo(entry.seq)));
    const end = reached > before ? reached : before;
    const cents = toCents(end) - toCents(before);
    before = end;
    return cents;
  });
}

function atLeastNone(value: bigint): bigint {
  return value > 0n ? value : 0n;
}

function opens(piece: LotPiece, cost: LotDisposal['proceeds'], isKnown: boolean): ToldFact {
  const base = factBase(piece, 'comes');
  return {
    fact: { kind: 'opening', ...base, cost, place: piece.change.network, origin: 'purchase' },
    lacking: isKnown ? null : lackingOf(piece, base.id, 'cost'),
  };
}

/** What of it was chosen is sold of those lots, in their order; the rest goes by the method. */
function sells(
  piece: LotPiece,
  { cents, isKnown, chosen }: { cents: bigint; isKnown: boolean; chosen: ChosenLot[] },
): ToldFact[] {
  const lots = takeChosen(chosen, piece.units);
  const picked = lots.reduce((sum, { units }) => sum + units, 0n);
  const part = (units: bigint, proceeds: bigint, step: 'chosen' | 'sold') => {
    const share = { ...piece, units };
    const base = factBase(share, step);
    const of = step === 'chosen' ? lots : null;
    const place = piece.change.network;
    const fact = { kind: 'disposal', ...base, proceeds: inDollars(proceeds), place, lots: of } as const;
    return { fact, lacking: isKnown ? null : lackingOf(share, base.id, 'worth') };
  };
  const ofPicked = (cents * picked) / piece.units;
  return [
    ...(picked > 0n ? [part(picked, ofPicked, 'chosen')] : []),
    ...(picked < piece.units ? [part(piece.units - picked, cents - ofPicked, 'sold')] : []),
  ];
}

/** Takes that many units off the beginning of what was chosen. */
function takeChosen(chosen: ChosenLot[], wanted: bigint): ChosenLot[] {
  const taken: ChosenLot[] = [];
  for (let left = wanted; left > 0n; ) {
    const first = chosen.shift();
    if (!first) break;
    const units = smallerUnits(left, first.units);
    if (first.units > units) chosen.unshift({ ...first, units: first.units - units });
    taken.push({ ...first, units });
    left -= units;
  }
  return taken;
}
