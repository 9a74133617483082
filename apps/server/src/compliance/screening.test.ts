import { OWN_BOOK, type Transaction } from '@diboas/orchestration';
import { createAddressIndex, type ListEntry } from '@diboas/sanctions';
import { describe, expect, it } from 'vitest';
import { createScreenTransaction } from './screening.ts';

const ADDRESS = '0x098B716B8Aaf21512996dC57EB0615e2383E2f96';

const LISTED: ListEntry = {
  ...{ list: 'un', id: '7', kind: 'entity', names: [{ text: 'Somebody', quality: 'strong' }] },
  ...{ births: [], countries: [], addresses: [{ currency: 'ETH', address: ADDRESS }] },
};

const BETWEEN = { provider: OWN_BOOK, order: { network: 'solana', destination: 'ben@example.com' } };
const OUT = { provider: 'chain', order: { network: 'ethereum', destination: ADDRESS } };

async function screened(
  terms: object,
  given: { readonly listed?: readonly ListEntry[]; readonly name?: string },
): Promise<unknown> {
  const { listed = [], name = '' } = given;
  const screen = createScreenTransaction({
    lists: { addresses: async () => ({ versions: { un: 3 }, addresses: createAddressIndex([...listed]) }) },
    screenRecipient: async () => name,
    ...{ providers: [], chain: 'live', clock: { now: () => 5 }, logger: { warn() {} } },
  });
  return await screen({ id: 't', terms } as Transaction);
}

describe('M24: whoever gets it', () => {
  it('is clear by lists where neither their address nor their name is like one', async () => {
    const clear = { result: 'clear', by: 'lists', lists: 'un 3', words: '', at: 5 };
    expect(await screened(BETWEEN, {})).toEqual(clear);
    expect(await screened(OUT, {})).toEqual(clear);
  });

  it('is for a person of ours to look at by their name alone, here and outside', async () => {
    const found = { result: 'elevated', by: 'lists', words: 'the name is like un 7' };
    for (const terms of [BETWEEN, OUT])
      expect(await screened(terms, { name: 'the name is like un 7' })).toMatchObject(found);
  });

  it('is sent nothing where the address is on a list, whatever their name is', async () => {
    expect(await screened(OUT, { listed: [LISTED], name: 'the name is like un 7' })).toMatchObject({
      result: 'sanctioned',
    });
  });
});
