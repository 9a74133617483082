import type { AddressMark } from '@diboas/sandbox-kit';

export interface TrmAsked {
  readonly address: string;
  readonly chain: string;
}

/** One result, as integrations of api.trmlabs.com have kept them: volumes are text, levels a number and its label. */
export function resultOf({ address, chain }: TrmAsked, mark: AddressMark): object {
  const common = {
    ...{ accountExternalId: null, address: address.toLowerCase(), addressSubmitted: address, chain },
    trmAppUrl: `https://my.trmlabs.com/address/${address.toLowerCase()}/${chain}`,
  };
  switch (mark) {
    case 'clean':
      return { ...common, addressRiskIndicators: [], entities: [] };
    case 'exposed':
      return { ...common, addressRiskIndicators: [indicator(MIXER, 'COUNTERPARTY')], entities: [] };
    case 'sanctioned':
      return {
        ...common,
        addressRiskIndicators: [indicator(SANCTIONS, 'OWNERSHIP'), indicator(MIXER, 'INDIRECT')],
        entities: [
          {
            ...{ category: 'Sanctions', categoryId: '69', entity: 'Somebody on a list (sandbox)' },
            ...{ riskScoreLevel: 15, riskScoreLevelLabel: 'Severe', trmUrn: '/entity/manual/sandbox' },
            trmAppUrl: 'https://my.trmlabs.com/entities/trm/sandbox',
          },
        ],
      };
  }
}

const SANCTIONS = { category: 'Sanctions', categoryId: '69', level: 15, label: 'Severe' };
const MIXER = { category: 'Mixer', categoryId: '28', level: 10, label: 'High' };

function indicator({ category, categoryId, level, label }: typeof MIXER, riskType: string): object {
  return {
    ...{ category, categoryId, categoryRiskScoreLevel: level, categoryRiskScoreLevelLabel: label },
    ...{ incomingVolumeUsd: '6666.66', outgoingVolumeUsd: '7777.77', riskType, totalVolumeUsd: '14444.43' },
  };
}
