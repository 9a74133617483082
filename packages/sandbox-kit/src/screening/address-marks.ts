/**
 * What the sandbox's world knows of addresses. All sandboxes of one run know the same, as providers look at the same chains;
 * how each of them says it is its own.
 */
import type { Store } from '../keeping/store.ts';

/** `exposed`: money of criminals passed through it. `sanctioned`: its owner is on a list of sanctions. */
export const ADDRESS_MARKS = ['clean', 'exposed', 'sanctioned'] as const;

export type AddressMark = (typeof ADDRESS_MARKS)[number];

export interface MarkedAddress {
  readonly address: string;
  readonly mark: AddressMark;
}

export interface AddressMarks {
  /** `clean` for one that was never marked. */
  of(address: string): AddressMark;
  put(marked: MarkedAddress): void;
  list(): readonly MarkedAddress[];
}

/** Published by OFAC on 15 April 2021 (home.treasury.gov/news/press-releases/jy0126), and so known from the beginning. */
const KNOWN: readonly MarkedAddress[] = [
  { address: '0x1da5821544e25c636c1417ba96ade4cf6d2f9b5a', mark: 'sanctioned' },
];

export function createAddressMarks(store: Store): AddressMarks {
  const shelf = store.shelf<MarkedAddress>('address_marks');
  const known = new Map(KNOWN.map((one) => [one.address, one]));
  return {
    of: (address) => (shelf.get(keyOf(address)) ?? known.get(keyOf(address)))?.mark ?? 'clean',
    put: (marked) => shelf.put(keyOf(marked.address), marked),
    list: () => {
      const marked = shelf.list();
      const own = new Set(marked.map(({ address }) => keyOf(address)));
      return [...KNOWN.filter(({ address }) => !own.has(address)), ...marked];
    },
  };
}

/** On Ethereum large and small letters are the same address; elsewhere they are not. */
function keyOf(address: string): string {
  return /^0x[0-9a-f]{40}$/i.test(address) ? address.toLowerCase() : address;
}
