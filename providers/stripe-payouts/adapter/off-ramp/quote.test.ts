import { money } from '@diboas/kernel';
import type { ProviderQuoteRequest } from '@diboas/orchestration';
import type { WireAct } from '@diboas/providers-kit/contract';
import { describe, expect, it } from 'vitest';
import { answer, at, failure, intent, PRICE } from './adapter-for-tests.ts';

const REQUEST: ProviderQuoteRequest = {
  ...{ pay: money('USDC', 100_000_000n), payNetwork: 'solana', method: 'wire' },
  ...{ receive: { asset: 'USD', network: 'fiat' }, destination: 'acct_1:usba_1' },
};

const quote = (acts: readonly WireAct[], changes: Partial<ProviderQuoteRequest> = {}) =>
  at(acts, (adapter) => adapter.quote({ ...REQUEST, ...changes }));

describe('a price', () => {
  it('is what Stripe estimates, in what is paid, and what is credited', async () => {
    const { outcome, sent } = await quote(PRICE);
    expect(outcome).toMatchObject({
      value: {
        fees: [
          {
            ...{ tier: 'provider', amount: { asset: 'USDC', units: 1_500_000n } },
            ...{ takenBy: 'Stripe', purpose: 'transfer' },
          },
        ],
        deliver: { asset: 'USD', units: 10_000n },
      },
    });
    expect(sent.map(({ path }) => path)).toEqual([
      '/v2/money_management/payout_intents',
      '/v2/money_management/payout_intents/pi_1/cancel',
    ]);
  });

  it('without a fee has none', async () => {
    const free = await quote([answer(intent({ estimated_fees: [] })), answer({})]);
    expect(free.outcome).toMatchObject({ value: { fees: [] } });
  });

  it.each([
    ['unsupported', failure(400, { type: 'invalid_payout_method' })],
    ['amount_too_large', failure(400, { type: 'quota_exceeded' })],
    ['unavailable', failure(400, { type: 'capability_not_enabled' })],
    ['unavailable', failure(500, { code: 'api_error' })],
    ['unavailable', answer({})],
    [
      'amount_too_small',
      answer(
        intent({
          from: { debited: { value: 0, currency: 'usdc' } },
          to: { credited: { value: 0, currency: 'usd' } },
        }),
      ),
    ],
    ['unavailable', 'reset'],
  ] as const)('is none, %s, when that is what comes of it', async (refusal, act) => {
    expect((await quote([act, answer({})])).outcome).toEqual({ ok: false, refusal });
  });

  it('of less than a cent is none, and nobody is asked', async () => {
    const { outcome, sent } = await quote([], { pay: money('USDC', 9_999n) });
    expect(outcome).toEqual({ ok: false, refusal: 'amount_too_small' });
    expect(sent).toEqual([]);
  });
});
