// Strategies as the engine sees them: what is put in lies in an account of its own, is asked about for as long as anything is
// there, and is taken out for what it has come to.

import { ADD_FUNDS } from '@diboas/banking';
import { START_STRATEGY, STOP_STRATEGY } from '@diboas/defi';
import { DAY_MS, money } from '@diboas/kernel';
import { exchange, type Movement, type Operation, priceOf, type Terms } from '@diboas/orchestration';
import { describe, expect, it } from 'vitest';
import { createScene, type Scene } from './scene.ts';

const { limits: _, ...plain } = ADD_FUNDS;
const FUND: Operation = {
  ...{ ...plain, name: 'TEST_FUND', ...exchange({ from: 'outside', to: 'DEFI' }) },
  price: ({ pay, payNetwork, receive: { network } }, { deliver }) => ({
    price: priceOf(pay, []),
    receive: { money: deliver, network },
    order: { pay, payNetwork, deliver, network, chargeMax: pay },
  }),
};
const ESTIMATE = { fromSeconds: 1, toSeconds: 60, source: 'provider' } as const;
const PUT_IN = money('USDC', 400_000_000n);

function dollars(units: bigint) {
  return money('USDC', units);
}

async function openScene() {
  const scene = createScene({ operations: [FUND, START_STRATEGY, STOP_STRATEGY] });
  const person = await scene.customer();
  const had = dollars(900_000_000n);
  const funded = await scene.start(person, {
    operation: FUND,
    request: {
      ...{ pay: money('USD', 900_00n), payNetwork: 'fiat', method: 'card' },
      receive: { asset: 'USDC', network: 'solana' },
    },
    quote: { fees: [], deliver: had, estimate: ESTIMATE },
  });
  await scene.engine.send(await scene.webhook(funded, 'done'));
  return { scene, person };
}

const LIES = {
  method: 'strategy',
  payNetwork: 'solana',
  receive: { asset: 'USDC', network: 'solana' },
} as const;

function startOf(scene: Scene, person: string): Promise<Terms> {
  const strategy = { strategy: 'northvault', position: null, moved: [] };
  const quote = { fees: [], deliver: PUT_IN, estimate: ESTIMATE };
  return scene.start(person, {
    ...{ operation: START_STRATEGY, quote },
    request: { ...LIES, pay: PUT_IN, strategy },
  });
}

function stopOf(scene: Scene, started: Terms, { pay = PUT_IN, least = PUT_IN } = {}): Promise<Terms> {
  const strategy = { strategy: 'northvault', position: started.id, moved: ['sig_in'] };
  const quote = { fees: [], deliver: least, estimate: ESTIMATE };
  return scene.start(started.customerId, {
    ...{ operation: STOP_STRATEGY, quote },
    request: { ...LIES, pay, strategy },
  });
}

const PLACE = { network: 'solana', destination: null, networkReference: 'sig', reason: null } as const;

function moved(kind: Movement['kind'], units: bigint, id = 'all'): Movement {
  return { ...PLACE, kind, id, money: dollars(units) };
}

/** What was put in, and what it has earned by now. */
function grown(units: bigint): readonly Movement[] {
  const all = PUT_IN.units;
  return [moved('taken', all), moved('given', all), ...(units > 0n ? [moved('earned', units)] : [])];
}

async function tell(
  scene: Scene,
  terms: Terms,
  movements: readonly Movement[],
  told: 'done' | 'working' = 'done',
) {
  const input = await scene.webhook(terms, told, `evt_${scene.random.uint32()}`);
  if (input.type !== 'webhook') throw new Error('not a webhook');
  await scene.engine.send({ ...input, observation: { ...input.observation, movements } });
}

/** Answers every look-up of this one with what it has come to. */
function asks(scene: Scene, started: Terms, earned: bigint): void {
  scene.outside.lookup = async (id) => {
    if (id !== started.id) return { kind: 'unknown', detail: 'asked about another' };
    const how = { reference: `order_${id}`, stage: 'ended', end: 'done', milestone: 'told' } as const;
    return { kind: 'found', observation: { ...how, actionUrl: null, movements: grown(earned) } };
  };
}

async function has({ store }: Scene, { customerId, id }: Terms): Promise<{ position: bigint; free: bigint }> {
  const { accounts } = await store.balances(customerId);
  const on = (kind: string): bigint => {
    const found = accounts.find(({ key }) => key.kind === kind)?.balance;
    return found ? found.creditsPosted - found.debitsPosted : 0n;
  };
  return { position: on(`DEFI:${id}`), free: on('DEFI') };
}

describe('M40 what is put into a strategy', () => {
  it('lies in an account of its own, and our fee is on top', async () => {
    const { scene, person } = await openScene();
    const started = await startOf(scene, person);
    await tell(scene, started, grown(0n));
    expect(await has(scene, started)).toEqual({ position: 400_000_000n, free: 499_000_000n });
    expect((await scene.read(started)).status).toBe('COMPLETED');
  });

  it('is asked about each day, and what it has earned is added once [strategy.told_again]', async () => {
    const { scene, person } = await openScene();
    const started = await startOf(scene, person);
    await tell(scene, started, grown(0n));
    for (const earned of [5n, 5n, 12n]) {
      asks(scene, started, earned);
      await scene.pass(DAY_MS);
    }
    expect(await has(scene, started)).toMatchObject({ position: 400_000_012n });
    const { followedBy } = await scene.read(started);
    expect(followedBy.map(({ operation, money: one }) => [operation, one.units])).toEqual([
      ['YIELD', 5n],
      ['YIELD', 7n],
    ]);
  });
});

describe('M41 what is taken out of a strategy', () => {
  it('is what it came to, leaves nothing there, and is asked about no more', async () => {
    const { scene, person } = await openScene();
    const started = await startOf(scene, person);
    await tell(scene, started, grown(7n));
    const stopped = await stopOf(scene, started, {
      pay: dollars(400_000_007n),
      least: dollars(399_000_000n),
    });
    // What is earned while it is on its way out arrives with it, and is not added as well.
    await tell(scene, started, grown(9n));
    await tell(scene, stopped, [moved('taken', 400_000_007n), moved('given', 400_000_009n)]);
    expect(await has(scene, started)).toEqual({ position: 0n, free: 899_000_009n });
    await tell(scene, started, grown(11n));
    await scene.pass(3 * DAY_MS);
    expect(await has(scene, started)).toEqual({ position: 0n, free: 899_000_009n });
    expect((await scene.read(started)).due).toBeNull();
  });

  it('may be less than was put in, and is told as that [strategy.fell]', async () => {
    const { scene, person } = await openScene();
    const started = await startOf(scene, person);
    await tell(scene, started, grown(0n));
    const stopped = await stopOf(scene, started, { least: dollars(300_000_000n) });
    await tell(scene, stopped, [moved('taken', 400_000_000n), moved('given', 310_000_000n)]);
    expect(await has(scene, started)).toEqual({ position: 0n, free: 809_000_000n });
    const { settlement, status } = await scene.read(stopped);
    expect(status).toBe('COMPLETED');
    expect(settlement).toMatchObject({ charged: dollars(400_000_000n), credited: dollars(310_000_000n) });
  });

  it('comes in parts where not all of it can be paid at once [strategy.not_free]', async () => {
    const { scene, person } = await openScene();
    const started = await startOf(scene, person);
    await tell(scene, started, grown(0n));
    const stopped = await stopOf(scene, started);
    const first = [moved('taken', 100_000_000n, 'one'), moved('given', 100_000_000n, 'one')];
    await tell(scene, stopped, first, 'working');
    expect(await has(scene, started)).toEqual({ position: 300_000_000n, free: 599_000_000n });
    // What is left earns nothing that would be added twice.
    await tell(scene, started, grown(4n));
    const rest = [moved('taken', 300_000_000n, 'two'), moved('given', 300_000_004n, 'two')];
    await tell(scene, stopped, [...first, ...rest]);
    expect(await has(scene, started)).toEqual({ position: 0n, free: 899_000_004n });
  });

  it('goes on earning where it could not be taken out', async () => {
    const { scene, person } = await openScene();
    const started = await startOf(scene, person);
    await tell(scene, started, grown(0n));
    const stopped = await stopOf(scene, started);
    await tell(scene, started, grown(4n));
    expect(await has(scene, started)).toMatchObject({ position: 400_000_000n });
    await scene.engine.send(await scene.webhook(stopped, 'failed'));
    asks(scene, started, 6n);
    await scene.pass(DAY_MS);
    expect(await has(scene, started)).toMatchObject({ position: 400_000_006n });
  });

  it('has what it earned meanwhile where it could not be taken out, though nothing more is ever told', async () => {
    const { scene, person } = await openScene();
    const started = await startOf(scene, person);
    await tell(scene, started, grown(0n));
    const stopped = await stopOf(scene, started);
    await tell(scene, started, grown(4n));
    await scene.engine.send(await scene.webhook(stopped, 'failed'));
    asks(scene, started, 4n);
    await scene.pass(2 * DAY_MS);
    expect(await has(scene, started)).toMatchObject({ position: 400_000_004n });
  });

  it('leaves a rest that is brought no yield where it ended in part: it arrives with what takes out the rest', async () => {
    const { scene, person } = await openScene();
    const started = await startOf(scene, person);
    await tell(scene, started, grown(8n));
    const stopped = await stopOf(scene, started, { pay: dollars(400_000_008n) });
    // Whoever is asked about what was put in tells what all of it has come to, also of what is there no more.
    await tell(scene, started, grown(20n));
    const part = [moved('taken', 100_000_002n, 'one'), moved('given', 100_000_005n, 'one')];
    await tell(scene, stopped, part);
    expect((await scene.read(stopped)).status).toBe('COMPLETED');
    asks(scene, started, 40n);
    await scene.pass(2 * DAY_MS);
    expect(await has(scene, started)).toEqual({ position: 300_000_006n, free: 599_000_005n });
    const rest = await stopOf(scene, started, { pay: dollars(300_000_006n), least: dollars(300_000_000n) });
    await tell(scene, rest, [moved('taken', 300_000_006n), moved('given', 300_000_030n)]);
    expect(await has(scene, started)).toEqual({ position: 0n, free: 899_000_035n });
  });

  it('is priced anew where it has earned something since, so that nothing of it stays behind', async () => {
    const { scene, person } = await openScene();
    const started = await startOf(scene, person);
    await tell(scene, started, grown(7n));
    // Priced before the seven were heard of.
    const stale = await stopOf(scene, started);
    expect(scene.store.all('transactions').some(({ id }) => id === stale.id)).toBe(false);
    const anew = await stopOf(scene, started, { pay: dollars(400_000_007n) });
    await tell(scene, anew, [moved('taken', 400_000_007n), moved('given', 400_000_007n)]);
    expect(await has(scene, started)).toMatchObject({ position: 0n });
  });

  it('is taken out once, however many ask for all of it at a time', async () => {
    const { scene, person } = await openScene();
    const started = await startOf(scene, person);
    await tell(scene, started, grown(0n));
    await stopOf(scene, started);
    await stopOf(scene, started);
    const all = scene.store.all('transactions').filter(({ operation }) => operation === STOP_STRATEGY.name);
    expect(all).toHaveLength(1);
  });
});
