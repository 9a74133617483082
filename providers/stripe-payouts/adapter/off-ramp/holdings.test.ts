import { describe, expect, it } from 'vitest';
import { answer, at, failure } from './adapter-for-tests.ts';

const usdc = (value: number) => ({ usdc: { value, currency: 'usdc' } });
const account = (changes: object = {}) => ({
  ...{ id: 'fa_diboas', object: 'v2.money_management.financial_account', status: 'open' },
  balance: { available: usdc(7_000_000), inbound_pending: usdc(1), outbound_pending: usdc(3_000_000) },
  ...changes,
});

const holdings = (body: object) => at([answer(body)], (adapter) => adapter.holdings());

describe('what lies in our account at Stripe', () => {
  it('is what can be paid out and what is put aside for payouts that were not sent, and nothing that is on its way', async () => {
    const { outcome, sent } = await holdings(account());
    expect(outcome).toEqual({
      ok: true,
      value: { held: [{ money: { asset: 'USDC', units: 10_000_000n }, network: 'solana' }], silent: [] },
    });
    expect(sent.map(({ path }) => path)).toEqual(['/v2/money_management/financial_accounts/fa_diboas']);
  });

  it('is nothing where there was never any', async () => {
    const balance = { available: {}, inbound_pending: {}, outbound_pending: {} };
    expect((await holdings(account({ balance }))).outcome).toMatchObject({
      value: { held: [{ money: { units: 0n } }] },
    });
  });

  it('is not guessed where it cannot be read, nor of an account that is not open', async () => {
    const odd = [
      account({ status: 'closed' }),
      account({ balance: { available: usdc(1.5), outbound_pending: {} } }),
      account({ balance: { available: { usdc: { value: 1, currency: 'usd' } }, outbound_pending: {} } }),
      account({ balance: null }),
    ];
    const unavailable = { ok: false, refusal: 'unavailable' };
    for (const body of odd) expect((await holdings(body)).outcome).toEqual(unavailable);
    const denied = await at([failure(404, { code: 'not_found' })], (adapter) => adapter.holdings());
    expect(denied.outcome).toEqual(unavailable);
  });
});
