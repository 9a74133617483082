import { startLoopbackServer, type WireAct } from '@diboas/providers-kit/contract';
import { describe, expect, it } from 'vitest';
import { adapterAt, answer, failure } from './adapter-for-tests.ts';

const LINK = {
  id: 'kyc_1',
  kyc_link: 'https://bridge.example/verify',
  kyc_status: 'approved',
  customer_id: 'cust_1',
};
const ACCOUNT = {
  ...{
    id: 'ea_1',
    currency: 'usd',
    bank_name: 'Harbour Bank',
    account_owner_name: 'Ada Moss',
    last_4: '6789',
  },
  ...{ active: true, beneficiary_address_valid: true },
};

async function accountWith(link: object, accounts: readonly object[]) {
  const acts: WireAct[] = [answer(link), answer({ count: accounts.length, data: accounts })];
  const server = await startLoopbackServer(() => acts.shift() ?? 'reset');
  try {
    return await adapterAt(server.url).bankAccounts.account('kyc_1');
  } finally {
    await server.close();
  }
}

describe('a bank account', () => {
  it('is the newest one in dollars, by its token and the end of its number', async () => {
    const value = {
      token: 'cust_1:ea_1',
      bankName: 'Harbour Bank',
      last4: '6789',
      name: 'Ada Moss',
      isUsable: true,
    };
    const others = [{ ...ACCOUNT, id: 'ea_2', currency: 'eur' }, ACCOUNT, { ...ACCOUNT, id: 'ea_0' }];
    expect(await accountWith(LINK, others)).toEqual({ ok: true, value });
  });

  it('is not there before the customer is, and before they have named one', async () => {
    expect(await accountWith({ ...LINK, customer_id: null }, [])).toEqual({ ok: true, value: null });
    expect(await accountWith(LINK, [])).toEqual({ ok: true, value: null });
  });

  it.each([
    ['is not active', LINK, { active: false }],
    ['has an address that banks refuse', LINK, { beneficiary_address_valid: false }],
    ['is of whom Bridge does not know yet', { ...LINK, kyc_status: 'under_review' }, {}],
  ])('that %s cannot be used', async (_name, link, changes) => {
    expect(await accountWith(link, [{ ...ACCOUNT, ...changes }])).toMatchObject({
      value: { isUsable: false },
    });
  });

  it('that nobody can read is not taken for none', async () => {
    const odd = [{ ...ACCOUNT, last_4: '6789 and more' }, { id: 1 }];
    for (const account of odd)
      expect(await accountWith(LINK, [account])).toEqual({ ok: false, refusal: 'unavailable' });
  });
});

describe('to begin one', () => {
  const begin = async (act: WireAct) => {
    const server = await startLoopbackServer(() => act);
    try {
      const person = { name: 'Ada Moss', email: 'ada@example.test' };
      const ask = { key: 'k', person, returnUrl: 'https://app.example/back' };
      return {
        outcome: await adapterAt(server.url).bankAccounts.beginAccount(ask),
        received: server.received,
      };
    } finally {
      await server.close();
    }
  };

  it('is a link of Bridge’s, under a key that follows from ours', async () => {
    const { outcome, received } = await begin(answer(LINK, 201));
    expect(outcome).toEqual({ kind: 'begun', reference: 'kyc_1', url: 'https://bridge.example/verify' });
    expect(received[0]).toMatchObject({ path: '/v0/kyc_links', headers: { 'idempotency-key': 'account-k' } });
  });

  it('fails as any call does, and leads to no page that is none', async () => {
    expect((await begin(failure(429, 'rate_limited'))).outcome.kind).toBe('retryable');
    expect((await begin(failure(400, 'invalid_parameters'))).outcome.kind).toBe('rejected');
    expect((await begin(answer({ ...LINK, kyc_link: 'javascript:alert(1)' }))).outcome.kind).toBe('unknown');
  });
});
