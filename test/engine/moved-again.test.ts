import { ADD_FUNDS } from '@diboas/banking';
import { DAY_MS, money } from '@diboas/kernel';
import { availableUnits } from '@diboas/ledger';
import { exchange, type Movement, type Operation, type Terms } from '@diboas/orchestration';
import { tellOf } from '@diboas/testkit/fixtures';
import { describe, expect, it } from 'vitest';
import { createScene, type Scene } from './scene.ts';

async function tell(scene: Scene, terms: Terms, movements: readonly Movement[]): Promise<void> {
  const input = await scene.webhook(terms, 'done', `evt_${scene.random.uint32()}`);
  if (input.type !== 'webhook') throw new Error('not a webhook');
  await scene.engine.send({ ...input, observation: { ...input.observation, movements } });
}

async function available(scene: Scene, terms: Terms): Promise<bigint> {
  const [account] = (await scene.store.balances(terms.customerId)).accounts;
  return account ? availableUnits(account.balance) : 0n;
}

/** All that moves for one purchase, by its own name. */
function purchase(terms: Terms, id: string): readonly Movement[] {
  return tellOf(terms, 'done').movements.map((one) => ({
    ...one,
    id,
    networkReference: one.kind === 'given' ? `sig_${id}` : null,
  }));
}

describe('two purchases under one link', () => {
  async function end(messages: readonly (readonly string[])[]) {
    const scene = createScene();
    const terms = await scene.start(await scene.customer());
    for (const ids of messages)
      await tell(
        scene,
        terms,
        ids.flatMap((id) => purchase(terms, id)),
      );
    const { status, settlement, openItems } = await scene.read(terms);
    const causes = openItems.map(({ cause }) => ({ cause }));
    return { status, settlement, openItems: causes, available: await available(scene, terms) };
  }

  it('come to the same whether they are told one by one or at once', async () => {
    const atOnce = await end([['one', 'two']]);
    expect(await end([['one'], ['one', 'two']])).toEqual(atOnce);
    expect(await end([['two'], ['one'], ['two', 'one']])).toEqual(atOnce);
    expect(atOnce).toMatchObject({ status: 'COMPLETED', openItems: [{ cause: 'excess_delivered' }] });
    expect(atOnce.available).toBe(101_005_000n);
  });

  it('are shown anew when there is a third one, with all that came', async () => {
    const scene = createScene();
    const terms = await scene.start(await scene.customer());
    const all = ['one', 'two', 'three'].map((id) => purchase(terms, id));
    for (let count = 1; count <= 3; count += 1) await tell(scene, terms, all.slice(0, count).flat());
    await tell(scene, terms, all.flat());
    const { openItems } = await scene.read(terms);
    const items = scene.store.all('items');
    expect(items.map(({ detail }) => detail.split(' ')[0])).toEqual(['99.495000', '199.995000']);
    expect(openItems).toEqual([{ id: items[1]?.id, cause: 'excess_delivered' }]);
  });

  it('are a mistake when the second one is dearer than what was agreed', async () => {
    const scene = createScene();
    const terms = await scene.start(await scene.customer());
    const dearer = purchase(terms, 'two').map((one) =>
      one.kind === 'taken' ? { ...one, money: money('USD', one.money.units + 1n) } : one,
    );
    await tell(scene, terms, [...purchase(terms, 'one'), ...dearer]);
    expect(await scene.read(terms)).toMatchObject({
      settlement: null,
      openItems: [{ cause: 'amount_mismatch' }],
    });
  });
});

describe('a failed try before the one that succeeded', () => {
  it('is old news when it is told again after the success', async () => {
    const scene = createScene();
    const terms = await scene.start(await scene.customer());
    for (const told of ['failed', 'working', 'done'] as const)
      await scene.engine.send(await scene.webhook(terms, told));
    const before = await scene.read(terms);
    await scene.engine.send(await scene.webhook(terms, 'failed', 'evt_again'));
    expect(await scene.read(terms)).toEqual(before);
    expect(before).toMatchObject({ status: 'COMPENSATED', openItems: [] });
    expect(await available(scene, terms)).toBe(100_000_000n);
  });
});

describe('a chargeback that is heard of while only a part of the delivery is known', () => {
  it('is not taken for the end of the order', async () => {
    const scene = createScene();
    const terms = await scene.start(await scene.customer());
    const some = purchase(terms, 'one').map((one) => ({
      ...one,
      money: { ...one.money, units: one.money.units / 2n },
    }));
    const input = await scene.webhook(terms, 'working', 'evt_some');
    if (input.type !== 'webhook') throw new Error('not a webhook');
    await scene.engine.send({ ...input, observation: { ...input.observation, movements: some } });
    await scene.engine.send(await scene.webhook(terms, 'taken_back'));
    expect(await scene.read(terms)).toMatchObject({
      status: 'PROVIDER_PROCESSING',
      openItems: [{ cause: 'reversed_after_completion' }],
    });
    await tell(scene, terms, purchase(terms, 'one'));
    expect(await scene.read(terms)).toMatchObject({
      status: 'COMPLETED',
      followedBy: [{ operation: 'REVERSAL', money: { units: 100_000_000n } }],
    });
  });
});

describe('what comes back of what was sent', () => {
  const { limits: _, ...unlimited } = ADD_FUNDS;
  const send: Operation = {
    ...{ ...unlimited, name: 'TEST_SEND', role: 'WALLET' },
    price: ({ pay, payNetwork, receive: { network } }) => ({
      price: { amount: pay, fees: [], total: pay },
      receive: { money: pay, network },
      order: { pay, payNetwork, deliver: pay, network, chargeMax: pay },
    }),
    order: ({ pay }) => ({ pay }),
    admit: () => null,
    ...exchange({ from: 'BANKING', to: 'outside' }),
  };

  async function sent(changed: Partial<Operation> = {}) {
    const operation = { ...send, ...changed };
    const scene = createScene({ operations: [operation] });
    const customer = await scene.customer();
    const added = await scene.start(customer);
    await scene.engine.send(await scene.webhook(added, 'done'));
    const pay = money('USDC', 60_000_000n);
    const request = {
      pay,
      payNetwork: 'solana',
      method: 'card',
      receive: { asset: 'USDC', network: 'solana' },
    } as const;
    const terms = await scene.start(customer, { operation, request });
    await tell(scene, terms, purchase(terms, 'one'));
    const withBack = (units: bigint, asset: 'USDC' | 'SOL' = 'USDC'): readonly Movement[] => [
      ...purchase(terms, 'one'),
      {
        ...{ kind: 'returned', id: 'back', money: money(asset, units), network: 'solana' },
        ...{ destination: null, networkReference: null, reason: null },
      },
    ];
    const back = (units: bigint, asset?: 'USDC' | 'SOL') => tell(scene, terms, withBack(units, asset));
    return { scene, terms, back, withBack };
  }

  it('is brought to the balance, a piece at a time [spend.returned]', async () => {
    const { scene, terms, back } = await sent();
    await back(20_000_000n);
    await back(20_000_000n);
    await back(60_000_000n);
    expect(await available(scene, terms)).toBe(100_000_000n);
    const { followedBy } = await scene.read(terms);
    expect(followedBy.map((one) => [one.operation, one.money.units])).toEqual([
      ['RETURN', 20_000_000n],
      ['RETURN', 40_000_000n],
    ]);
  });

  it('is found though no message says so, for as long as it may come back [return.untold]', async () => {
    const { scene, terms, withBack } = await sent({ comesBackMs: 10 * DAY_MS });
    let looked = 0;
    let movements = purchase(terms, 'one');
    scene.outside.lookup = async () => {
      looked += 1;
      return { kind: 'found', observation: { ...tellOf(terms, 'done'), movements } };
    };
    await scene.pass(DAY_MS);
    expect(looked).toBeGreaterThan(0);
    movements = withBack(20_000_000n);
    await scene.pass(2 * DAY_MS);
    expect(await available(scene, terms)).toBe(60_000_000n);
    expect(await scene.read(terms)).toMatchObject({ followedBy: [{ operation: 'RETURN' }], openItems: [] });
    await scene.pass(8 * DAY_MS);
    const before = looked;
    await scene.pass(30 * DAY_MS);
    expect(looked).toBe(before);
    expect(await scene.read(terms)).toMatchObject({ status: 'COMPLETED', due: null });
  });

  it.each([
    ['more than was taken', 60_000_001n, 'USDC'],
    ['another asset', 10_000_000n, 'SOL'],
  ] as const)('is nobody’s when it is %s: a person looks', async (_what, units, asset) => {
    const { scene, terms, back } = await sent();
    await back(units, asset);
    expect(await available(scene, terms)).toBe(40_000_000n);
    expect(await scene.read(terms)).toMatchObject({
      followedBy: [],
      openItems: [{ cause: 'amount_mismatch' }],
    });
  });
});
