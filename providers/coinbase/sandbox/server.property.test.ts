import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CoinbaseWorld, createCoinbaseWorld, SESSIONS, sessionBody } from './testing/world.ts';

const NAMES = [...Object.keys(sessionBody()), 'paymentAmount', 'clientIp', '__proto__'];

const value = fc.oneof(
  fc.constantFrom(
    'USD',
    'USDC',
    'BTC',
    'solana',
    'US',
    '100.00',
    '0',
    '-1',
    '1e9',
    '9'.repeat(40),
    'ACH',
    '',
  ),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.jsonValue(),
);
const body = fc.oneof(
  fc
    .dictionary(fc.constantFrom(...NAMES), value)
    .map((changes) => JSON.stringify({ ...sessionBody(), ...changes })),
  fc.json(),
  fc.string(),
);

describe('the Coinbase server', () => {
  let world: CoinbaseWorld;
  beforeAll(async () => {
    world = await createCoinbaseWorld();
  });
  afterAll(() => world[Symbol.asyncDispose]());

  it('answers any body with success or an error of the caller, never with a failure of its own', async () => {
    await fc.assert(
      fc.asyncProperty(body, async (text) => {
        const before = world.sessions().length;
        const answer = await world.call('POST', SESSIONS, { body: text });
        expect([201, 400]).toContain(answer.status);
        if (answer.status === 201) expect(answer.body.session.onrampUrl).toEqual(expect.any(String));
        else
          expect(answer.body).toMatchObject({
            errorType: expect.any(String),
            correlationId: expect.any(String),
          });
        const made = answer.status === 201 ? 1 : 0;
        expect(world.sessions().length).toBe(before + made);
      }),
      { numRuns: 200 },
    );
  });

  it('charges exactly amount plus fees, whatever the amount', async () => {
    const amounts = fc
      .integer({ min: 100, max: 2_400_000 })
      .filter((cents) => ![13, 14, 15, 17].includes(cents % 100));
    let number = 0;
    await fc.assert(
      fc.asyncProperty(amounts, fc.constantFrom('CARD', 'ACH'), async (cents, paymentMethod) => {
        number += 1;
        const partnerUserRef = `exact-${number}`;
        const dollars = (units: number) =>
          `${Math.floor(units / 100)}.${String(units % 100).padStart(2, '0')}`;
        await world.create({ purchaseAmount: dollars(cents), paymentMethod, partnerUserRef });
        world.sandbox.control.advance(partnerUserRef, 'complete');
        const [payment, delivery] = world.sandbox.control.executions().slice(-2);
        const fee = Math.floor((cents * (paymentMethod === 'CARD' ? 340 : 40) + 5_000) / 10_000);
        expect(payment?.amount).toBe(dollars(cents + fee + 1));
        expect(delivery?.amount).toBe(`${dollars(cents)}0000`);
      }),
      { numRuns: 50 },
    );
  });

  it('takes exactly the payment that was named, with the fees inside', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 200, max: 2_500_000 }), async (cents) => {
        const paymentAmount = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
        const changes = { purchaseAmount: undefined, paymentAmount, partnerUserRef: undefined };
        const { quote } = (await world.create(changes)).body;
        const parts = [quote.paymentSubtotal, ...quote.fees.map((fee) => fee.amount)];
        const inCents = (text: string) => {
          const [whole, fraction = ''] = text.split('.');
          return Number(`${whole}${fraction.padEnd(2, '0')}`);
        };
        expect(inCents(quote.paymentTotal)).toBe(cents);
        expect(parts.reduce((sum, part) => sum + inCents(part), 0)).toBe(cents);
      }),
      { numRuns: 50 },
    );
  });
});
