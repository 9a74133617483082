// What leaves a balance for an address, and what comes from one: the network is paid beside the order, and what it really took is
// what the person pays for.
import { BY_NETWORK, RECEIVE, receiveTerms, SEND_TO_ADDRESS } from '@diboas/banking';
import { type Asset, bucketOf, createId, HOUR_MS, money, type Network } from '@diboas/kernel';
import { availableUnits } from '@diboas/ledger';
import type { Deposit, Movement, Observation, ProviderQuote, Terms } from '@diboas/orchestration';
import { SOME_QUOTE } from '@diboas/testkit/fixtures';
import { describe, expect, it } from 'vitest';
import { createScene, type Scene, type SceneOptions } from './scene.ts';

const PAY = money('USDC', 40_000_000n);
/** A tenth of a percent. */
const OWN = 40_000n;
const GAS_QUOTED = 1_200_001n;
const GAS_MOST = money('SOL', 3_000_000n);

const QUOTE: ProviderQuote = {
  ...SOME_QUOTE,
  fees: [
    {
      ...{ tier: 'network', amount: money('USDC', GAS_QUOTED), takenBy: 'Solana', purpose: 'transfer' },
      basis: { kind: 'quoted', by: 'Solana' },
    },
  ],
  deliver: PAY,
  networkCost: GAS_MOST,
};

const REQUEST = {
  ...({ pay: PAY, payNetwork: 'solana', method: BY_NETWORK } as const),
  receive: { asset: 'USDC', network: 'solana' },
} as const;

function moved(
  terms: Terms,
  { spent, given = PAY.units }: { spent: bigint | null; given?: bigint },
): Movement[] {
  const named = { id: 'hash', network: 'solana', networkReference: 'hash', reason: null } as const;
  const { destination } = terms.order;
  const costs: Movement[] =
    spent === null ? [] : [{ ...named, kind: 'spent', money: money('SOL', spent), destination: null }];
  if (given === 0n) return costs;
  return [
    { ...named, kind: 'taken', money: PAY, destination: null },
    { ...named, kind: 'given', money: money('USDC', given), destination },
    ...costs,
  ];
}

function told(terms: Terms, of: Partial<Observation>): Observation {
  const base = {
    reference: terms.id,
    stage: 'ended',
    end: 'done',
    milestone: 'confirmed',
    actionUrl: null,
  } as const;
  return { ...base, movements: [], ...of };
}

/** Somebody with about a hundred USDC, whose send was agreed; the provider has a float of both coins. */
async function sending(
  answer: (terms: Terms) => Observation,
  floats = { USDC: 90_000_000n, SOL: 9_000_000n },
  options: Pick<SceneOptions, 'askOffers'> = {},
) {
  const answers = new Map<string, Observation>();
  const scene: Scene = createScene({
    ...options,
    operations: [SEND_TO_ADDRESS],
    verbs: () => ({
      paysFromFloat: true,
      submit: async ({ transactionId }) => {
        const observation = answers.get(transactionId);
        return observation ? { kind: 'accepted', observation } : { kind: 'unknown', detail: 'not said' };
      },
      lookup: async ({ transactionId }) => {
        const observation = answers.get(transactionId);
        return observation ? { kind: 'found', observation } : { kind: 'not_found' };
      },
    }),
  });
  const customerId = await scene.customer();
  const funded = await scene.start(customerId);
  await scene.engine.send(await scene.webhook(funded, 'done'));
  const newId = () => createId({ now: scene.now, random: scene.random, bucket: bucketOf(customerId) });
  for (const [asset, units] of Object.entries(floats) as [Asset, bigint][]) {
    const key = { provider: 'northpay', asset, network: 'solana' as Network, bucket: bucketOf(customerId) };
    const audit = {
      id: newId(),
      at: scene.now,
      actor: 'lead',
      act: 'float_added',
      subject: asset,
      detail: {},
    };
    await scene.store.fundFloat({ ...key, units, audit });
  }
  const terms = await scene.quote(customerId, { operation: SEND_TO_ADDRESS, request: REQUEST, quote: QUOTE });
  answers.set(terms.id, answer(terms));
  const { total: totalSeen } = terms.price;
  const key = `key-${terms.id}`;
  const reply = await scene.engine.send({ type: 'initiate', terms, key, fingerprint: key, totalSeen });
  await scene.engine.idle();
  const spendable = async () => {
    const { accounts } = await scene.store.balances(customerId);
    const usdc = accounts.find(({ key: one }) => one.asset === 'USDC' && one.kind === 'BANKING');
    return usdc ? availableUnits(usdc.balance) : 0n;
  };
  const free = async (asset: Asset) =>
    (await scene.store.floats(bucketOf(customerId))).find((one) => one.asset === asset)?.free;
  return { scene, terms, reply, answers, spendable, free, customerId };
}

describe('what is sent to an address', () => {
  it('costs the amount, our fee, and the share of the network’s that was really spent, rounded up to a unit', async () => {
    const { scene, terms, spendable, free } = await sending((one) =>
      told(one, { movements: moved(one, { spent: 1_000_000n }) }),
    );
    const { status, settlement } = await scene.read(terms);
    expect(status).toBe('COMPLETED');
    expect(terms.price.total.units).toBe(PAY.units + OWN + GAS_QUOTED);
    const gas = 400_001n;
    expect(settlement).toMatchObject({
      ...{ charged: PAY, fee: money('USDC', OWN + gas), spent: money('SOL', 1_000_000n) },
    });
    expect(await spendable()).toBe(100_000_000n - PAY.units - OWN - gas);
    expect([await free('USDC'), await free('SOL')]).toEqual([90_000_000n - PAY.units, 8_000_000n]);
  });

  it('costs no more than was quoted where the network took the most that was agreed', async () => {
    const { scene, terms, spendable } = await sending((one) =>
      told(one, { movements: moved(one, { spent: GAS_MOST.units }) }),
    );
    expect((await scene.read(terms)).status).toBe('COMPLETED');
    expect(await spendable()).toBe(100_000_000n - terms.price.total.units);
  });

  it('is looked at by a person where the network took more than was agreed', async () => {
    const { scene, terms } = await sending((one) =>
      told(one, { movements: moved(one, { spent: GAS_MOST.units + 1n }) }),
    );
    expect((await scene.read(terms)).openItems).toMatchObject([{ cause: 'amount_mismatch' }]);
  });

  it('costs its owner nothing where it failed on the network, and us what the network took [spend.reverted]', async () => {
    const { scene, terms, spendable, free } = await sending((one) =>
      told(one, { end: 'other', movements: moved(one, { spent: 700_000n, given: 0n }) }),
    );
    expect((await scene.read(terms)).status).toBe('COMPENSATED');
    expect(await spendable()).toBe(100_000_000n);
    expect([await free('USDC'), await free('SOL')]).toEqual([90_000_000n, 8_300_000n]);
  });

  it('costs us what the network took also where others are asked afterwards, and nobody offers it any more', async () => {
    const underWay = (one: Terms) => told(one, { stage: 'working', end: null });
    const { scene, terms, answers, spendable, free } = await sending(underWay, undefined, {
      askOffers: async () => [],
    });
    await scene.pass(HOUR_MS);
    const spent = moved(terms, { spent: 700_000n, given: 0n });
    answers.set(terms.id, told(terms, { end: 'other', elsewhere: true, movements: spent }));
    for (let hours = 0; hours < 12; hours += 1) await scene.pass(HOUR_MS);
    expect((await scene.read(terms)).status).toBe('COMPENSATED');
    expect(await spendable()).toBe(100_000_000n);
    expect([await free('USDC'), await free('SOL')]).toEqual([90_000_000n, 8_300_000n]);
  });

  it('is not begun where what the network may take does not lie with the provider', async () => {
    const { scene, terms, spendable } = await sending((one) => told(one, {}), {
      ...{ USDC: 90_000_000n, SOL: GAS_MOST.units - 1n },
    });
    expect(await scene.read(terms)).toMatchObject({ status: 'FAILED', failure: 'no_provider_available' });
    expect(await spendable()).toBe(100_000_000n);
  });

  it('tells how many confirmations there are, and each once', async () => {
    const working = (one: Terms, have: number) =>
      told(one, { stage: 'working', end: null, progress: { have, want: 32 } });
    const { scene, terms, answers } = await sending((one) => working(one, 0));
    expect((await scene.read(terms)).attempts[0]?.progress).toEqual({ have: 0, want: 32 });
    // Others pay more for the next blocks, and then no more.
    const outbid = { have: 0, want: 32, outbid: true } as const;
    answers.set(terms.id, told(terms, { stage: 'working', end: null, progress: outbid }));
    await scene.pass(60_000);
    expect((await scene.read(terms)).attempts[0]?.progress).toEqual(outbid);
    answers.set(terms.id, working(terms, 7));
    await scene.pass(120_000);
    expect((await scene.read(terms)).attempts[0]?.progress).toEqual({ have: 7, want: 32 });
    // Its block was undone: of what was told nothing is true any more.
    answers.set(terms.id, told(terms, { stage: 'working', end: null, progress: 'undone' }));
    await scene.pass(600_000);
    expect((await scene.read(terms)).attempts[0]?.progress).toEqual({ have: 0, want: 32 });
    answers.set(terms.id, told(terms, { movements: moved(terms, { spent: 1n }) }));
    await scene.pass(600_000);
    expect((await scene.read(terms)).status).toBe('COMPLETED');
  });
});

const SEEN: Deposit = {
  ...{ reference: 'solana:5sig:0', network: 'solana', address: 'theirs', from: 'somebody' },
  money: money('USDC', 7_000_000n),
};

/** Something was seen at an address of somebody's. */
async function receiving() {
  let answer: Observation | null = null;
  const scene = createScene({
    operations: [RECEIVE],
    verbs: () => ({
      lookup: async () =>
        answer ? { kind: 'found', observation: answer } : { kind: 'unknown', detail: 'busy' },
    }),
  });
  const customerId = await scene.customer();
  const deposit = async () => {
    const id = createId({ now: scene.now, random: scene.random, bucket: bucketOf(customerId) });
    const terms = receiveTerms(SEEN, { id, customerId, provider: 'northpay', now: scene.now });
    const reply = await scene.engine.send({ type: 'deposited', terms, key: `deposit ${SEEN.reference}` });
    await scene.engine.idle();
    return { terms, reply };
  };
  const balance = async () => {
    const { accounts } = await scene.store.balances(customerId);
    const [one] = accounts;
    return one ? { free: availableUnits(one.balance), coming: one.balance.creditsPending } : null;
  };
  const observe = (of: Partial<Observation>) => {
    answer = {
      ...{ reference: SEEN.reference, milestone: 'seen', actionUrl: null, movements: [] },
      ...{ stage: 'ended', end: 'done', ...of },
    } as Observation;
  };
  return { scene, deposit, balance, observe };
}

const named = { id: SEEN.reference, network: 'solana', networkReference: '5sig', reason: null } as const;
const CAME: Movement[] = [
  { ...named, kind: 'taken', money: SEEN.money, destination: null },
  { ...named, kind: 'given', money: SEEN.money, destination: 'theirs' },
];

describe('what comes to an address', () => {
  it('is on its way until the network keeps it, and credited once however often it is told', async () => {
    const { scene, deposit, balance, observe } = await receiving();
    observe({ stage: 'working', end: null, progress: { have: 1, want: 32 } });
    const { terms } = await deposit();
    expect(await scene.read(terms)).toMatchObject({
      ...{ status: 'PROVIDER_PROCESSING', attempts: [{ progress: { have: 1, want: 32 } }] },
    });
    expect(await balance()).toEqual({ free: 0n, coming: 7_000_000n });
    const again = await deposit();
    expect(again.reply).toMatchObject({ kind: 'repeated' });
    observe({ movements: CAME });
    await scene.pass(60_000);
    expect((await scene.read(terms)).status).toBe('COMPLETED');
    expect((await deposit()).reply.kind).toBe('repeated');
    expect(await balance()).toEqual({ free: 7_000_000n, coming: 0n });
  });

  it('is announced no more where its block was undone, and credited where it comes back all the same [deposit.undone]', async () => {
    const { scene, deposit, balance, observe } = await receiving();
    const { terms } = await deposit();
    observe({ end: 'lapsed' });
    await scene.pass(60_000);
    expect((await scene.read(terms)).status).toBe('COMPENSATED');
    expect(await balance()).toEqual({ free: 0n, coming: 0n });
    observe({ movements: CAME });
    await scene.pass(3_600_000);
    expect(await balance()).toEqual({ free: 7_000_000n, coming: 0n });
  });
});
