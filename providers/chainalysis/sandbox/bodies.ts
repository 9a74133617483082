import type { AddressMark } from '@diboas/sandbox-kit';

/** GET /api/risk/v2/entities/{address}, as docs.chainalysis.com/api/address-screening shows it. */
export function entityBody(address: string, mark: AddressMark): object {
  const common = { addressType: 'PRIVATE_WALLET', poolMetadata: null, status: 'COMPLETE' };
  const exposures = [
    { category: 'exchange', value: 424895.68594, exposureType: 'direct', direction: 'both' },
  ];
  switch (mark) {
    case 'clean':
      return {
        ...{ address, risk: 'Low', cluster: null, riskReason: null, ...common },
        ...{ addressIdentifications: [], exposures, triggers: [] },
      };
    case 'exposed':
      return {
        ...{ address, risk: 'High', cluster: null, ...common },
        riskReason: 'Direct exposure of 21.4% to mixing',
        addressIdentifications: [],
        exposures: [{ category: 'mixing', value: 9150.2, exposureType: 'direct', direction: 'incoming' }],
        triggers: [MIXING],
      };
    case 'sanctioned':
      return {
        ...{ address, risk: 'Severe', ...common },
        cluster: { name: 'OFAC SDN (sandbox)', category: 'sanctioned entity' },
        riskReason: 'Identified as sanctioned entity',
        addressIdentifications: [identification(address)],
        ...{ exposures, triggers: [] },
      };
  }
}

/** GET /api/v1/address/{address}, as the reference of the sanctions API shows it. */
export function sanctionsBody(address: string, mark: AddressMark): object {
  return { identifications: mark === 'sanctioned' ? [identification(address)] : [] };
}

const MIXING = {
  category: 'mixing',
  percentage: 21.4,
  message: '21.4% > 10%',
  ruleTriggered: {
    ...{ risk: 'High', minThreshold: 10, maxThreshold: 100, exposureType: 'direct', direction: 'incoming' },
  },
};

function identification(address: string): object {
  return {
    category: 'sanctions',
    name: `SANCTIONS: OFAC SDN (sandbox) ${address.replace(/^0x/, '')}`,
    description: 'Somebody whom the sandbox takes to be on a list.\nNobody is meant.\n',
    url: 'https://home.treasury.gov/news/press-releases/jy0126',
  };
}
