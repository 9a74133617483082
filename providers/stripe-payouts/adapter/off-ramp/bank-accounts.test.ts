import type { WireAct } from '@diboas/providers-kit/contract';
import { describe, expect, it } from 'vitest';
import { answer, at, failure, NOW } from './adapter-for-tests.ts';
import { parseBankToken } from './bank-token.ts';

const RECIPIENT = {
  ...{ id: 'acct_1', display_name: 'Ada Moss' },
  configuration: { recipient: { capabilities: { bank_accounts: { ach: { status: 'active' } } } } },
};
const METHOD = {
  ...{ id: 'usba_1', type: 'bank_account', archived: false, restricted: false },
  ...{ created: '2026-11-20T00:00:00.000Z', usage_status: { payments: 'eligible', transfers: 'disabled' } },
  bank_account: { bank_name: 'Harbour Bank', last4: '6789', supported_currencies: ['usd'] },
};

async function accountWith(recipient: object, methods: readonly object[]) {
  const acts: WireAct[] = [answer(recipient), answer({ data: methods, next_page_url: null })];
  return await at(acts, (adapter) => adapter.bankAccounts.account('acct_1'));
}

describe('a bank account', () => {
  it('is the newest one in dollars that its owner named, asked for in their place', async () => {
    const others = [
      { ...METHOD, id: 'usba_0', created: '2026-11-01T00:00:00.000Z' },
      { ...METHOD, id: 'gbba_2', bank_account: { ...METHOD.bank_account, supported_currencies: ['gbp'] } },
      { ...METHOD, id: 'usba_3', archived: true },
      { ...METHOD, id: 'card_4', type: 'card', bank_account: null },
      METHOD,
    ];
    const { outcome, sent } = await accountWith(RECIPIENT, others);
    expect(outcome).toEqual({
      ok: true,
      value: {
        ...{ token: 'acct_1:usba_1', bankName: 'Harbour Bank', last4: '6789', name: 'Ada Moss' },
        isUsable: true,
      },
    });
    expect(sent.map(({ path, context }) => [path, context])).toEqual([
      ['/v2/core/accounts/acct_1?include%5B0%5D=configuration.recipient', undefined],
      ['/v2/money_management/payout_methods?limit=100', 'acct_1'],
    ]);
  });

  it('is not there before they have named one', async () => {
    expect((await accountWith(RECIPIENT, [])).outcome).toEqual({ ok: true, value: null });
  });

  it.each([
    ['is restricted', RECIPIENT, { restricted: true }],
    ['is not set up for payments', RECIPIENT, { usage_status: { payments: 'requires_action' } }],
    ['is of whom Stripe does not know yet', { ...RECIPIENT, configuration: { recipient: null } }, {}],
  ])('that %s cannot be used', async (_name, recipient, changes) => {
    const { outcome } = await accountWith(recipient, [{ ...METHOD, ...changes }]);
    expect(outcome).toMatchObject({ value: { isUsable: false } });
  });

  it('that nobody can read is not taken for none', async () => {
    for (const odd of [{ bank_account: { ...METHOD.bank_account, last4: '6789 and more' } }, { id: 'a:b' }])
      expect((await accountWith(RECIPIENT, [{ ...METHOD, ...odd }])).outcome).toEqual({
        ...{ ok: false, refusal: 'unavailable' },
      });
    expect((await accountWith({ ...RECIPIENT, id: '../x' }, [METHOD])).outcome.ok).toBe(false);
  });

  it('is known by a pair of ids, and by nothing else', () => {
    expect(parseBankToken('acct_1:usba_test_2')).toEqual({ recipient: 'acct_1', method: 'usba_test_2' });
    for (const odd of ['', 'acct_1', 'acct_1:', ':usba_1', 'cust_1:ea_1', 'acct_1:a:b', 'acct_1:../x'])
      expect(parseBankToken(odd), odd).toBeNull();
  });
});

describe('to begin one', () => {
  const person = { name: 'Ada Moss', email: 'ada@example.test' };
  const ask = { key: 'k', person, returnUrl: 'https://app.example/back' };
  const begin = (acts: readonly WireAct[], now = NOW) =>
    at(acts, (adapter) => adapter.bankAccounts.beginAccount(ask), { now: () => now });
  const LINK = { url: 'https://connect.example/setup' };

  it('is an account of a recipient and a link to Stripe’s page, under keys that follow from ours', async () => {
    const { outcome, sent } = await begin([answer({ id: 'acct_1' }), answer(LINK)]);
    expect(outcome).toEqual({ kind: 'begun', reference: 'acct_1', url: LINK.url });
    expect(sent.map(({ path, key }) => [path, key])).toEqual([
      ['/v2/core/accounts', 'account-k'],
      ['/v2/core/account_links', `link-k-${NOW / 60_000}`],
    ]);
    expect(sent[1]?.body).toMatchObject({ account: 'acct_1', use_case: { type: 'account_onboarding' } });
    // No number of an account is ever sent by us.
    expect(JSON.stringify(sent)).not.toMatch(/account_number|routing/);
  });

  it('gives another link a minute later, to the same recipient: a link is good once', async () => {
    const { sent } = await begin([answer({ id: 'acct_1' }), answer(LINK)], NOW + 60_000);
    expect(sent.map(({ key }) => key)).toEqual(['account-k', `link-k-${NOW / 60_000 + 1}`]);
  });

  it('fails as any call does, and leads to no page that is none', async () => {
    expect((await begin([failure(429, { type: 'rate_limit' })])).outcome.kind).toBe('retryable');
    expect((await begin([failure(400, { code: 'invalid_fields' })])).outcome.kind).toBe('rejected');
    expect((await begin([answer({ id: 'cus_1' })])).outcome.kind).toBe('unknown');
    const script = answer({ url: 'javascript:alert(1)' });
    expect((await begin([answer({ id: 'acct_1' }), script])).outcome.kind).toBe('unknown');
  });
});
