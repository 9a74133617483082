import type { Call, CallRefusal } from '@diboas/client';
import { accept, refuse } from '@diboas/kernel';
import { type DraftEventRequest, type DraftView, PROBLEMS, type ProblemCode } from '@diboas/protocol';
import { type AddFundsState, addFunds } from '@diboas/wizards';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { createDraftSync } from './draft-sync.ts';

const AT = '2026-11-23T05:00:00.000Z';
const ID = '018f3a5e-7c1d-7a2b-9c3d-000000000001';
const refused = (code: ProblemCode): CallRefusal => ({
  kind: 'refused',
  problem: { type: `urn:diboas:${code}`, code, ...PROBLEMS[code] },
});
const changed = refused('draft_changed');
const gone: CallRefusal = { kind: 'no_answer', cause: null };

/** A server of one draft, whose network can be cut before or after it takes an event. */
function createScene() {
  let stored: DraftView<'add_funds'> = {
    id: ID,
    wizard: 'add_funds',
    version: 1,
    state: addFunds.initial,
    createdAt: AT,
    updatedAt: AT,
    expiresAt: AT,
  };
  const scene = {
    network: 'up' as 'up' | 'down' | 'loses_answers' | 'turns_away',
    sent: 0,
    turnedAway: changed,
    stored: () => stored,
    takeElsewhere(event: DraftEventRequest<'add_funds'>['event']) {
      const outcome = addFunds.next(stored.state, event);
      if (!outcome.ok) throw new Error('refused');
      stored = { ...stored, version: stored.version + 1, state: outcome.value };
    },
  };
  const call = (async (name: string, input: { body: DraftEventRequest<'add_funds'> }) => {
    if (scene.network === 'down') return refuse(gone);
    if (name === 'getDraft') return accept(stored);
    if (scene.network === 'turns_away') return refuse(scene.turnedAway);
    scene.sent += 1;
    if (input.body.version !== stored.version) return refuse(changed);
    scene.takeElsewhere(input.body.event);
    return scene.network === 'loses_answers' ? refuse(gone) : accept(stored);
  }) as unknown as Call;
  let shown: DraftView = stored;
  const sync = createDraftSync(addFunds, call, {
    read: () => shown,
    write: (draft) => {
      shown = draft;
    },
    changed: () => {},
    gone: () => {},
  });
  return Object.assign(scene, { sync });
}

describe('a draft kept in step with the server', () => {
  it('has the very types of the wire', () => {
    expectTypeOf<DraftView<'add_funds'>['state']>().toExtend<AddFundsState>();
    expectTypeOf<AddFundsState>().toExtend<DraftView<'add_funds'>['state']>();
  });

  it('W19 shows the next step only once the server has the answer', async () => {
    const scene = createScene();
    const outcome = await scene.sync.send({ type: 'amount_chosen', amount: '100.00' }, 'amount_selection');
    expect(outcome).toMatchObject({ ok: true, value: { step: 'arrival_selection' } });
    expect(scene.stored().state.amount).toBe('100.00');
    expect(scene.sync.unsaved()).toBe(false);
  });

  it('W19 goes on without a network, says so, and saves in order when it is back', async () => {
    const scene = createScene();
    scene.network = 'down';
    await scene.sync.send({ type: 'amount_chosen', amount: '100.00' }, 'amount_selection');
    await scene.sync.send({ type: 'to_chosen', to: 'BANKING' }, 'arrival_selection');
    const outcome = await scene.sync.send({ type: 'method_chosen', method: 'card' }, 'payment_method');
    expect(outcome).toMatchObject({ ok: true, value: { step: 'fee_confirmation' } });
    expect(scene.sync.unsaved()).toBe(true);
    scene.network = 'up';
    await scene.sync.flush();
    expect(scene.sync.unsaved()).toBe(false);
    expect(scene.stored().state).toMatchObject({ amount: '100.00', method: 'card' });
  });

  it.each(['too_many_requests', 'unavailable'] as const)(
    'W19 keeps an answer that was turned away for now (%s), and saves it later',
    async (code) => {
      const scene = createScene();
      scene.turnedAway = refused(code);
      scene.network = 'turns_away';
      await scene.sync.send({ type: 'amount_chosen', amount: '100.00' }, 'amount_selection');
      await scene.sync.flush();
      expect(scene.sync.unsaved()).toBe(true);
      expect(scene.sync.state().amount).toBe('100.00');
      scene.network = 'up';
      await scene.sync.flush();
      expect(scene.sync.unsaved()).toBe(false);
      expect(scene.stored().state.amount).toBe('100.00');
    },
  );

  it('W20 an event whose answer was lost is not taken for a change from elsewhere', async () => {
    const scene = createScene();
    scene.network = 'loses_answers';
    await scene.sync.send({ type: 'amount_chosen', amount: '100.00' }, 'amount_selection');
    expect(scene.sync.unsaved()).toBe(true);
    scene.network = 'up';
    await scene.sync.flush();
    expect(scene.sync.unsaved()).toBe(false);
    expect(scene.stored().version).toBe(2);
  });

  it('W23 a change from another tab wins over one that did not see it', async () => {
    const scene = createScene();
    scene.takeElsewhere({ type: 'amount_chosen', amount: '70.00' });
    const outcome = await scene.sync.send({ type: 'amount_chosen', amount: '100.00' }, 'amount_selection');
    expect(outcome).toEqual({ ok: false, refusal: { kind: 'changed' } });
    expect(scene.sync.state().amount).toBe('70.00');
    expect(scene.sync.conflict()).toEqual({ type: 'amount_chosen', amount: '100.00' });

    await scene.sync.send({ type: 'amount_chosen', amount: '100.00' }, 'amount_selection');
    expect(scene.sync.conflict()).toBeNull();
    expect(scene.stored().state.amount).toBe('100.00');
  });

  it('W23 tells of an answer that waited for the network and was overtaken meanwhile', async () => {
    const scene = createScene();
    scene.network = 'down';
    await scene.sync.send({ type: 'amount_chosen', amount: '100.00' }, 'amount_selection');
    scene.takeElsewhere({ type: 'amount_chosen', amount: '70.00' });
    scene.network = 'up';
    await scene.sync.flush();
    expect(scene.sync.conflict()).toEqual({ type: 'amount_chosen', amount: '100.00' });
    expect(scene.sync.state().amount).toBe('70.00');
  });

  it('W19 lets go of what the wire has no words for, says so, and takes the next answer', async () => {
    const scene = createScene();
    const unheard = { type: 'amount_chosen', amount: 'a lot' } as const;
    const outcome = await scene.sync.send(unheard, 'amount_selection');
    expect(outcome).toEqual({ ok: false, refusal: { kind: 'illegal' } });
    expect(scene.sync.unsaved()).toBe(false);
    expect(scene.sync.state().amount).toBeNull();
    await scene.sync.send({ type: 'amount_chosen', amount: '100.00' }, 'amount_selection');
    expect(scene.stored().state.amount).toBe('100.00');
  });

  it('opens an earlier step on the server before it changes its answer', async () => {
    const scene = createScene();
    await scene.sync.send({ type: 'amount_chosen', amount: '100.00' }, 'amount_selection');
    await scene.sync.send({ type: 'to_chosen', to: 'BANKING' }, 'arrival_selection');
    await scene.sync.send({ type: 'method_chosen', method: 'card' }, 'payment_method');
    const outcome = await scene.sync.send({ type: 'amount_chosen', amount: '50.00' }, 'amount_selection');
    expect(outcome).toMatchObject({
      ok: true,
      value: { amount: '50.00', method: 'card', step: 'fee_confirmation' },
    });
    expect(scene.sent).toBe(5);
  });
});
