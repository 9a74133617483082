import type { ListsInForce } from './lists-in-force.ts';
import type { ScreeningAsked, ScreeningEvidence, ScreeningResult } from './screening.ts';

/** Asks the lists. The same lists asked the same say the same, on every machine. */
export function matchLists(
  asked: ScreeningAsked,
  lists: Pick<ListsInForce, 'names' | 'addresses'>,
): ScreeningResult {
  const evidence = asked.of === 'name' ? matchName(asked, lists) : matchAddress(asked, lists);
  return { outcome: evidence.length > 0 ? 'hit' : 'clear', evidence };
}

function matchName(
  asked: Extract<ScreeningAsked, { of: 'name' }>,
  { names }: Pick<ListsInForce, 'names'>,
): ScreeningEvidence[] {
  return names.screen(asked).map(({ entry, name, score, names: compared, adjustments }) => ({
    ...{ of: 'name', list: entry.list, entry: entry.id, name, score },
    ...{ names: compared, adjustments: [...adjustments] },
  }));
}

function matchAddress(
  { network, address }: Extract<ScreeningAsked, { of: 'address' }>,
  { addresses }: Pick<ListsInForce, 'addresses'>,
): ScreeningEvidence[] {
  return addresses.screen(network, address).map(({ entry, listed }) => ({
    ...{ of: 'address', list: entry.list, entry: entry.id, name: entry.names[0]?.text ?? '' },
    ...{ currency: listed.currency, address: listed.address },
  }));
}
