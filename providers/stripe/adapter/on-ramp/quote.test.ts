import { money } from '@diboas/kernel';
import type { ProviderQuoteRequest } from '@diboas/orchestration';
import { type LoopbackServer, startLoopbackServer, type WireAct } from '@diboas/providers-kit/contract';
import { afterEach, describe, expect, it } from 'vitest';
import { createStripeOnramp } from './desk.ts';

const REQUEST: ProviderQuoteRequest = {
  pay: money('USD', 10_050n),
  payNetwork: 'fiat',
  method: 'card',
  receive: { asset: 'USDC', network: 'ethereum' },
  destination: '0x0000000000000000000000000000000000000000',
};

const OFFER = {
  destination_amount: '100.500000',
  destination_currency: 'usdc',
  destination_network: 'ethereum',
  fees: { network_fee_monetary: '1.20', transaction_fee_monetary: '3.02' },
  source_total_amount: '104.72',
};

let server: LoopbackServer;

afterEach(async () => await server.close());

async function quoteOf(act: WireAct, request: Partial<ProviderQuoteRequest> = {}) {
  server = await startLoopbackServer(() => act);
  const options = { apiKey: 'sk_test_quote', webhookSecrets: ['whsec_quote'], timeoutMs: 300, now: () => 0 };
  return await createStripeOnramp({
    world: 'sandbox',
    reportCredentials: () => {},
    ...options,
    baseUrl: server.url,
  }).quote({ ...REQUEST, ...request });
}

function offers(...list: readonly object[]): WireAct {
  return { status: 200, body: JSON.stringify({ destination_network_quotes: { ethereum: list } }) };
}

function failure(status: number, code: string): WireAct {
  return { status, body: JSON.stringify({ error: { type: 'invalid_request_error', code, message: 'no' } }) };
}

describe('a price', () => {
  it('is read exactly, and says who takes what, what for and how it came about', async () => {
    const other = { ...OFFER, destination_currency: 'eth', destination_amount: '0.025' };
    expect(await quoteOf(offers(other, OFFER))).toEqual({
      ok: true,
      value: {
        deliver: money('USDC', 100_500_000n),
        estimate: { fromSeconds: 60, toSeconds: 600, source: 'provider' },
        fees: [
          {
            tier: 'provider',
            amount: money('USD', 302n),
            takenBy: 'Stripe',
            purpose: 'conversion',
            basis: { kind: 'rate', bps: 300, of: money('USD', 10_050n) },
          },
          {
            tier: 'network',
            amount: money('USD', 120n),
            takenBy: 'Ethereum',
            purpose: 'transfer',
            basis: { kind: 'quoted', by: 'Stripe' },
          },
        ],
      },
    });
  });

  it('asks for this amount, this asset and this network', async () => {
    await quoteOf(offers(OFFER));
    expect(Object.fromEntries(new URL(server.received[0]?.path ?? '', server.url).searchParams)).toEqual({
      source_currency: 'usd',
      source_amount: '100.50',
      'destination_currencies[0]': 'usdc',
      'destination_networks[0]': 'ethereum',
    });
  });

  it('leaves out a fee of nothing', async () => {
    const fees = { network_fee_monetary: '0.00', transaction_fee_monetary: '0' };
    expect(await quoteOf(offers({ ...OFFER, fees, source_total_amount: '100.50' }))).toMatchObject({
      value: { fees: [] },
    });
  });

  it('is found among networks that have none', async () => {
    const body = JSON.stringify({
      destination_network_quotes: { bitcoin: null, sui: [], base_network: [OFFER] },
    });
    expect((await quoteOf({ status: 200, body })).ok).toBe(true);
  });

  it('by bank takes banking days', async () => {
    const estimate = { source: 'provider', banking: { calendar: 'fed', fromDays: 1, toDays: 3 } };
    expect(await quoteOf(offers(OFFER), { method: 'bank' })).toMatchObject({ value: { estimate } });
  });
});

describe('no price', () => {
  it.each([
    ['figures that do not add up', { source_total_amount: '104.73' }],
    ['more digits than the asset has', { destination_amount: '100.5000001' }],
    ['a negative fee', { fees: { network_fee_monetary: '-1.20', transaction_fee_monetary: '5.42' } }],
    ['nothing delivered', { destination_amount: '0' }],
    ['numbers instead of decimal strings', { source_total_amount: 104.72 }],
  ])('for %s', async (_name, changes) => {
    expect(await quoteOf(offers({ ...OFFER, ...changes }))).toEqual({ ok: false, refusal: 'unavailable' });
  });

  it.each([
    ['a country that is not served', failure(400, 'crypto_onramp_unsupported_country'), 'unsupported'],
    ['too little', failure(400, 'amount_too_small'), 'amount_too_small'],
    ['too much', failure(400, 'amount_too_large'), 'amount_too_large'],
    ['more than the on-ramp takes', failure(400, 'crypto_onramp_limit_exceeded'), 'amount_too_large'],
    ['a wrong key', failure(401, ''), 'unavailable'],
    ['an outage', failure(503, ''), 'unavailable'],
    ['no answer', 'silence', 'unavailable'],
    ['a connection reset', 'reset', 'unavailable'],
    ['no offer', offers(), 'unsupported'],
    ['an offer on another network only', offers({ ...OFFER, destination_network: 'base' }), 'unsupported'],
  ] as const)('after %s', async (_name, act, refusal) => {
    expect(await quoteOf(act)).toEqual({ ok: false, refusal });
  });

  it.each([
    ['an unknown method', { method: 'cash' }],
    ['a method named like a built-in', { method: 'constructor' }],
    ['money of a bank as what is bought', { receive: { asset: 'EUR', network: 'fiat' } }],
    ['a token as what is paid', { pay: money('USDC', 1_000_000n) }],
  ] as const)('for %s, and Stripe is not even asked', async (_name, request) => {
    expect(await quoteOf(offers(OFFER), request)).toEqual({ ok: false, refusal: 'unsupported' });
    expect(server.received).toHaveLength(0);
  });
});
