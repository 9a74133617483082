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

/** What the person wrote down of addresses on this network, and where they have sent to before. */
export async function knownAddresses(
  { store }: Pick<Parts, 'store'>,
  customerId: string,
  network: ChainNetwork,
): Promise<KnownAddresses> {
  const items = await store.transactions(customerId, { limit: LOOKED_AT, before: null });
  const written = await store.addressRecipients(customerId);
  const known = new Map<string, string | null>(
    written.flatMap((one) => (one.network === network ? [[one.address, one.name]] : [])),
  );
  for (const { operation, terms, settlement } of items) {
    if (operation !== 'SEND_TO_ADDRESS' || terms.order.network !== network || !settlement) continue;
    const { destination } = terms.order;
    known.set(destination, known.get(destination) ?? terms.payee?.name ?? null);
  }
  return known;
}

/** The person's own addresses, which nobody sends to. */
export async function ownAddresses(
  { personalWallets }: Pick<Parts, 'personalWallets'>,
  customerId: string,
): Promise<ReadonlySet<string>> {
  const wallet = await personalWallets.made(customerId);
  return new Set(wallet?.addresses.map(({ address }) => address));
}

export interface AddressWarnings {
  readonly warnings: SendWarning[];
  /** The known address that it looks like and is not. */
  readonly alike: string | null;
  /** How the person calls whoever has it. */
  readonly knownAs: string | null;
  /** Whether a program has it; null where its network did not say, or was not asked, because the person knows it. */
  readonly isContract: boolean | null;
}

/** What to tell of an address before money goes there. */
export async function warningsOf(
  { isContractAt }: Pick<Parts, 'isContractAt'>,
  { network, address, isChecked, danger }: ReadAddress,
  known: KnownAddresses,
): Promise<AddressWarnings> {
  const warnings: SendWarning[] = [];
  const same = [...known.keys()].find((one) => isSameAddress(network, one, address));
  const isKnown = same !== undefined;
  const alike = isKnown
    ? null
    : ([...known.keys()].find((one) => isLookAlike(network, one, address)) ?? null);
  // Whoever sent there before knows what is there. What has no key is a program's whatever the network says.
  const isContract = isKnown || danger === 'no_key' ? null : await isContractAt(network, address);
  if (alike !== null) warnings.push('look_alike');
  else if (!isKnown) warnings.push('first_use');
  if (danger === 'no_key') warnings.push('no_key');
  if (isContract === true) warnings.push('contract');
  if (!isChecked && !isKnown) warnings.push('unchecked');
  return { warnings, alike, isContract, knownAs: isKnown ? (known.get(same) ?? null) : null };
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
