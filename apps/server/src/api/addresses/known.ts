// Which addresses a person knows, and what to tell them of one.
import {
  type ChainNetwork,
  isLookAlike,
  isSameAddress,
  type ReadAddress,
  type WrongAddress,
} from '@diboas/networks';
import type { SendWarning, WrongAddressView } from '@diboas/protocol';
import type { Parts } from '../../parts/parts.ts';

/** Addresses that a person knows, and how they call whoever has them; null where they never said. */
export type KnownAddresses = ReadonlyMap<string, string | null>;

/** How many of a person's own transactions are gone through. */
const LOOKED_AT = 100;

/** Where the person has sent to before, on this network. */
export async function knownAddresses(
  { store }: Pick<Parts, 'store'>,
  customerId: string,
  network: ChainNetwork,
): Promise<KnownAddresses> {
  const items = await store.transactions(customerId, { limit: LOOKED_AT, before: null });
  const known = new Map<string, string | null>();
  for (const { operation, terms, settlement } of items) {
    if (operation !== 'SEND_TO_ADDRESS' || terms.order.network !== network || !settlement) continue;
    const { destination } = terms.order;
    known.set(destination, known.get(destination) ?? terms.payee?.name ?? null);
  }
  return known;
}

/** The person's own addresses, which nobody sends to. */
export async function ownAddresses(
  _parts: Pick<Parts, 'store'>,
  _customerId: string,
): Promise<ReadonlySet<string>> {
  return new Set();
}

/** What to tell of an address before money goes there. */
export async function warningsOf(
  _parts: Parts,
  { network, address, isChecked, danger }: ReadAddress,
  known: KnownAddresses,
): Promise<{ readonly warnings: SendWarning[]; readonly alike: string | null }> {
  const warnings: SendWarning[] = [];
  const isKnown = [...known.keys()].some((one) => isSameAddress(network, one, address));
  const alike = isKnown
    ? null
    : ([...known.keys()].find((one) => isLookAlike(network, one, address)) ?? null);
  if (alike !== null) warnings.push('look_alike');
  else if (!isKnown) warnings.push('first_use');
  if (danger === 'no_key') warnings.push('no_key');
  if (!isChecked && !isKnown) warnings.push('unchecked');
  return { warnings, alike };
}

/** What is wrong with an address, without a word of the text itself: it may be a secret. */
export function showWrongAddress(wrong: WrongAddress): WrongAddressView {
  switch (wrong.reason) {
    case 'of_another_network':
    case 'transaction_id':
      return { reason: wrong.reason, network: wrong.network };
    case 'of_the_other_chain':
      return { reason: wrong.reason, chain: wrong.chain };
    case 'secret':
      return { reason: wrong.reason, what: wrong.what };
    case 'not_in_alphabet':
      return { reason: wrong.reason, character: wrong.character, at: wrong.at };
    case 'wrong_length':
      return { reason: wrong.reason, length: wrong.length, least: wrong.least, most: wrong.most };
    default:
      return { reason: wrong.reason };
  }
}
