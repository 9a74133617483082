import { createCalendars } from '@diboas/calendars';
import { accept, money, refuse } from '@diboas/kernel';
import { inBankingDays, type Provider, type ProviderQuoteRefusal, reversedBy } from '@diboas/orchestration';
import { describe, expect, it } from 'vitest';
import { BY_CARD, createTestParts, pricingProvider, requestOf } from '../../testing/parts.ts';
import { createSmallWorld, sampleObservation } from '../../testing/small-world.ts';
import { createQuoteHandlers } from './handler.ts';

const CUSTOMER = '0f0e0d0c-0b0a-4909-8807-060504030201';

const refusing = (id: string, refusal: ProviderQuoteRefusal) =>
  pricingProvider(id, async () => refuse(refusal));

/** What the audit says after a customer asked for a price that nobody gives. */
async function auditAfter(amount: string, providers: readonly Provider[]) {
  const world = createSmallWorld();
  const parts = createTestParts(world, { providers: new Map(providers.map((one) => [one.id, one])) });
  const { createQuote } = createQuoteHandlers(parts);
  const answer = await createQuote({ ...requestOf(CUSTOMER), body: { ...BY_CARD, amount } });
  const audit = world.store
    .audit()
    .map(({ actor, act, subject, detail }) => ({ actor, act, subject, detail }));
  return { code: answer.ok ? null : answer.refusal.code, audit };
}

describe('the terms of a reversal', () => {
  it('are no quote: nobody was asked, and nobody can confirm them', async () => {
    const world = createSmallWorld();
    const { id } = await world.confirm(CUSTOMER);
    await world.engine.idle();
    await world.tell(id, sampleObservation('done'));
    await world.tell(id, sampleObservation('taken_back'));
    const reversal = reversedBy(await world.read(id)) ?? '';
    const { getQuote } = createQuoteHandlers(createTestParts(world));
    const read = (quoteId: string) => getQuote({ ...requestOf(CUSTOMER), params: { id: quoteId } });
    expect(await world.store.quote(reversal)).not.toBeNull();
    expect(await read(reversal)).toMatchObject({ ok: false, refusal: { code: 'not_found' } });
    expect(await read(id)).toMatchObject({ ok: true, value: { body: { id } } });
  });
});

describe('a price of what banks move', () => {
  const byBank = pricingProvider('first', async ({ method, pay }) =>
    method === 'bank'
      ? accept({
          ...{ fees: [], deliver: money('USDC', pay.units * 10_000n) },
          estimate: inBankingDays({ fromDays: 1, toDays: 3 }),
        })
      : refuse('unsupported'),
  );

  it('M25 names its days, when it is asked for and when it is read again', async () => {
    const world = createSmallWorld();
    const calendars = createCalendars([{ calendar: 'fed', day: '2026-12-01' }]);
    const parts = createTestParts(world, { providers: new Map([['first', byBank]]), calendars });
    const { createQuote, getQuote } = createQuoteHandlers(parts);
    // It may still be confirmed at the cut-off, five minutes later; the day after is closed.
    world.clock.at = Date.parse('2026-11-30T21:40:00Z');
    await world.store.ensureCustomer(CUSTOMER, world.clock.at);
    const asked = await createQuote({
      ...requestOf(CUSTOMER),
      body: { ...BY_CARD, amount: '100.00', method: 'bank' as const },
    });
    const days = { from: '2026-12-02', to: '2026-12-07', lastAt: '2026-12-07T23:00:00.000Z' };
    expect(asked).toMatchObject({ value: { body: { estimate: { days } } } });
    if (!asked.ok) throw new Error('there is a price by bank');
    const read = await getQuote({ ...requestOf(CUSTOMER), params: { id: asked.value.body.id } });
    expect(read).toMatchObject({ value: { body: { estimate: { days } } } });
  });
});

describe('a price that is refused', () => {
  const entry = { actor: CUSTOMER, act: 'quote_refused', subject: 'ADD_FUNDS' };

  it('is audited with what each provider answered', async () => {
    const providers = [refusing('first', 'unavailable'), refusing('second', 'unsupported')];
    const { code, audit } = await auditAfter('100.00', providers);
    expect(code).toBe('no_provider');
    const detail = {
      code: 'no_provider',
      method: 'card',
      'provider first': 'unavailable',
      'provider second': 'unsupported',
    };
    expect(audit).toEqual([{ ...entry, detail }]);
  });

  it('by our own rules is audited too', async () => {
    const { code, audit } = await auditAfter('1.00', []);
    expect(code).toBe('amount_too_small');
    expect(audit).toEqual([{ ...entry, detail: { code: 'amount_too_small', method: 'card' } }]);
  });

  it('because it cannot be read decides nothing, and is not audited', async () => {
    const { code, audit } = await auditAfter('100.001', []);
    expect(code).toBe('amount_not_exact');
    expect(audit).toEqual([]);
  });
});
