// M24: all that is asked of an address, in one order: the lists of sanctions themselves, then one provider after the other.
import { accept, type Outcome, refuse } from '@diboas/kernel';
import type { AddressIndex } from '@diboas/sanctions';
import type {
  AddressRisk,
  AddressScreening,
  NoAddressRisk,
  ScreenedAddress,
} from '../manifest/address-screening.ts';

export interface AddressKnowledge {
  /** Of the lists in force. */
  readonly lists: Pick<AddressIndex, 'screen'>;
  /** In the order in which they are asked. */
  readonly providers: readonly AddressScreening[];
}

/** Who answered: the lists, or the provider of this id. */
export interface KnownAddressRisk extends AddressRisk {
  readonly by: { readonly kind: 'lists' } | { readonly kind: 'provider'; readonly id: string };
}

/**
 * An address that a list names is sanctioned, whatever providers think of it, and none of them is asked. Else the first one that
 * answers has the word; one that does not is passed over. Where nobody answers it is `unavailable`, and `unsupported` only where
 * each of them says that it never will: nobody is taken for clear because nobody could be asked.
 */
export async function screenAddress(
  address: ScreenedAddress,
  { lists, providers }: AddressKnowledge,
): Promise<Outcome<KnownAddressRisk, NoAddressRisk>> {
  const listed = lists.screen(address.network, address.address);
  if (listed.length > 0) {
    const findings = listed.map(({ entry, listed: { currency } }) => ({
      category: 'sanctions' as const,
      words: `${entry.list} ${entry.id}: ${currency} address of ${entry.names[0]?.text ?? 'somebody'}`,
    }));
    return accept({ risk: 'sanctioned', findings, by: { kind: 'lists' } });
  }
  const refusals: NoAddressRisk[] = [];
  for (const provider of providers) {
    const told = await provider.screen(address);
    if (told.ok) return accept({ ...told.value, by: { kind: 'provider', id: provider.id } });
    refusals.push(told.refusal);
  }
  const isKnownToNobody = refusals.length > 0 && refusals.every((refusal) => refusal === 'unsupported');
  return refuse(isKnownToNobody ? 'unsupported' : 'unavailable');
}
