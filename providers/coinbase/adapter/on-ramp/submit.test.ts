import { assert, money, parseMoney } from '@diboas/kernel';
import { type LoopbackServer, startLoopbackServer, type WireAct } from '@diboas/providers-kit/contract';
import { afterEach, describe, expect, it } from 'vitest';
import { adapterAt, answer, SUBMISSION, sessionAnswer } from './adapter-for-tests.ts';
import { idempotencyKeyOf, referenceOf } from './reference.ts';

/** The newest of them. One that was closed within a test would leave its connections to whoever has its port next. */
let server: LoopbackServer;
const servers: LoopbackServer[] = [];

afterEach(async () => {
  for (const one of servers.splice(0)) await one.close();
});

async function submit(act: WireAct, changes: object = {}) {
  server = await startLoopbackServer(() => act);
  servers.push(server);
  return await adapterAt(server.url).submit({ ...SUBMISSION, ...changes });
}

describe('a submission to Coinbase', () => {
  it('asks for exactly what shall arrive, and nothing about the person', async () => {
    await submit(answer(sessionAnswer()));
    const [request] = server.received;
    expect(request).toMatchObject({ method: 'POST', path: '/platform/v2/onramp/sessions' });
    expect(JSON.parse(request?.body.toString('utf8') ?? '')).toEqual({
      purchaseCurrency: 'USDC',
      destinationNetwork: 'solana',
      destinationAddress: SUBMISSION.destination,
      purchaseAmount: '100.500000',
      paymentCurrency: 'USD',
      paymentMethod: 'CARD',
      country: 'US',
      subdivision: 'NY',
      redirectUrl: 'https://app.example/back',
      partnerUserRef: referenceOf(SUBMISSION, { testMode: false }),
    });
    expect(request?.headers).toMatchObject({
      'content-type': 'application/json',
      'x-idempotency-key': idempotencyKeyOf(SUBMISSION.key),
      authorization: expect.stringMatching(/^Bearer [\w-]+\.[\w-]+\.[\w-]+$/),
    });
  });

  it('gives the link, under our own reference', async () => {
    expect(await submit(answer(sessionAnswer()))).toEqual({
      kind: 'accepted',
      observation: {
        reference: referenceOf(SUBMISSION, { testMode: false }),
        stage: 'open',
        end: null,
        milestone: 'order_open',
        actionUrl: 'https://pay.example/buy?sessionToken=t',
        movements: [],
      },
    });
  });

  it('by bank is an ACH payment', async () => {
    await submit(answer(sessionAnswer()), { method: 'bank' });
    expect(JSON.parse(server.received[0]?.body.toString('utf8') ?? '')).toMatchObject({
      paymentMethod: 'ACH',
    });
  });

  it('takes a price that moved a little in the favour of the person', async () => {
    expect((await submit(answer(sessionAnswer()), { pay: money('USD', 10_060n) })).kind).toBe('accepted');
  });

  it('refuses a price above what was agreed, and gives the link to nobody [price.rises]', async () => {
    const given = await submit(answer(sessionAnswer()), { pay: money('USD', 10_049n) });
    expect(given).toMatchObject({ kind: 'rejected', code: 'price_changed', elsewhere: true });
    expect(JSON.stringify(given)).not.toContain('sessionToken');
  });

  it('refuses fees above what was agreed, though the price has not moved [price.rises]', async () => {
    const { quote } = sessionAnswer() as { quote: { paymentTotal: string } };
    const total = parseMoney('USD', quote.paymentTotal);
    assert(total.ok, 'the session has a total');
    const cents = total.value.units;
    expect((await submit(answer(sessionAnswer()), { chargeMax: money('USD', cents) })).kind).toBe('accepted');
    const given = await submit(answer(sessionAnswer()), { chargeMax: money('USD', cents - 1n) });
    expect(given).toMatchObject({ kind: 'rejected', code: 'price_changed', elsewhere: true });
    expect(JSON.stringify(given)).not.toContain('sessionToken');
  });

  it('takes a price far below for the answer to another order', async () => {
    const given = await submit(answer(sessionAnswer()), { pay: money('USD', 20_100n) });
    expect(given).toMatchObject({ kind: 'unknown', detail: expect.stringMatching(/^BUG: /) });
  });
});
