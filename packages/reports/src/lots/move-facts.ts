// What is told of whatever is no trade. What leaves takes its lots along to a place of its own, from which it comes back with
// them, on the same network or on another: so neither a gift nor a bridge nor a return is a sale. What comes and never left is
// a lot, and what it cost is known where it was bought, or was told. What was paid to us in it was spent.
import { type Money, scaleUnits, smallerUnits, unreachable } from '@diboas/kernel';
import { type LotOpening, runningShare } from '@diboas/lots';
import { dollarsIn, inDollars, millionthsOf, toCents } from './dollars.ts';
import { factBase, type LotPiece, type LotStory, lackingOf, receivedBy, type ToldFact } from './lot-story.ts';
import { meaningOf } from './meaning.ts';

export function moveFacts(story: LotStory): ToldFact[] {
  const pieces = piecesOf(story);
  const shares = openingShares(pieces);
  return pieces.map((piece) => {
    switch (piece.kind) {
      case 'leaves':
        return moves(piece, { step: 'leaves', from: piece.change.network, to: awayBy(story) });
      case 'back':
        return moves(piece, { step: 'back', from: awayBy(story), to: piece.change.network });
      case 'comes':
        return comes(story, piece, shares.get(piece));
      case 'pays':
        return pays(story, piece);
      default:
        return unreachable(piece.kind);
    }
  });
}

interface Piece extends LotPiece {
  readonly kind: 'leaves' | 'back' | 'comes' | 'pays';
}

/** What comes is taken to be what left by the same transaction, as far as that goes. */
function piecesOf({ entries }: LotStory): Piece[] {
  const away = new Map<string, bigint>();
  return entries.flatMap((entry) =>
    // Of one entry, what leaves has left before what comes in it.
    entry.changes
      .toSorted((left, right) => Number(left.units > 0n) - Number(right.units > 0n))
      .flatMap((change) => {
        const { asset, units, fee } = change;
        const gone = away.get(asset) ?? 0n;
        const back = units > 0n ? smallerUnits(units, gone) : 0n;
        away.set(asset, gone - (units < 0n ? units : back));
        const pieces: Piece[] = [
          { kind: 'leaves', entry, change, units: -units },
          { kind: 'back', entry, change, units: back },
          { kind: 'comes', entry, change, units: units - back },
          { kind: 'pays', entry, change, units: fee },
        ];
        return pieces.filter((piece) => piece.units > 0n);
      }),
  );
}

const AWAY = 'away/';

/** Where lots are that left by a transaction: in nobody's balance, and not sold. */
function awayBy({ rootId }: LotStory): string {
  return `${AWAY}${rootId}`;
}

/** The transaction by which lots left that are there; null for a network. */
export function rootOfAway(place: string): string | null {
  return place.startsWith(AWAY) ? place.slice(AWAY.length) : null;
}

function moves(
  piece: Piece,
  { step, from, to }: { readonly step: 'leaves' | 'back'; readonly from: string; readonly to: string },
): ToldFact {
  return { fact: { kind: 'move', ...factBase(piece, step), from, to, lots: null }, lacking: null };
}

/** The part of an amount that goes with this much of all that came by the same transaction. */
type Share = (total: Money) => Money;

function openingShares(pieces: readonly Piece[]): Map<Piece, Share> {
  const shares = new Map<Piece, Share>();
  const coming = pieces.filter(({ kind }) => kind === 'comes');
  for (const some of Map.groupBy(coming, nameOf).values()) {
    const whole = some.reduce((sum, { units }) => sum + units, 0n);
    let to = 0n;
    for (const piece of some) {
      const from = to;
      to += piece.units;
      const range = { from, to };
      shares.set(piece, (total) => inDollars(runningShare(total.units, whole, range)));
    }
  }
  return shares;
}

function nameOf({ entry: { transactionId }, change: { asset } }: Piece): string {
  return `${transactionId} ${asset}`;
}

function comes(story: LotStory, piece: Piece, share: Share | undefined): ToldFact {
  const { entry, change } = piece;
  const base = factBase(piece, 'comes');
  const meaning = meaningOf(entry.operation);
  const told = story.told.get(entry.transactionId) ?? null;
  const outside = meaning === 'bought' ? costOutside(story) : null;
  const total = outside ?? told?.cost ?? null;
  const cost = total && share ? share(total) : inDollars(0n);
  const isEarned = meaning === 'earned' || told?.as === 'earned';
  const origin = outside ? 'purchase' : isEarned ? 'income' : 'received';
  const acquiredOn = outside ? null : (told?.acquiredOn ?? null);
  const fact: LotOpening = {
    ...{ kind: 'opening', ...base, cost, place: change.network, origin },
    ...(acquiredOn ? { acquiredOn } : {}),
  };
  return {
    fact,
    lacking: total ? null : lackingOf(piece, base.id, 'cost'),
    ...(outside ? {} : { received: receivedBy(piece) }),
  };
}

/** What was charged for it outside, with all fees, in dollars as they were worth when it was priced; null where nobody said. */
function costOutside({ terms }: LotStory): Money | null {
  if (!terms?.charged) return null;
  const { charged } = terms;
  return dollarsIn(charged) ?? worthOf(terms, charged);
}

/** A part of what was asked for, by what all of it was worth. */
function worthOf(terms: LotStory['terms'], part: Money): Money | null {
  if (!terms?.worth || terms.amount.asset !== part.asset || terms.amount.units <= 0n) return null;
  const worth = millionthsOf(terms.worth.asset, terms.worth.units);
  if (worth === null) return null;
  const [numerator, denominator] = [worth, terms.amount.units];
  return inDollars(toCents(scaleUnits(part.units, { numerator, denominator, rounding: 'half_up' })));
}

/** Our fee, and what it has of a network's, was spent for what it is worth. */
function pays(story: LotStory, piece: Piece): ToldFact {
  const base = factBase(piece, 'fee');
  const worth = worthOf(story.terms, base.quantity);
  const proceeds = worth ?? inDollars(0n);
  return {
    fact: { kind: 'disposal', ...base, proceeds, place: piece.change.network, lots: null },
    lacking: worth ? null : lackingOf(piece, base.id, 'worth'),
  };
}
