import { money } from '@diboas/kernel';
import type { ProviderQuoteRequest } from '@diboas/orchestration';
import { startLoopbackServer, type WireAct } from '@diboas/providers-kit/contract';
import { describe, expect, it } from 'vitest';
import { adapterAt, answer, failure, RECEIPT } from './adapter-for-tests.ts';

const REQUEST: ProviderQuoteRequest = {
  ...{ pay: money('USDC', 100_000_000n), payNetwork: 'solana', method: 'wire' },
  ...{ receive: { asset: 'USD', network: 'fiat' }, destination: 'cust_1:ea_1' },
};

async function quote(acts: readonly WireAct[], changes: Partial<ProviderQuoteRequest> = {}) {
  const left = [...acts];
  const server = await startLoopbackServer(() => left.shift() ?? 'reset');
  try {
    const outcome = await adapterAt(server.url).quote({ ...REQUEST, ...changes });
    const bodies = server.received.map(({ body }) => JSON.parse(body.toString('utf8')));
    return { outcome, bodies, keys: server.received.map(({ headers }) => headers['idempotency-key']) };
  } finally {
    await server.close();
  }
}

const WITHIN = answer({
  receipt: { ...RECEIPT, initial_amount: '100.0', exchange_fee: '20.0', final_amount: '80.0' },
});
const ON_TOP = answer({
  receipt: { ...RECEIPT, initial_amount: '120.0', exchange_fee: '20.0', final_amount: '100.0' },
});

describe('a price', () => {
  it('is the fee that Bridge takes, on top, and what then arrives', async () => {
    const { outcome, bodies, keys } = await quote([WITHIN, ON_TOP]);
    expect(outcome).toMatchObject({
      value: {
        fees: [
          {
            tier: 'provider',
            amount: { asset: 'USDC', units: 20_000_000n },
            takenBy: 'Bridge',
            purpose: 'transfer',
          },
        ],
        deliver: { asset: 'USD', units: 10_000n },
      },
    });
    expect(bodies.map(({ amount, dry_run }) => [amount, dry_run])).toEqual([
      ['100.000000', true],
      ['120.000000', true],
    ]);
    expect(new Set(keys).size).toBe(2);
  });

  it('of a share in all is what arrives of the whole, and no more', async () => {
    const share = { ...RECEIPT, exchange_fee: '1.0', final_amount: '99.0' };
    const whole = { ...RECEIPT, exchange_fee: '1.01', final_amount: '99.99' };
    const { outcome } = await quote([answer({ receipt: share }), answer({ receipt: whole })]);
    expect(outcome).toMatchObject({ value: { deliver: { units: 9_999n } } });
  });

  it.each([
    ['unsupported', failure(401, 'not_allowed')],
    ['unsupported', failure(400, 'deactivated_external_account')],
    ['amount_too_large', failure(403, 'developer_limits_exceeded')],
    ['unavailable', failure(400, 'requires_active_kyc_status')],
    ['unavailable', failure(500, 'internal_server_error')],
    ['unavailable', answer({})],
    ['unavailable', 'reset'],
  ] as const)('is none, %s, when that is what comes of it', async (refusal, act) => {
    expect((await quote([act])).outcome).toEqual({ ok: false, refusal });
    expect((await quote([WITHIN, act])).outcome).toEqual({ ok: false, refusal });
  });

  it('of less than a cent is none, and nobody is asked', async () => {
    const { outcome, bodies } = await quote([], { pay: money('USDC', 9_999n) });
    expect(outcome).toEqual({ ok: false, refusal: 'amount_too_small' });
    expect(bodies).toEqual([]);
  });
});
