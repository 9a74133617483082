import { assert, DAY_MS, HOUR_MS } from '@diboas/kernel';
import { describe, expect, it } from 'vitest';
import { FLOAT_UNITS, openPayoutWorld, STEP_MS } from './testing/payout-world.ts';

/** The 0.50 of Bridge and the 1.99 of ours. */
const BRIDGE_FEE = 500_000n;
const FEES = BRIDGE_FEE + 1_990_000n;

describe('a withdrawal by Bridge', () => {
  it('leaves the balance and our money there, with its fees and nothing more', async () => {
    await using world = await openPayoutWorld();
    await world.fill();
    const before = await world.sums();
    const terms = await world.withdraw(50_000_000n);
    expect((await world.sums()).available).toBe(before.available - 50_000_000n - FEES);
    for (const ms of [STEP_MS, STEP_MS, DAY_MS, HOUR_MS]) await world.pass(ms);
    expect(await world.read(terms)).toMatchObject({
      ...{ status: 'COMPLETED', openItems: [] },
      settlement: { delivered: { money: { asset: 'USD', units: 5_000n } }, fee: { units: 1_990_000n } },
    });
    expect(await world.sums()).toEqual({
      available: before.available - 50_000_000n - FEES,
      free: FLOAT_UNITS - 50_000_000n - BRIDGE_FEE,
    });
  });

  it.each([
    ['in order', ['payment_processed', 'returned', 'refunded']],
    ['and the end comes first', ['refunded', 'returned', 'payment_processed']],
    ['and the return comes before the success', ['returned', 'payment_processed', 'refunded', 'refunded']],
  ])('that the bank sends back days later is brought back by a RETURN, told %s', async (_name, statuses) => {
    await using world = await openPayoutWorld();
    await world.fill();
    const before = await world.sums();
    const terms = await world.withdraw(50_000_000n);
    const [transfer] = world.sandbox.control.orders();
    assert(transfer, 'it was made');
    expect(world.sandbox.control.advance(transfer.id, 'return').ok).toBe(true);
    await world.pass(STEP_MS);
    for (const status of statuses) await world.hear(terms, status);
    expect(await world.read(terms)).toMatchObject({
      ...{ status: 'COMPLETED', openItems: [] },
      followedBy: [{ operation: 'RETURN', money: { asset: 'USDC', units: 50_000_000n } }],
    });
    expect((await world.sums()).available).toBe(before.available - FEES);
  });

  it('that no bank takes ends as failed once the money is back, and all of it is the person’s', async () => {
    await using world = await openPayoutWorld();
    await world.fill();
    const before = await world.sums();
    // 50.13: the double cannot deliver it.
    const terms = await world.withdraw(50_130_000n);
    for (const ms of [STEP_MS, STEP_MS]) await world.pass(ms);
    await world.hear(terms, 'undeliverable');
    expect((await world.read(terms)).status).toBe('PROVIDER_PROCESSING');
    expect((await world.sums()).available).toBeLessThan(before.available);
    await world.pass(STEP_MS);
    await world.hear(terms, 'refunded');
    expect(await world.read(terms)).toMatchObject({ failure: 'not_delivered', openItems: [] });
    expect(await world.sums()).toEqual(before);
  });

  it('that Bridge cannot go on with is looked at by a person, and nothing is guessed', async () => {
    await using world = await openPayoutWorld();
    await world.fill();
    const terms = await world.withdraw(50_140_000n);
    for (let hour = 0; hour < 3 * 24; hour += 1) await world.pass(HOUR_MS);
    const { status, openItems } = await world.read(terms);
    expect(['SENT_TO_PROVIDER', 'PROVIDER_PROCESSING']).toContain(status);
    expect(openItems.length).toBeGreaterThan(0);
  });
});
