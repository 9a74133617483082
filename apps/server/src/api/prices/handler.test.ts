import { MINUTE_MS } from '@diboas/kernel';
import { type Currency, parseFraction, type Rate } from '@diboas/market';
import { pricesView } from '@diboas/protocol';
import { describe, expect, it } from 'vitest';
import { requestOf } from '../../testing/parts.ts';
import { createPriceHandlers } from './handler.ts';

const NOW = Date.UTC(2026, 10, 29, 12);

function rate(asset: Rate['asset'], currency: Currency, text: string, ageMs: number): Rate {
  const price = parseFraction(text) ?? { numerator: 1n, denominator: 1n };
  return { ...{ asset, currency, price, source: 'northpay' }, at: NOW - ageMs };
}

const RATES = [
  rate('BTC', 'USD', '100000', 1_000),
  rate('BTC', 'EUR', '90000', 6 * MINUTE_MS),
  rate('ETH', 'USD', '4000.123456789012345678', 2_000),
];

async function ask(currency: Currency, rates: readonly Rate[]) {
  const { prices } = createPriceHandlers({ rates: () => rates, clock: { now: () => NOW } });
  return await prices({ ...requestOf('customer-1'), query: { currency } });
}

describe('GET /v1/prices', () => {
  it('M12 says what each asset costs in the currency, to the last digit, when it did, and whether that is old', async () => {
    const outcome = await ask('USD', RATES);
    const body = outcome.ok ? pricesView.parse(outcome.value.body) : null;
    expect(body).toMatchObject({ asOf: '2026-11-29T12:00:00.000Z', currency: 'USD' });
    expect(body?.items).toEqual([
      { asset: 'EUR', price: '1.111111111111111111', at: '2026-11-29T11:54:00.000Z', isOld: true },
      { asset: 'BTC', price: '100000', at: '2026-11-29T11:59:59.000Z', isOld: false },
      { asset: 'ETH', price: '4000.123456789012345678', at: '2026-11-29T11:59:58.000Z', isOld: false },
    ]);
  });

  it('counts in the currency that was asked for, also what nobody prices in it', async () => {
    const outcome = await ask('EUR', RATES);
    const items = outcome.ok ? outcome.value.body.items : [];
    expect(items.map(({ asset, price }) => `${asset} ${price}`)).toEqual([
      'USD 0.9',
      'BTC 90000',
      'ETH 3600.11111111011111111',
    ]);
  });

  it('says in a problem that nothing is known', async () => {
    expect(await ask('BRL', RATES)).toMatchObject({ ok: false, refusal: { code: 'no_provider' } });
    expect(await ask('USD', [])).toMatchObject({ ok: false, refusal: { code: 'no_provider' } });
  });
});
