import { money } from '@diboas/kernel';
import type { ProviderQuoteRequest } from '@diboas/orchestration';
import { type LoopbackServer, startLoopbackServer, type WireAct } from '@diboas/providers-kit/contract';
import { afterEach, describe, expect, it } from 'vitest';
import { adapterAt, answer, failure, NOW, sessionAnswer } from './adapter-for-tests.ts';

const REQUEST: ProviderQuoteRequest = {
  pay: money('USD', 10_050n),
  payNetwork: 'fiat',
  method: 'card',
  receive: { asset: 'USDC', network: 'solana' },
  destination: '9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin',
};

/** What 100.50 dollars buy with the fees inside them. */
const INSIDE = sessionAnswer({
  paymentTotal: '100.5',
  paymentSubtotal: '98.03',
  purchaseAmount: '98.030000',
  fees: [
    { type: 'FEE_TYPE_EXCHANGE', amount: '2.46', currency: 'USD' },
    { type: 'FEE_TYPE_NETWORK', amount: '0.01', currency: 'USD' },
  ],
});

/** A rate for amounts up to 110 dollars, a little better than INSIDE has. */
const INSIDE_OF_MORE = sessionAnswer({
  paymentTotal: '112.5',
  paymentSubtotal: '110',
  purchaseAmount: '110.000000',
  fees: [{ type: 'FEE_TYPE_EXCHANGE', amount: '2.5', currency: 'USD' }],
});

/** A Coinbase that sells a USDC for a dollar and takes one cent, inside a payment and on top of a purchase. */
function priced(asked: { paymentAmount?: string; purchaseAmount?: string }): object {
  const cents = Math.round(Number(asked.paymentAmount ?? asked.purchaseAmount) * 100);
  const subtotal = asked.paymentAmount ? cents - 1 : cents;
  return sessionAnswer({
    paymentTotal: ((subtotal + 1) / 100).toFixed(2),
    paymentSubtotal: (subtotal / 100).toFixed(2),
    purchaseAmount: (subtotal / 100).toFixed(6),
    fees: [{ type: 'FEE_TYPE_NETWORK', amount: '0.01', currency: 'USD' }],
  });
}

let server: LoopbackServer;

afterEach(async () => await server.close());

async function quoteOf(acts: readonly WireAct[], request: Partial<ProviderQuoteRequest> = {}) {
  const left = [...acts];
  server = await startLoopbackServer(() => left.shift() ?? 'reset');
  return await adapterAt(server.url).quote({ ...REQUEST, ...request });
}

function bodies(): unknown[] {
  return server.received.map(({ body }) => JSON.parse(body.toString('utf8')));
}

describe('a price', () => {
  it('is read exactly, and says who takes what, what for and how it came about', async () => {
    expect(await quoteOf([answer(INSIDE), answer(sessionAnswer())])).toEqual({
      ok: true,
      value: {
        deliver: money('USDC', 100_500_000n),
        estimate: { fromSeconds: 60, toSeconds: 600, source: 'provider' },
        fees: [
          {
            tier: 'provider',
            amount: money('USD', 251n),
            takenBy: 'Coinbase',
            purpose: 'conversion',
            basis: { kind: 'rate', bps: 250, of: money('USD', 10_050n) },
          },
          {
            tier: 'network',
            amount: money('USD', 1n),
            takenBy: 'Solana',
            purpose: 'transfer',
            basis: { kind: 'quoted', by: 'Coinbase' },
          },
        ],
      },
    });
  });

  it('is asked for twice: for the rate, and for the fees on top; with no reference and no key', async () => {
    await quoteOf([answer(INSIDE), answer(sessionAnswer())]);
    const common = {
      purchaseCurrency: 'USDC',
      destinationNetwork: 'solana',
      destinationAddress: REQUEST.destination,
      paymentCurrency: 'USD',
      paymentMethod: 'CARD',
      country: 'US',
      subdivision: 'NY',
    };
    expect(bodies()).toEqual([
      { ...common, paymentAmount: '100.50' },
      { ...common, purchaseAmount: '100.500000' },
    ]);
    for (const { headers } of server.received) expect(headers['x-idempotency-key']).toBeUndefined();
  });

  it('for no larger an amount takes one call for some seconds, and two again after them', async () => {
    let time = NOW;
    server = await startLoopbackServer(({ body }) => answer(priced(JSON.parse(body.toString('utf8')))));
    const adapter = adapterAt(server.url, { now: () => time });
    const quote = async (cents: bigint, changes: Partial<ProviderQuoteRequest> = {}) => {
      const before = server.received.length;
      expect((await adapter.quote({ ...REQUEST, pay: money('USD', cents), ...changes })).ok).toBe(true);
      return server.received.length - before;
    };
    expect(await quote(10_000n)).toBe(2);
    expect(await quote(10_000n)).toBe(1);
    expect(await quote(9_000n)).toBe(1);
    // A larger amount needs a finer rate; another way to pay may have another one.
    expect(await quote(20_000n)).toBe(2);
    expect(await quote(9_000n, { method: 'bank' })).toBe(2);
    time += 9_999;
    expect(await quote(9_000n)).toBe(1);
    time += 10_001;
    expect(await quote(9_000n)).toBe(2);
  });

  it('at a rate that has become too good is asked for anew', async () => {
    const dearer = { ...sessionAnswer({ paymentSubtotal: '100.51', paymentTotal: '103.03' }) };
    const left = [
      answer(INSIDE_OF_MORE),
      answer(sessionAnswer()),
      answer(dearer),
      answer(INSIDE),
      answer(sessionAnswer()),
    ];
    server = await startLoopbackServer(() => left.shift() ?? 'reset');
    const adapter = adapterAt(server.url);
    expect((await adapter.quote(REQUEST)).ok).toBe(true);
    expect((await adapter.quote(REQUEST)).ok).toBe(true);
    expect(server.received).toHaveLength(5);
  });

  it('may have its fees in the crypto that is bought, at the price of the session', async () => {
    const fees = [
      { type: 'FEE_TYPE_EXCHANGE', amount: '2.51', currency: 'USD' },
      { type: 'FEE_TYPE_NETWORK', amount: '0.010004', currency: 'USDC' },
    ];
    const inCrypto = await quoteOf([answer(INSIDE), answer(sessionAnswer({ fees }))]);
    expect(inCrypto).toMatchObject({
      ok: true,
      value: { fees: [{ amount: { units: 251n } }, { amount: { units: 1n } }] },
    });
    await server.close();
    const both = fees.map((fee) => ({ ...fee, amount: fee.amount.slice(0, 6), currency: 'USDC' }));
    expect(await quoteOf([answer(INSIDE), answer(sessionAnswer({ fees: both }))])).toEqual(inCrypto);
  });

  it('by bank takes banking days', async () => {
    const estimate = { source: 'provider', banking: { calendar: 'fed', fromDays: 1, toDays: 3 } };
    const quote = await quoteOf([answer(INSIDE), answer(sessionAnswer())], { method: 'bank' });
    expect(quote).toMatchObject({ value: { estimate } });
  });
});

describe('no price', () => {
  it.each([
    ['the crypto costs more by now', { paymentSubtotal: '100.51', paymentTotal: '103.03' }],
    ['another amount is priced', { purchaseAmount: '100.499999' }],
    ['figures do not add up', { paymentTotal: '103.03' }],
    ['a fee is negative', { fees: [{ type: 'FEE_TYPE_EXCHANGE', amount: '-2.52', currency: 'USD' }] }],
    [
      'a fee is of a kind nobody knows',
      { fees: [{ type: 'FEE_TYPE_TIP', amount: '2.52', currency: 'USD' }] },
    ],
    [
      'a fee in crypto is none of the total',
      {
        paymentTotal: '103.01',
        fees: [
          { type: 'FEE_TYPE_EXCHANGE', amount: '2.51', currency: 'USD' },
          { type: 'FEE_TYPE_NETWORK', amount: '5', currency: 'USDC' },
        ],
      },
    ],
    [
      'a fee in crypto is less than is taken for it',
      {
        paymentTotal: '110.00',
        fees: [{ type: 'FEE_TYPE_NETWORK', amount: '0.5', currency: 'USDC' }],
      },
    ],
    ['something is sold for nothing', { paymentSubtotal: '0', paymentTotal: '2.52' }],
    [
      'a fee is in another currency',
      { fees: [{ type: 'FEE_TYPE_NETWORK', amount: '2.52', currency: 'EUR' }] },
    ],
    ['numbers come instead of decimal strings', { paymentTotal: 103.02 }],
  ])('when %s', async (_name, changes) => {
    const quote = await quoteOf([answer(INSIDE), answer(sessionAnswer(changes))]);
    expect(quote).toEqual({ ok: false, refusal: 'unavailable' });
  });

  it.each([
    ['a region that is not served', failure(403, 'guest_region_forbidden'), 'unsupported'],
    ['a network that is not traded', failure(400, 'network_not_tradable'), 'unsupported'],
    ['a limit', failure(400, 'guest_transaction_limit'), 'amount_too_large'],
    ['a limit of a day', failure(400, 'daily_amount_limit_exceeded'), 'amount_too_large'],
    ['a limit on how often', failure(400, 'daily_transaction_limit_exceeded'), 'unavailable'],
    ['an amount it does not take', failure(400, 'invalid_request'), 'unavailable'],
    ['a wrong key', failure(401, 'unauthorized'), 'unavailable'],
    ['an outage', failure(503, 'service_unavailable'), 'unavailable'],
    ['no answer', 'silence', 'unavailable'],
    ['a connection reset', 'reset', 'unavailable'],
  ] as const)('after %s', async (_name, act, refusal) => {
    expect(await quoteOf([act])).toEqual({ ok: false, refusal });
  });

  it.each([
    ['an unknown method', { method: 'cash' }],
    ['a method named like a built-in', { method: 'constructor' }],
    ['money of a bank as what is bought', { receive: { asset: 'EUR', network: 'fiat' } }],
    ['a token as what is paid', { pay: money('USDC', 1_000_000n) }],
  ] as const)('for %s, and Coinbase is not even asked', async (_name, request) => {
    expect(await quoteOf([], request)).toEqual({ ok: false, refusal: 'unsupported' });
    expect(server.received).toHaveLength(0);
  });
});
