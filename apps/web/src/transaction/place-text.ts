import type { PlaceView, TransactionSummary } from '@diboas/protocol';
import type { Text } from '../words/text.ts';

/** How a place of money is called: "Cash", "Ana Souza", "ana@example.com", "Card". */
export function placeText(place: PlaceView, t: Text): string {
  switch (place.kind) {
    case 'balance':
      return t(`balance.type.${place.type}`);
    case 'person':
      return place.name ?? place.email;
    case 'payment':
      return t(`method.${place.method}`);
    default:
      // Also what a newer server calls a place, which this version has no words for.
      return t('place.elsewhere');
  }
}

/** The same with the address of a person, by which the money goes: names can be alike. */
export function wholePlaceText(place: PlaceView, t: Text): string {
  const isNamed = place.kind === 'person' && place.name !== null;
  return isNamed ? `${place.name}, ${place.email}` : placeText(place, t);
}

/** Whether money comes to the person, leaves them, or stays with them in another of their balances. */
export function directionOf({ from, to }: Pick<TransactionSummary, 'from' | 'to'>): 'in' | 'out' | 'between' {
  if (to.kind !== 'balance') return 'out';
  return from.kind === 'balance' ? 'between' : 'in';
}
