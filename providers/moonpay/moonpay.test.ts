import { createHmac } from 'node:crypto';
import { assert, createId, createSeededRandom, money } from '@diboas/kernel';
import type { Lookup, ProviderQuoteRequest, Submission } from '@diboas/orchestration';
import { MoonPay } from '@moonpay/moonpay-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { moonpay } from './provider.ts';
import { openMoonpayWorld, SECRETS } from './testing/world.ts';

let world: Awaited<ReturnType<typeof openMoonpayWorld>>;
beforeAll(async () => {
  world = await openMoonpayWorld();
});
afterAll(() => world.close());

const SUI_ADDRESS = `0x${'ab'.repeat(32)}`;
const random = createSeededRandom(8);
const newId = () => createId({ now: 1, random, bucket: 0 });

const ASKED: ProviderQuoteRequest = {
  ...{ pay: money('EUR', 100_00n), payNetwork: 'fiat', method: 'card', destination: SUI_ADDRESS },
  receive: { asset: 'USDC', network: 'sui' },
};

function submission(): Submission {
  return {
    ...{ pay: ASKED.pay, payNetwork: 'fiat', method: 'card', chargeMax: money('EUR', 110_00n) },
    ...{ deliver: money('USDC', 108_695_652n), network: 'sui', destination: SUI_ADDRESS },
    ...{ key: 'a-key', transactionId: newId(), attemptId: newId(), returnUrl: 'https://app.test/back~1 2' },
  };
}

async function linkOf(over: Partial<Submission> = {}) {
  const asked = { ...submission(), ...over };
  const answer = await world.desk().submit(asked);
  assert(answer.kind === 'accepted' && answer.observation.actionUrl, 'there is a link', { answer });
  const { reference, actionUrl } = answer.observation;
  const { key, transactionId, attemptId } = asked;
  const lookup: Lookup = { key, transactionId, attemptId, reference, startedAt: 0 };
  return { url: actionUrl, reference: reference ?? '', lookup };
}

describe('a price of MoonPay', () => {
  it('in euros has its fees in euros', async () => {
    const quote = await world.desk().quote(ASKED);
    assert(quote.ok, 'there is a price');
    const { fees, deliver, estimate } = quote.value;
    expect(fees.map(({ tier, amount }) => [tier, amount])).toEqual([
      ['provider', money('EUR', 4_50n)],
      ['network', money('EUR', 1n)],
    ]);
    expect(deliver).toEqual(money('USDC', 108_695_652n));
    expect(estimate.banking).toBeUndefined();
  });

  it('by a bank in euros counts the days of T2', async () => {
    const quote = await world.desk().quote({ ...ASKED, method: 'bank' });
    expect(quote).toMatchObject({
      value: { estimate: { banking: { calendar: 't2', fromDays: 1, toDays: 3 } } },
    });
  });

  it.each([
    ['by a bank in dollars', { pay: money('USD', 100_00n), method: 'bank' }, 'unsupported'],
    ['by wire', { method: 'wire' }, 'unsupported'],
    ['in reals', { pay: money('BRL', 100_00n) }, 'unsupported'],
    ['of what it has no code for', { receive: { asset: 'ETH', network: 'solana' } }, 'unsupported'],
    ['of too little, which it says in a text alone', { pay: money('EUR', 19_99n) }, 'amount_too_small'],
    ['of too much', { pay: money('EUR', 30_000_01n) }, 'amount_too_large'],
  ] as const)('%s is refused', async (_what, change, refusal) => {
    expect(await world.desk().quote({ ...ASKED, ...change })).toEqual({ ok: false, refusal });
  });
});

describe('a link to MoonPay', () => {
  it('is signed over all of its query, as the official package checks it', async () => {
    const { url } = await linkOf();
    expect(new MoonPay(SECRETS.MOONPAY_SECRET_KEY, { debug: false }).url.isSignatureValid(url)).toBe(true);
    const [signed = '', signature = ''] = new URL(url).search.split('&signature=');
    const mac = createHmac('sha256', SECRETS.MOONPAY_SECRET_KEY).update(signed).digest('base64');
    expect(decodeURIComponent(signature)).toBe(mac);
  });

  it('fixes what is bought and where it goes, and names no person', async () => {
    const { url, reference } = await linkOf();
    expect(Object.fromEntries(new URL(url).searchParams)).toEqual({
      ...{ apiKey: 'pk_test_one', currencyCode: 'usdc_sui', walletAddress: SUI_ADDRESS },
      ...{ baseCurrencyCode: 'eur', quoteCurrencyAmount: '108.695652', lockAmount: 'true' },
      ...{ paymentMethod: 'credit_debit_card', externalTransactionId: reference },
      ...{ redirectURL: 'https://app.test/back~1 2', signature: expect.any(String) },
    });
  });

  it('with another address in it opens no page', async () => {
    const { url } = await linkOf();
    expect((await fetch(url.replace(SUI_ADDRESS, `0x${'cd'.repeat(32)}`))).status).toBe(400);
    expect((await fetch(url.split('&signature=')[0] ?? '')).status).toBe(400);
    expect((await fetch(url)).status).toBe(200);
  });

  it('is given to nobody once the price has risen above what was agreed', async () => {
    const dear = { ...submission(), chargeMax: money('EUR', 104_50n) };
    expect(await world.desk().submit(dear)).toMatchObject({ kind: 'rejected', code: 'price_changed' });
  });
});

describe('a look-up at MoonPay', () => {
  it('finds nothing before the link was given, and an open order after', async () => {
    const { lookup } = await linkOf();
    expect(await world.desk().lookup({ ...lookup, reference: null })).toEqual({ kind: 'not_found' });
    expect(await world.desk().lookup(lookup)).toMatchObject({ observation: { stage: 'open' } });
  });

  it('of a link that was used twice has all that moved, and the better end', async () => {
    const asked = submission();
    const [one, two] = [await linkOf(asked), await linkOf({ ...asked, returnUrl: 'https://app.test/other' })];
    expect(two.reference).toBe(one.reference);
    await fetch(one.url);
    await fetch(two.url);
    const { purchases } = world.double.opened();
    const [second, first] = purchases.list();
    assert(first && second, 'both began');
    purchases.advance(first.id, 'reject');
    purchases.advance(second.id, 'complete');
    const found = await world.desk().lookup(one.lookup);
    expect(found).toMatchObject({
      observation: { end: 'done', movements: [{ kind: 'taken' }, { kind: 'given' }] },
    });
  });

  it('under a reference that is not of the attempt is unknown', async () => {
    const { lookup } = await linkOf();
    expect((await world.desk().lookup({ ...lookup, reference: 'diboas_other' })).kind).toBe('unknown');
  });
});

describe('the settings of MoonPay', () => {
  const dangersOf = (keys: object, at: 'sandbox' | 'live') => {
    const configured = moonpay.configure({ ...SECRETS, ...keys });
    assert(configured.ok && configured.value, 'the settings are good');
    return configured.value.dangers(at).map((sentence) => sentence.split(' ')[0]);
  };

  it('keep the worlds apart, key by key', () => {
    expect(dangersOf({}, 'live')).toContain('MOONPAY_PUBLISHABLE_KEY');
    expect(dangersOf({}, 'live')).toContain('MOONPAY_SECRET_KEY');
    expect(dangersOf({ MOONPAY_SECRET_KEY: 'sk_live_one' }, 'sandbox')).toContain('MOONPAY_SECRET_KEY');
  });

  it('do not take the one key for the other', () => {
    expect(moonpay.configure({ ...SECRETS, MOONPAY_PUBLISHABLE_KEY: 'sk_test_one' }).ok).toBe(false);
  });
});
