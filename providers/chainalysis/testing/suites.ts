import type { AddressScreeningSuite } from '@diboas/providers-kit/contract';
import { chainalysisDouble } from '../sandbox/double.ts';

const both = {
  double: chainalysisDouble,
  secrets: { CHAINALYSIS_API_KEY: 'key-of-the-contract' },
  networks: ['bitcoin', 'ethereum', 'solana'],
} as const;

/** What the contract suite of a screening of addresses asks of Chainalysis, where the key is of the paid service. */
export const entities: AddressScreeningSuite = {
  ...both,
  name: 'Chainalysis (entities)',
  settings: { CHAINALYSIS_SERVICE: 'entities' },
  vendorVersion: 'Entity Risking API v2',
  vectors: new URL('../vectors/entities.json', import.meta.url),
  tellsExposure: true,
  unreadable: {
    'a risk of which nobody has heard': (body) => body.replace('"risk":"Severe"', '"risk":"Grave"'),
    'an answer that is not ready': (body) => body.replace('"COMPLETE"', '"PENDING"'),
    'another address': (body) => body.replace(/("address":")[^"]+/, '$1bc1qanother'),
    'no word of who has it': (body) => body.replace('"addressIdentifications"', '"identifications"'),
    'no word of where its money was': (body) => body.replace('"triggers"', '"alerts"'),
  },
};

/** And where it is of the free one. */
export const sanctions: AddressScreeningSuite = {
  ...both,
  name: 'Chainalysis (sanctions)',
  settings: { CHAINALYSIS_SERVICE: 'sanctions' },
  vendorVersion: 'Sanctions API v1',
  vectors: new URL('../vectors/sanctions.json', import.meta.url),
  tellsExposure: false,
  unreadable: {
    'no word of who has it': (body) => body.replace('"identifications"', '"results"'),
    'somebody without a category': (body) => body.replace('"category"', '"kind"'),
    'a word where a list should be': (body) => body.replace(/\[.*\]/s, '"none"'),
  },
};
