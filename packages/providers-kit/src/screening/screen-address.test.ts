import { accept, refuse } from '@diboas/kernel';
import { createAddressIndex, type ListEntry } from '@diboas/sanctions';
import { describe, expect, it } from 'vitest';
import type { AddressScreening, NoAddressRisk } from '../manifest/address-screening.ts';
import { screenAddress } from './screen-address.ts';

const LISTED = '0x1da5821544e25c636c1417Ba96Ade4Cf6D2f9B5A';
const OTHER = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed';

const ENTRY: ListEntry = {
  ...{ list: 'ofac_sdn', id: '31254', kind: 'entity', births: [], countries: [] },
  names: [{ text: 'Some Company', quality: 'primary' }],
  addresses: [{ currency: 'ETH', address: LISTED.toLowerCase() }],
};

type Answer = Awaited<ReturnType<AddressScreening['screen']>>;

/** Providers that answer so, and which of them were asked. */
function asking(answers: readonly Answer[]) {
  const asked: string[] = [];
  const providers = answers.map((answer, at): AddressScreening => {
    const id = `provider-${at}`;
    return {
      ...{ id, name: id },
      async screen() {
        asked.push(id);
        return answer;
      },
    };
  });
  const screen = (address: string) =>
    screenAddress({ network: 'ethereum', address }, { lists: createAddressIndex([ENTRY]), providers });
  return { asked, screen };
}

const clear = accept({ risk: 'clear', findings: [] } as const);
const elevated = accept({
  risk: 'elevated',
  findings: [{ category: 'mixing', words: 'a mixer' }],
} as const);

describe('an address', () => {
  it('M24: that a list names is sanctioned, whatever providers would say, and none is asked', async () => {
    const { asked, screen } = asking([clear]);
    expect(await screen(LISTED)).toEqual({
      ok: true,
      value: {
        risk: 'sanctioned',
        findings: [{ category: 'sanctions', words: 'ofac_sdn 31254: ETH address of Some Company' }],
        by: { kind: 'lists' },
      },
    });
    expect(asked).toEqual([]);
  });

  it('is what the first provider says, and the second is not asked', async () => {
    const { asked, screen } = asking([elevated, clear]);
    expect(await screen(OTHER)).toMatchObject({
      value: { risk: 'elevated', by: { kind: 'provider', id: 'provider-0' } },
    });
    expect(asked).toEqual(['provider-0']);
  });

  it.each(['unavailable', 'unsupported'] as const)(
    'is what the second says where the first is %s',
    async (no) => {
      const { asked, screen } = asking([refuse(no), elevated]);
      expect(await screen(OTHER)).toMatchObject({
        value: { risk: 'elevated', by: { kind: 'provider', id: 'provider-1' } },
      });
      expect(asked).toEqual(['provider-0', 'provider-1']);
    },
  );

  it.each<[readonly NoAddressRisk[], NoAddressRisk]>([
    [[], 'unavailable'],
    [['unavailable', 'unavailable'], 'unavailable'],
    [['unsupported', 'unavailable'], 'unavailable'],
    [['unsupported', 'unsupported'], 'unsupported'],
  ])('M24: is never clear where providers answered %s', async (refusals, refusal) => {
    expect(await asking(refusals.map(refuse)).screen(OTHER)).toEqual({ ok: false, refusal });
  });
});
