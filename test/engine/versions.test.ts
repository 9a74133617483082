import { ADD_AND_MOVE, ADD_FUNDS, MOVE, thenMoved } from '@diboas/banking';
import { bucketOf, createId, MINUTE_MS } from '@diboas/kernel';
import { termsByOwnBook, termsInLegs } from '@diboas/orchestration';
import { describe, expect, it } from 'vitest';
import { createScene } from './scene.ts';

/** A node that was not rolled out yet: it knows no operation, or no provider. */
describe('a node of another version', () => {
  it('leaves what it does not know to those who do, and changes nothing of it [node.of_another_version]', async () => {
    const scene = createScene();
    const older = scene.another({ operations: new Map() });
    const terms = await scene.start(await scene.customer());
    const before = await scene.read(terms);
    const news = await scene.webhook(terms, 'done');
    expect(await older.send(news)).toEqual({ kind: 'deferred' });
    expect(await scene.read(terms)).toEqual(before);
    expect(scene.store.all('items')).toEqual([]);
    expect(await scene.engine.send(news)).toMatchObject({ kind: 'applied' });
  });

  it('leaves a leg it knows to those who know the whole, whose next leg it could not begin [node.of_another_version]', async () => {
    const scene = createScene({ operations: [ADD_AND_MOVE, MOVE] });
    const older = scene.another({ operations: new Map([[ADD_FUNDS.name, ADD_FUNDS]]) });
    const customer = await scene.customer();
    const add = await scene.quote(customer);
    const told = { between: { from: 'BANKING', to: 'INVESTING' } } as const;
    const newId = () => createId({ now: scene.now, random: scene.random, bucket: bucketOf(customer) });
    const move = termsByOwnBook(thenMoved(told.between).wish(add), { id: newId(), now: scene.now });
    const legs = [
      { key: 'add', needs: [], terms: add },
      { key: 'move', needs: ['add'], terms: move },
    ];
    const whole = termsInLegs({ id: newId(), operation: ADD_AND_MOVE.name, legs, told });
    await scene.store.saveQuote(whole);
    const start = { type: 'initiate', terms: whole, key: 'whole', fingerprint: 'whole' } as const;
    await scene.engine.send({ ...start, totalSeen: whole.price.total });
    await scene.engine.idle();
    const news = await scene.webhook(add, 'done');
    expect(await older.send(news)).toEqual({ kind: 'deferred' });
    expect(await scene.engine.send(news)).toMatchObject({ kind: 'applied' });
    expect(await scene.read(whole)).toMatchObject({
      status: 'COMPLETED',
      settlement: { credited: whole.receive.money },
    });
  });

  it('asks nobody about an order at a provider that it does not have, so nothing is called silent [node.of_another_version]', async () => {
    const scene = createScene();
    const older = scene.another({ providers: new Map() });
    const terms = await scene.start(await scene.customer());
    const { attempts } = await scene.read(terms);
    for (let looks = 0; looks < 30; looks += 1) {
      scene.now += 30 * MINUTE_MS;
      await older.runDue();
      await older.idle();
    }
    expect((await scene.read(terms)).attempts).toEqual(attempts);
    expect(scene.store.all('items')).toEqual([]);
    await scene.pass(MINUTE_MS);
    expect((await scene.read(terms)).attempts).not.toEqual(attempts);
  });
});
