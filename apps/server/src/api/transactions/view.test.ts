import { DAY_MS, MINUTE_MS } from '@diboas/kernel';
import { inBankingDays } from '@diboas/orchestration';
import { transactionView as schema, type TransactionView } from '@diboas/protocol';
import { describe, expect, it } from 'vitest';
import { createSmallWorld, type SmallWorld, sampleObservation, VIEWED } from '../../testing/small-world.ts';
import { showTransaction } from './view.ts';

const CUSTOMER = '0f0e0d0c-0b0a-4909-8807-060504030201';

/** Confirms, lets the world act, and shows what the person sees. */
async function see(
  act: (world: SmallWorld, id: string) => Promise<void>,
  prepare?: (world: SmallWorld) => void,
) {
  const world = createSmallWorld();
  prepare?.(world);
  const { id } = await world.confirm(CUSTOMER);
  await world.engine.idle();
  await act(world, id);
  await world.engine.idle();
  return viewNow(world, id);
}

async function viewNow(world: SmallWorld, id: string): Promise<TransactionView> {
  const transaction = await world.read(id);
  const view = showTransaction(transaction, { ...VIEWED, now: world.clock.now() });
  expect(schema.parse(view)).toEqual(view);
  return view;
}

const stepsOf = (view: TransactionView) => view.steps.map(({ key, state }) => `${key} ${state}`);

describe('what the person is told', () => {
  it('accepted, while the provider has not answered', async () => {
    const world = createSmallWorld();
    const transaction = await world.confirm(CUSTOMER);
    const view = showTransaction(transaction, { ...VIEWED, now: world.clock.now() });
    expect(view).toMatchObject({
      state: 'accepted',
      where: 'with_you',
      ended: false,
      receipt: null,
      action: null,
    });
    await world.engine.idle();
  });

  it('awaiting you, with the page to pay on', async () => {
    const view = await see(async () => {});
    expect(view).toMatchObject({ state: 'awaiting_you', where: 'with_you', action: { kind: 'open_url' } });
    expect(stepsOf(view)).toEqual(['instructed done', 'paid now', 'converted next', 'arrived next']);
  });

  it('M25 R19 delayed once the last of the days that banks take is over in New York, and not before', async () => {
    const world = createSmallWorld();
    // After the cut-off on the day before Thanksgiving: it goes on Friday, and the third day from there is a Wednesday.
    world.clock.at = Date.parse('2026-11-25T22:00:00.000Z');
    const { id } = await world.confirm(CUSTOMER, { estimate: inBankingDays({ fromDays: 1, toDays: 3 }) });
    await world.engine.idle();
    // Its provider hears of the money after the cut-off of the Friday, which puts nothing off.
    world.clock.at = Date.parse('2026-11-27T22:00:00.000Z');
    await world.tell(id, sampleObservation('working'));
    const lateAt = '2026-12-03T05:00:00.000Z';
    const days = { from: '2026-11-30', to: '2026-12-02', lastAt: '2026-12-02T23:00:00.000Z' };
    world.clock.at = Date.parse(lateAt) - 1;
    expect(await viewNow(world, id)).toMatchObject({ state: 'processing', lateAt, estimate: { days } });
    world.clock.at += 1;
    expect(await viewNow(world, id)).toMatchObject({ state: 'delayed', lateAt: null, estimate: { days } });
  });

  it('processing, then delayed once it takes longer than was told', async () => {
    let early: TransactionView | null = null;
    const view = await see(async (world, id) => {
      await world.tell(id, sampleObservation('working'));
      early = await viewNow(world, id);
      world.clock.at += 10 * MINUTE_MS + 1;
    });
    expect(early).toMatchObject({ state: 'processing', where: 'with_provider', action: null });
    expect(view).toMatchObject({ state: 'delayed', where: 'with_provider' });
    expect(stepsOf(view)).toEqual(['instructed done', 'paid done', 'converted now', 'arrived next']);
  });

  it('retrying, when the provider turned it away', async () => {
    const view = await see(
      async () => {},
      (world) => {
        world.answers.submit = { kind: 'retryable', cause: 'rate_limited', detail: 'busy', waitMs: null };
      },
    );
    expect(view).toMatchObject({ state: 'retrying', where: 'with_you' });
  });

  it('unknown, when nobody knows whether it happened, and still so once an operator was asked', async () => {
    const view = await see(
      async (world) => {
        for (let look = 0; look < 14; look += 1) {
          world.clock.at += DAY_MS / 24;
          await world.engine.runDue();
          await world.engine.idle();
        }
      },
      (world) => {
        world.answers.submit = { kind: 'unknown', detail: 'no answer' };
      },
    );
    expect(view).toMatchObject({ state: 'unknown', where: 'with_provider_or_you', ended: false });
  });

  it('R20 under review, once it takes three times as long as was told: a person has been asked', async () => {
    const view = await see(async (world, id) => {
      await world.tell(id, sampleObservation('working'));
      world.answers.lookup = { kind: 'found', observation: sampleObservation('working') };
      for (let passed = 0; passed < 24; passed += 1) {
        world.clock.at += 10 * MINUTE_MS;
        while ((await world.engine.runDue()) > 0) await world.engine.idle();
      }
    });
    expect(view).toMatchObject({ state: 'under_review', where: 'with_provider', ended: false });
  });

  it('under review, when the delivered amount is not the agreed one', async () => {
    const view = await see((world, id) => world.tell(id, sampleObservation('done', 1n)));
    expect(view).toMatchObject({
      state: 'under_review',
      where: 'with_provider',
      ended: false,
      receipt: null,
    });
  });

  it('a whole of which a part was done and stays: where it is, what it cost, and nothing of a return', async () => {
    const world = createSmallWorld();
    const { id } = await world.confirm(CUSTOMER);
    await world.engine.idle();
    await world.tell(id, sampleObservation('done'));
    const done = await world.read(id);
    const leg = { undoId: null, undoTries: 0 };
    const whole = {
      ...done,
      status: 'COMPENSATED' as const,
      failure: 'refused_by_rules' as const,
      settlement: null,
      compensation: { released: [], refunded: [], at: done.updatedAt },
      legs: [
        { ...leg, key: 'add', state: 'done' as const, did: done.settlement, doneAs: 1 },
        { ...leg, key: 'move', state: 'failed' as const, did: null, doneAs: null },
      ],
    };
    const options = { ...VIEWED, now: world.clock.now() };
    expect(showTransaction(whole, options)).toMatchObject({
      ...{ state: 'partly_done', where: 'in_your_balance', ended: true, compensation: null },
      receipt: { charged: { amount: '103.52' }, returned: { amount: '0.00' }, delivered: { asset: 'USDC' } },
    });
    const legs = whole.legs.map((one) => ({ ...one, state: 'taken_back' as const }));
    expect(showTransaction({ ...done, legs }, options)).toMatchObject({
      state: 'reversed',
      where: 'with_you',
    });
  });

  it('completed, with a receipt that compares quoted and charged', async () => {
    const view = await see((world, id) => world.tell(id, sampleObservation('done')));
    expect(view).toMatchObject({
      state: 'completed',
      where: 'in_your_balance',
      ended: true,
      failure: null,
      receipt: {
        quoted: { asset: 'USD', amount: '103.52' },
        charged: { asset: 'USD', amount: '103.52' },
        difference: { asset: 'USD', amount: '0.00' },
        delivered: { asset: 'USDC', amount: '100.000000' },
        networkReference: 'sig',
      },
    });
    expect(stepsOf(view)).toEqual(['instructed done', 'paid done', 'converted done', 'arrived done']);
    expect(view.history.map(({ status }) => status)).toEqual([
      'INITIATED',
      'VALIDATING',
      'BALANCE_RESERVED',
      'SENT_TO_PROVIDER',
      'PROVIDER_COMPLETED',
      'COMPLETED',
    ]);
  });

  it('declined, when it was declined before a payment and its page may be paid all the same', async () => {
    const view = await see((world, id) => world.tell(id, sampleObservation('failed')));
    expect(view).toMatchObject({
      state: 'declined',
      where: 'with_you',
      ended: true,
      failure: { code: 'declined_by_provider' },
      receipt: null,
    });
    expect(stepsOf(view)).toEqual(['instructed done', 'ended done', 'released done']);
  });

  it('failed with nothing moved, once the provider was asked for a day', async () => {
    const view = await see(async (world, id) => {
      await world.tell(id, sampleObservation('failed'));
      world.answers.lookup = { kind: 'not_found' };
      for (let hours = 0; hours < 40; hours += 1) {
        world.clock.at += 60 * MINUTE_MS;
        while ((await world.engine.runDue()) > 0) await world.engine.idle();
      }
    });
    expect(view).toMatchObject({ state: 'failed_nothing_moved', where: 'with_you', ended: true });
  });

  it('where nobody can say, when money was seen after the failure', async () => {
    const view = await see(async (world, id) => {
      await world.tell(id, sampleObservation('failed'));
      await world.tell(id, sampleObservation('working'));
    });
    expect(view).toMatchObject({ state: 'declined', where: 'with_provider_or_you', receipt: null });
    expect(view.compensation?.next).toBe('nothing');
  });

  it('returning, when it failed after the payment, for as long as nobody said that it came back', async () => {
    const view = await see(async (world, id) => {
      await world.tell(id, sampleObservation('working'));
      await world.tell(id, sampleObservation('failed'));
    });
    expect(view).toMatchObject({ state: 'returning', where: 'on_its_way_back', ended: false, receipt: null });
    expect(view.compensation).toMatchObject({ refunded: [], next: 'nothing' });
  });

  it('under review, when a day later nobody has said that it came back [return.unsaid]', async () => {
    const view = await see(async (world, id) => {
      await world.tell(id, sampleObservation('working'));
      await world.tell(id, sampleObservation('failed'));
      world.answers.lookup = { kind: 'found', observation: sampleObservation('failed') };
      for (let hours = 0; hours < 40; hours += 1) {
        world.clock.at += 60 * MINUTE_MS;
        while ((await world.engine.runDue()) > 0) await world.engine.idle();
      }
    });
    expect(view).toMatchObject({ state: 'under_review', ended: false });
  });

  it('returned, once the provider says that it gave back what it had taken', async () => {
    const view = await see(async (world, id) => {
      await world.tell(id, sampleObservation('working'));
      await world.tell(id, sampleObservation('failed'));
      await world.tell(id, sampleObservation('returned'));
    });
    expect(view).toMatchObject({ state: 'returned', where: 'with_you', ended: true });
    const { total } = view.pay;
    expect(view.failure).toEqual({ code: 'not_delivered' });
    expect(view.receipt).toMatchObject({
      charged: total,
      returned: total,
      paid: { amount: '0.00' },
      delivered: null,
    });
    expect(view.compensation).toMatchObject({ released: [], refunded: [total] });
    expect(stepsOf(view)).toEqual(['instructed done', 'paid done', 'ended done']);
  });

  describe('when the person did not pay in time', () => {
    const expire = async (world: SmallWorld, id: string) => {
      world.clock.at += DAY_MS + MINUTE_MS;
      await world.tell(id, sampleObservation('open'));
    };

    it('expired', async () => {
      const view = await see(expire);
      expect(view).toMatchObject({ state: 'expired', where: 'with_you', ended: true });
    });

    it('processing again, when they paid all the same', async () => {
      const view = await see(async (world, id) => {
        await expire(world, id);
        await world.tell(id, sampleObservation('working'));
      });
      expect(view).toMatchObject({
        state: 'processing',
        where: 'with_provider',
        ended: false,
        receipt: null,
        compensation: { next: 'nothing' },
      });
      expect(stepsOf(view).at(-1)).toBe('arrived now');
    });

    it('completed, when the money arrived all the same', async () => {
      const view = await see(async (world, id) => {
        await expire(world, id);
        await world.tell(id, sampleObservation('done'));
      });
      expect(view).toMatchObject({
        state: 'completed',
        where: 'in_your_balance',
        ended: true,
        failure: null,
        compensation: null,
      });
      expect(stepsOf(view)).toEqual(['instructed done', 'ended done', 'released done', 'arrived done']);
    });
  });

  describe('M8 what was given back', () => {
    it('names another way to pay after a decline, and nothing that was only announced', async () => {
      const view = await see((world, id) => world.tell(id, sampleObservation('failed')));
      expect(view.compensation).toEqual({
        released: [],
        refunded: [],
        at: view.updatedAt,
        next: 'choose_other_method',
      });
      expect(view.steps.at(-1)?.at).toBe(view.compensation?.at);
    });

    it('offers to start again when the time to pay was over', async () => {
      const view = await see(async (world, id) => {
        world.clock.at += DAY_MS + MINUTE_MS;
        await world.tell(id, sampleObservation('open'));
      });
      expect(view.compensation?.next).toBe('start_again');
    });

    it('names nothing while it is under way, nor once it completed', async () => {
      expect((await see(async () => {})).compensation).toBeNull();
      expect((await see((world, id) => world.tell(id, sampleObservation('done')))).compensation).toBeNull();
    });
  });

  describe('when it was taken back after it had completed', () => {
    const takeBack = async (world: SmallWorld, id: string) => {
      await world.tell(id, sampleObservation('done'));
      world.clock.at += 5 * DAY_MS;
      await world.tell(id, sampleObservation('taken_back'));
    };

    /** Both sides of a reversal, as the person sees them. */
    async function bothSides(act: (world: SmallWorld, id: string) => Promise<void>) {
      let small: SmallWorld | null = null;
      const original = await see(async (world, id) => {
        small = world;
        await act(world, id);
      });
      if (!small || original.reversedBy === null) throw new Error('nothing was taken back');
      return { original, reversal: await viewNow(small, original.reversedBy) };
    }

    it('reversed, with its arrival and its receipt kept and the reversal named', async () => {
      const { original, reversal } = await bothSides(takeBack);
      expect(original).toMatchObject({
        operation: 'ADD_FUNDS',
        state: 'reversed',
        status: 'COMPLETED',
        where: 'with_you',
        ended: true,
        reverses: null,
        reversedBy: reversal.id,
        receipt: {
          charged: { asset: 'USD', amount: '103.52' },
          delivered: { asset: 'USDC', amount: '100.000000' },
          takenBack: {
            amount: { asset: 'USDC', amount: '100.000000' },
            transaction: reversal.id,
            reference: reversal.reference,
          },
        },
      });
      expect(stepsOf(original)).toEqual([
        'instructed done',
        'paid done',
        'converted done',
        'arrived done',
        'taken_back done',
      ]);
      expect(original.steps.at(-1)?.at).toBe(reversal.createdAt);
    });

    it('taken back, on the page of the reversal, from which transaction', async () => {
      const { original, reversal } = await bothSides(takeBack);
      const taken = { asset: 'USDC', amount: '100.000000' };
      expect(reversal).toMatchObject({
        operation: 'REVERSAL',
        method: original.method,
        state: 'taken_back',
        where: 'with_you',
        ended: true,
        reverses: original.id,
        reversedBy: null,
        compensation: null,
        attempts: [],
        receipt: {
          quoted: taken,
          charged: taken,
          difference: { asset: 'USDC', amount: '0.000000' },
          delivered: null,
          takenBack: { amount: taken, transaction: original.id, reference: original.reference },
        },
      });
      expect(stepsOf(reversal)).toEqual(['reported done', 'matched done', 'taken_back done']);
    });

    it('still in five steps, when the money had come after we stopped waiting', async () => {
      const { original } = await bothSides(async (world, id) => {
        world.clock.at += DAY_MS + MINUTE_MS;
        await world.tell(id, sampleObservation('open'));
        await takeBack(world, id);
      });
      expect(original).toMatchObject({ state: 'reversed', status: 'COMPENSATED', compensation: null });
      expect(stepsOf(original)).toEqual([
        'instructed done',
        'ended done',
        'released done',
        'arrived done',
        'taken_back done',
      ]);
    });
  });
});
