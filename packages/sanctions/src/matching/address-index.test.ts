import { describe, expect, it } from 'vitest';
import type { ListEntry } from '../entry/entry.ts';
import { createAddressIndex } from './address-index.ts';

const ETHEREUM = '0x901bb9583b24d97e995513c6778dc6888ab6870e';
const CHECKED = '0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045';
const BITCOIN = 'bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq';

const holder: ListEntry = {
  ...{ list: 'ofac_sdn', id: '5', kind: 'entity', births: [], countries: [] },
  names: [{ text: 'Northern Exchange', quality: 'primary' }],
  addresses: [
    { currency: 'ETH', address: ETHEREUM },
    { currency: 'USDT', address: CHECKED },
    { currency: 'XBT', address: BITCOIN },
    {
      currency: 'XMR',
      address:
        '44AFFq5kSiGBoZ4NMDwYtN18obc8AemS33DBLWs3H7otXft3XjrpDtQGv7SqSsaBYBb98uNbr2VBBEt7f2wfn3RVGQBEP3A',
    },
  ],
};

const index = createAddressIndex([holder]);

describe('M24: an address of a list', () => {
  it.each([
    ['ethereum', ETHEREUM],
    ['ethereum', ETHEREUM.toUpperCase().replace('0X', '0x')],
    ['ethereum', ` ${CHECKED.toLowerCase()} `],
    ['bitcoin', BITCOIN],
    ['bitcoin', BITCOIN.toUpperCase()],
  ] as const)('is found on %s in every spelling: %s', (network, address) => {
    expect(index.screen(network, address).map(({ entry }) => entry.id)).toEqual(['5']);
  });

  it.each([
    ['ethereum', `${ETHEREUM.slice(0, -1)}f`],
    ['ethereum', ''],
    ['ethereum', BITCOIN],
    ['solana', ETHEREUM],
    ['bitcoin', ETHEREUM],
  ] as const)('is not taken for another on %s: %s', (network, address) => {
    expect(index.screen(network, address)).toEqual([]);
  });

  it('tells how many there are, and how many are of networks that are not ours', () => {
    expect(index).toMatchObject({ addresses: 4, elsewhere: 1 });
  });
});
