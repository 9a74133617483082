import type { AddressScreeningSuite } from '@diboas/providers-kit/contract';
import { trmDouble } from '../sandbox/double.ts';

/** What the contract suite of a screening of addresses asks of TRM Labs. */
export const addressScreening: AddressScreeningSuite = {
  name: 'TRM Labs',
  double: trmDouble,
  secrets: { TRM_API_KEY: 'key-of-the-contract' },
  vendorVersion: 'public/v2',
  vectors: new URL('../vectors/screening.json', import.meta.url),
  networks: ['bitcoin', 'ethereum', 'solana', 'sui'],
  tellsExposure: true,
  unreadable: {
    'a level of which nobody has heard': (body) => body.replace('"Severe"', '"Grave"'),
    'a kind of risk of which nobody has heard': (body) => body.replace('"OWNERSHIP"', '"HEARSAY"'),
    'another address': (body) => body.replace(/("addressSubmitted":")[^"]+/, '$1bc1qanother'),
    'another network': (body) => body.replace('"chain":"ethereum"', '"chain":"polygon"'),
    'two results for one address': (body) => body.replace(/^\[(.*)\]$/s, '[$1,$1]'),
    'no result': () => '[]',
    'no word of who has it': (body) => body.replace('"entities"', '"owners"'),
    'no word of what is against it': (body) => body.replace('"addressRiskIndicators"', '"indicators"'),
  },
};
