import { availableUnits, type Transfer } from '@diboas/ledger';
import { type Input, NO_WRITES, reversedBy, scopeOf, type Terms } from '@diboas/orchestration';
import { describe, expect, it } from 'vitest';
import { createScene, type Scene } from './scene.ts';

async function available(scene: Scene, terms: Terms): Promise<bigint> {
  const [account] = (await scene.store.balances(terms.customerId)).accounts;
  return account ? availableUnits(account.balance) : 0n;
}

function reversal(scene: Scene, terms: Terms, eventId = 'evt_return'): Promise<Input> {
  return scene.webhook(terms, 'taken_back', eventId);
}

function posted(transfers: readonly Transfer[], kind: string): bigint {
  const moved = transfers.filter((one) => one.kind === 'posted' || one.kind === 'post');
  return moved.reduce((sum, one) => {
    return sum + (one.credit.kind === kind ? one.amount : 0n) - (one.debit.kind === kind ? one.amount : 0n);
  }, 0n);
}

/** Stands for money that the person has spent since: nothing they can do yet, so the ledger is told directly. */
async function spend(scene: Scene, terms: Terms, amount: bigint): Promise<void> {
  const { accounts } = await scene.store.balances(terms.customerId);
  const bucket = Number.parseInt(terms.id.slice(15, 18), 16) >>> 7;
  await scene.store.commit(bucket, { ...scopeOf([], 0), customerIds: [terms.customerId] }, (loaded) => ({
    writes: {
      ...NO_WRITES,
      accounts: accounts.map(({ key, balance }) => {
        return { key, balance: { ...balance, debitsPosted: balance.debitsPosted + amount } };
      }),
      seqs: new Map([[terms.customerId, (loaded.seqs.get(terms.customerId) ?? 0) + 1]]),
    },
    result: loaded,
  }));
}

describe('a reversal after completion', () => {
  it('is a transaction of its own that takes the money and our fee back, and asks a person [payment.reversed]', async () => {
    const scene = createScene();
    const terms = await scene.start(await scene.customer());
    await scene.engine.send(await scene.webhook(terms, 'done'));
    await scene.engine.send(await reversal(scene, terms));
    const original = await scene.read(terms);
    expect(original).toMatchObject({
      status: 'COMPLETED',
      openItems: [{ cause: 'reversed_after_completion' }],
    });
    const taken = await scene.store.transaction(reversedBy(original) ?? '');
    expect(taken).toMatchObject({
      operation: 'REVERSAL',
      status: 'COMPLETED',
      terms: { origin: { kind: 'follow_up', of: terms.id } },
    });
    expect(await available(scene, terms)).toBe(0n);
    expect(posted(scene.store.all('transfers'), 'FEE_REVENUE')).toBe(0n);
    expect(posted(scene.store.all('transfers'), 'CLEARING:northpay')).toBe(0n);
    expect(posted(scene.store.all('transfers'), 'RECEIVABLE')).toBe(0n);
  });

  it('never makes a balance negative: what was spent is owed to us [payment.reversed]', async () => {
    const scene = createScene();
    const terms = await scene.start(await scene.customer());
    await scene.engine.send(await scene.webhook(terms, 'done'));
    await spend(scene, terms, 70_000_000n);
    await scene.engine.send(await reversal(scene, terms));
    expect(await available(scene, terms)).toBe(0n);
    expect(posted(scene.store.all('transfers'), 'RECEIVABLE')).toBe(-70_000_000n);
  });

  it('happens once, however often and in whatever order it is told', async () => {
    for (const order of ['after', 'before'] as const) {
      const scene = createScene();
      const terms = await scene.start(await scene.customer());
      const success = await scene.webhook(terms, 'done');
      const returns = [await reversal(scene, terms), await reversal(scene, terms, 'evt_return_2')];
      for (const input of order === 'after' ? [success, ...returns] : [...returns, success]) {
        await scene.engine.send(input);
      }
      expect(await scene.read(terms)).toMatchObject({
        status: 'COMPLETED',
        openItems: [{ cause: 'reversed_after_completion' }],
      });
      expect(scene.store.all('transactions').filter((one) => one.operation === 'REVERSAL')).toHaveLength(1);
      expect(await available(scene, terms)).toBe(0n);
      const seqs = scene.store.journal().map((entry) => entry.seq);
      expect(seqs).toEqual(seqs.map((_, index) => index + 1));
    }
  });
});
