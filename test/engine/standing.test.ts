import { describe, expect, it } from 'vitest';
import { createSendingScene, FIVE } from './sending.ts';

describe('somebody whose name is like one on a list', () => {
  it('M24 is given nothing until a reviewer has found that they are somebody else [recipient.refuses]', async () => {
    const scene = await createSendingScene();
    const { engine, ana, bo } = scene;
    const before = await scene.available(ana);
    const learn = (screening: 'hit' | 'cleared') =>
      engine.send({
        ...{ type: 'profile', customerId: bo, change: { kind: 'screening', screening, number: 1 } },
        ...{ by: 'lists', reason: 'other lists are in force', transactionIds: [] },
      });
    const send = async () => {
      const terms = await scene.sent();
      await engine.send(scene.confirmed(terms));
      await engine.idle();
      return await scene.found(terms.id);
    };
    await learn('hit');
    expect(await send()).toMatchObject({ status: 'COMPENSATED', failure: 'recipient_cannot_receive' });
    expect([await scene.available(ana), await scene.available(bo)]).toEqual([before, 0n]);
    await learn('cleared');
    expect(await send()).toMatchObject({ status: 'COMPLETED' });
    expect(await scene.available(bo)).toBe(FIVE.units);
  });
});

describe('somebody who is frozen', () => {
  it('is given nothing: what was sent is refused for good, and all of it is the sender’s again [recipient.refuses]', async () => {
    const scene = await createSendingScene();
    const { engine, ana, bo } = scene;
    const before = await scene.available(ana);
    const terms = await scene.sent();
    await scene.barred(bo, 'frozen');
    await engine.send(scene.confirmed(terms));
    await engine.idle();
    expect(await scene.found(terms.id)).toMatchObject({
      ...{ status: 'COMPENSATED', failure: 'recipient_cannot_receive', due: null, settlement: null },
      attempts: [{ state: 'rejected', rejection: 'recipient_refuses', movements: [] }],
      compensation: { released: [FIVE], refunded: [] },
    });
    expect([await scene.available(ana), await scene.available(bo)]).toEqual([before, 0n]);
    const refused = await scene.found(terms.recipient?.transactionId ?? '');
    expect(refused).toMatchObject({
      ...{ customerId: bo, operation: 'RECEIVE_MONEY', status: 'FAILED', settlement: null },
      failure: 'recipient_cannot_receive',
    });
  });

  it('has refused it also once they are open again, and whoever asks by then [recipient.refuses]', async () => {
    const scene = await createSendingScene();
    const { engine, bo } = scene;
    const terms = await scene.sent();
    await scene.barred(bo, 'frozen');
    const transactionId = terms.recipient?.transactionId ?? '';
    const arrive = { type: 'arrive', transactionId, sent: terms } as const;
    // The recipient's half came first: the sender's node died before it heard of it.
    await engine.send(arrive);
    await scene.barred(bo, 'open');
    await engine.send(scene.confirmed(terms));
    await engine.idle();
    expect(await engine.send(arrive)).toMatchObject({ kind: 'repeated', transaction: { status: 'FAILED' } });
    expect(await scene.found(terms.id)).toMatchObject({ status: 'COMPENSATED', due: null });
    expect(await scene.available(bo)).toBe(0n);
  });

  it('is refused also where the answer was lost and it is asked about when due', async () => {
    const scene = await createSendingScene();
    const terms = await scene.sent();
    await scene.barred(scene.bo, 'frozen');
    const { commit } = scene.store;
    let lost = 0;
    const losing = scene.another({
      store: {
        ...scene.store,
        async commit(bucket, scope, decide) {
          const result = await commit(bucket, scope, decide);
          const isArrival = scope.transactionIds.includes(terms.recipient?.transactionId ?? '');
          if (!isArrival || lost > 0) return result;
          lost += 1;
          throw new Error('the answer was lost');
        },
      },
    });
    await losing.send(scene.confirmed(terms));
    await losing.idle();
    await scene.pass(60_000);
    expect(await scene.found(terms.id)).toMatchObject({ status: 'COMPENSATED', due: null });
    expect(lost).toBe(1);
  });

  it('begins nothing, and what is under way goes on', async () => {
    const scene = await createSendingScene();
    const { engine, ana } = scene;
    const [first, second] = [await scene.sent(), await scene.sent()];
    const running = scene.another();
    await running.send(scene.confirmed(first));
    await scene.barred(ana, 'frozen');
    await running.idle();
    expect(await scene.found(first.id)).toMatchObject({ status: 'COMPLETED' });
    expect(await engine.send(scene.confirmed(second))).toEqual({
      ...{ kind: 'refused', refusal: 'account_frozen' },
    });
    expect(await engine.send(scene.confirmed(first))).toMatchObject({ kind: 'repeated' });
    expect(scene.store.audit().at(-1)).toMatchObject({
      ...{ act: 'confirmation_refused', detail: { refusal: 'account_frozen' } },
    });
    await scene.barred(ana, 'open');
    expect(await engine.send(scene.confirmed(second))).toMatchObject({ kind: 'applied' });
  });
});
