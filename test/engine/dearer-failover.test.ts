// Whoever takes over a withdrawal may be dearer: our own fee pays for that, and the person not a unit more than they confirmed.
import { WITHDRAW_FUNDS } from '@diboas/banking';
import { assert, bucketOf, createId, money } from '@diboas/kernel';
import { availableUnits } from '@diboas/ledger';
import {
  type AskedProvider,
  routeQuote,
  type SubmitAnswer,
  type Terms,
  unknownHealth,
} from '@diboas/orchestration';
import { tellOf } from '@diboas/testkit/fixtures';
import { describe, expect, it } from 'vitest';
import { createScene } from './scene.ts';

const PAY = money('USDC', 40_000_000n);
const CHEAP = 500_000n;
/** What we take for a withdrawal ourselves. */
const OWN = 1_990_000n;
const FLOAT = 100_000_000n;

/** A provider that pays out forty dollars for this fee. */
function asked(provider: string, fee: bigint, toSeconds = 600): AskedProvider {
  const part = { tier: 'provider', takenBy: provider, purpose: 'transfer' } as const;
  return {
    provider,
    health: unknownHealth(provider, 0),
    support: 1,
    answer: {
      ok: true,
      value: {
        fees: [{ ...part, amount: money('USDC', fee), basis: { kind: 'quoted', by: provider } }],
        deliver: money('USD', 4_000n),
        estimate: { fromSeconds: 60, toSeconds, source: 'provider' },
      },
    },
  };
}

/** Somebody who withdraws at the first provider, which is cheap, and who would be taken over by the other for this fee. */
async function withdrawing(otherFee: bigint, otherSeconds?: number) {
  const scene = createScene({
    operations: [WITHDRAW_FUNDS],
    verbs: () => ({ paysFromFloat: true }),
  });
  const customerId = await scene.customer();
  await scene.engine.send(await scene.webhook(await scene.start(customerId), 'done'));
  const bucket = bucketOf(customerId);
  const newId = () => createId({ now: scene.now, random: scene.random, bucket });
  for (const provider of ['northpay', 'bluepay']) {
    const audit = {
      id: newId(),
      at: scene.now,
      actor: 'ana',
      act: 'float_added',
      subject: provider,
      detail: {},
    };
    await scene.store.fundFloat({
      ...{ bucket, provider, asset: 'USDC', network: 'solana', units: FLOAT, audit },
    });
  }
  const routed = routeQuote({
    ...{ id: newId(), customerId, operation: WITHDRAW_FUNDS, now: scene.now, validMs: 300_000 },
    request: {
      ...({ pay: PAY, payNetwork: 'solana', method: 'ach' } as const),
      receive: { asset: 'USD', network: 'fiat' },
    },
    ...{ destination: 'the account', told: { destinations: { northpay: 'n:1', bluepay: 'b:1' } } },
    asked: [asked('northpay', CHEAP), asked('bluepay', otherFee, otherSeconds)],
  });
  assert(routed.ok, 'somebody offers it', { routed });
  const terms = routed.value;
  await scene.store.saveQuote(terms);
  const available = async () => {
    const { accounts } = await scene.store.balances(customerId);
    return accounts.reduce((sum, { balance }) => sum + availableUnits(balance), 0n);
  };
  const free = async (provider: string) =>
    (await scene.store.floats(bucket)).find((one) => one.provider === provider)?.free;
  return { scene, terms, available, free };
}

type Withdrawing = Awaited<ReturnType<typeof withdrawing>>;

/** The first provider refuses, and what it says then is of the other. */
async function failOver({ scene, terms }: Withdrawing): Promise<Terms> {
  const [other] = terms.alternatives;
  assert(other, 'there is another');
  const no: SubmitAnswer = { kind: 'rejected', code: 'unsupported', elsewhere: true, detail: 'not today' };
  const there = { ...terms, order: other.order };
  scene.outside.submit = async (_id, provider) =>
    provider === terms.provider ? no : { kind: 'accepted', observation: tellOf(there, 'open') };
  const base = { type: 'initiate', terms, key: `key-${terms.id}`, fingerprint: terms.id } as const;
  await scene.engine.send({ ...base, totalSeen: terms.price.total });
  await scene.engine.idle();
  return there;
}

describe('a withdrawal that a dearer provider takes over', () => {
  const dear = CHEAP + 1_000_000n;

  it('A9 costs the person what they confirmed, and us the difference', async () => {
    const world = await withdrawing(dear);
    const { scene, terms, available, free } = world;
    expect([terms.provider, terms.price.total.units]).toEqual(['northpay', 40_000_000n + CHEAP + OWN]);
    const before = await available();
    const there = await failOver(world);
    expect(there.order).toMatchObject({
      pay: PAY,
      chargeMax: { units: 40_000_000n + dear },
      destination: 'b:1',
    });
    expect(await available()).toBe(before - terms.price.total.units);
    await scene.engine.send(await scene.webhook(there, 'done'));
    expect(await scene.read(terms)).toMatchObject({
      ...{ status: 'COMPLETED', openItems: [] },
      settlement: {
        ...{ charged: { units: 40_000_000n + dear }, fee: { units: OWN - 1_000_000n } },
        delivered: { money: { asset: 'USD', units: 4_000n } },
      },
    });
    expect(await available()).toBe(before - terms.price.total.units);
    expect([await free('northpay'), await free('bluepay')]).toEqual([FLOAT, FLOAT - 40_000_000n - dear]);
    expect(scene.store.all('holds')).toEqual([]);
  });

  it('and takes less than it might have gives the rest back', async () => {
    const world = await withdrawing(dear);
    const { scene, terms, available } = world;
    const before = await available();
    const there = await failOver(world);
    const told = await scene.webhook(there, 'done');
    assert(told.type === 'webhook', 'it is a webhook');
    const movements = told.observation.movements.map((one) =>
      one.kind === 'taken' ? { ...one, money: money('USDC', 40_000_000n + CHEAP) } : one,
    );
    await scene.engine.send({ ...told, observation: { ...told.observation, movements } });
    expect(await scene.read(terms)).toMatchObject({
      status: 'COMPLETED',
      settlement: { fee: { units: OWN - 1_000_000n } },
    });
    expect(await available()).toBe(before - terms.price.total.units + 1_000_000n);
  });

  it('and takes more than that is looked at by a person, and nothing is booked', async () => {
    const world = await withdrawing(dear);
    const { scene, terms } = world;
    const there = await failOver(world);
    const told = await scene.webhook(there, 'done');
    assert(told.type === 'webhook', 'it is a webhook');
    const movements = told.observation.movements.map((one) =>
      one.kind === 'taken' ? { ...one, money: money('USDC', one.money.units + 1n) } : one,
    );
    await scene.engine.send({ ...told, observation: { ...told.observation, movements } });
    const { status, openItems } = await scene.read(terms);
    expect(status).not.toBe('COMPLETED');
    expect(openItems).toMatchObject([{ cause: 'amount_mismatch' }]);
  });

  it('is given back whole when that one fails too', async () => {
    const world = await withdrawing(dear);
    const { scene, terms, available, free } = world;
    const before = await available();
    const there = await failOver(world);
    await scene.engine.send(await scene.webhook(there, 'failed'));
    expect((await scene.read(terms)).status).toBe('COMPENSATED');
    expect([await available(), await free('bluepay')]).toEqual([before, FLOAT]);
  });

  it('is taken over by nobody whom our fee cannot pay for', async () => {
    expect((await withdrawing(CHEAP + OWN)).terms.alternatives).toHaveLength(1);
    expect((await withdrawing(CHEAP + OWN + 1n)).terms.alternatives).toEqual([]);
  });

  it('keeps our fee as it was quoted where that one is cheaper, and may grow as dear as the first', async () => {
    // It is slow, so that it is not the first to be asked.
    const world = await withdrawing(CHEAP - 100_000n, 600_000);
    const { scene, terms, available } = world;
    expect(terms.provider).toBe('northpay');
    const before = await available();
    const there = await failOver(world);
    expect(there.order.chargeMax).toEqual(terms.order.chargeMax);
    expect(await available()).toBe(before - terms.price.total.units);
    await scene.engine.send(await scene.webhook(there, 'done'));
    expect(await scene.read(terms)).toMatchObject({
      status: 'COMPLETED',
      settlement: { fee: { units: OWN } },
    });
  });
});
