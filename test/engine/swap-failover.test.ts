// A swap on a network is chosen where it brings most, and where it is proved that nothing came of it an exchange does it instead.
import { assert, bucketOf, createId, type Money, money } from '@diboas/kernel';
import { availableUnits } from '@diboas/ledger';
import {
  type AskedProvider,
  type Observation,
  type ProviderQuote,
  routeQuote,
  unknownHealth,
} from '@diboas/orchestration';
import { tellOf } from '@diboas/testkit/fixtures';
import { describe, expect, it } from 'vitest';
import { createScene } from './scene.ts';
import { TRADE } from './spends.ts';

const PAY = money('USDC', 50_000_000n);
const OWN = 125_000n;
const NETWORK = 40_000n;
const COST = money('SOL', 1_000_000n);
const sol = (thousandths: bigint): Money => money('SOL', thousandths * 1_000_000n);

/** What an exchange keeps is on top, as what pays for the network is. */
function fee(tier: 'provider' | 'network', amount: bigint): ProviderQuote['fees'][number] {
  const basis = { kind: 'quoted', by: 'them' } as const;
  return { tier, amount: money('USDC', amount), takenBy: 'them', purpose: 'conversion', basis };
}

function asked(provider: string, value: Omit<ProviderQuote, 'estimate'>, toSeconds: number): AskedProvider {
  const estimate = { fromSeconds: 1, toSeconds, source: 'provider' } as const;
  return {
    provider,
    health: unknownHealth(provider, 0),
    support: 1,
    answer: { ok: true, value: { ...value, estimate } },
  };
}

/** The swap is slow and pays a network; the exchange is quick and keeps a little. */
async function trading(expected: { readonly swap: bigint; readonly exchange: bigint }) {
  const scene = createScene({ operations: [TRADE], verbs: () => ({ paysFromFloat: true }) });
  const customerId = await scene.customer();
  await scene.engine.send(await scene.webhook(await scene.start(customerId), 'done'));
  const bucket = bucketOf(customerId);
  const newId = () => createId({ now: scene.now, random: scene.random, bucket });
  for (const provider of ['northpay', 'bluepay'])
    for (const { asset, units } of [money('USDC', 100_000_000n), sol(10_000n)]) {
      const audit = {
        id: newId(),
        at: scene.now,
        actor: 'ana',
        act: 'float_added',
        subject: provider,
        detail: {},
      };
      await scene.store.fundFloat({ bucket, provider, asset, network: 'solana', units, audit });
    }
  const most = (thousandths: bigint) => ({
    expected: sol(thousandths),
    deliver: money('SOL', thousandths * 995_000n),
  });
  const routed = routeQuote({
    ...{ id: newId(), customerId, operation: TRADE, now: scene.now, validMs: 300_000, destination: '' },
    request: {
      ...{ pay: PAY, payNetwork: 'solana', method: 'market', receive: { asset: 'SOL', network: 'solana' } },
      trade: { type: 'market', toleranceBps: 50 },
    },
    asked: [
      asked(
        'northpay',
        { fees: [fee('network', NETWORK)], networkCost: COST, ...most(expected.swap) },
        1_200,
      ),
      asked('bluepay', { fees: [fee('provider', 100_000n)], ...most(expected.exchange) }, 2),
    ],
  });
  assert(routed.ok, 'somebody offers it', { routed });
  await scene.store.saveQuote(routed.value);
  const left = async () => {
    const { accounts } = await scene.store.balances(customerId);
    const ours = accounts.find(({ key }) => key.kind === 'BANKING' && key.asset === 'USDC');
    return ours ? availableUnits(ours.balance) : 0n;
  };
  return { scene, terms: routed.value, left };
}

type Trading = Awaited<ReturnType<typeof trading>>;

async function confirm({ scene, terms }: Trading): Promise<void> {
  const base = { type: 'initiate', terms, key: `key-${terms.id}`, fingerprint: terms.id } as const;
  await scene.engine.send({ ...base, totalSeen: terms.price.total });
  await scene.engine.idle();
}

/** The transaction on the network was carried out and did nothing, for its price. */
function reverted(more: Partial<Observation>): Observation {
  const spent = { kind: 'spent', id: 'hash', money: money('SOL', 5_000n), network: 'solana' } as const;
  return {
    ...{
      reference: 'hash',
      stage: 'ended',
      end: 'price_changed',
      milestone: 'transaction_failed',
      actionUrl: null,
    },
    movements: [{ ...spent, destination: null, networkReference: 'hash', reason: null }],
    ...more,
  };
}

describe('who is asked for a trade', () => {
  it('is whoever brings most after all costs, however slow, and the other is asked for no less', async () => {
    const { terms } = await trading({ swap: 252n, exchange: 251n });
    expect(terms).toMatchObject({ provider: 'northpay', routing: { reason: 'most_received' } });
    expect(terms.order).toMatchObject({
      chargeMax: PAY,
      networkCost: COST,
      deliver: { units: 250_740_000n },
    });
    expect(terms.price.total.units).toBe(PAY.units + OWN + NETWORK);
    const [other] = terms.alternatives;
    expect(other).toMatchObject({ provider: 'bluepay', order: { deliver: { units: 250_740_000n } } });
  });

  it('is the exchange where that brings more, and the swap is no alternative that cannot bring as much', async () => {
    const { terms } = await trading({ swap: 240n, exchange: 250n });
    expect(terms).toMatchObject({ provider: 'bluepay', alternatives: [] });
  });
});

describe('a swap of which it is proved that nothing came', () => {
  it('is done at an exchange, the person pays for no network, and what that took is ours [swap.reverted]', async () => {
    const world = await trading({ swap: 252n, exchange: 251n });
    const { scene, terms, left } = world;
    const before = await left();
    const [other] = terms.alternatives;
    assert(other, 'there is another');
    scene.outside.submit = async (_id, provider) => ({
      kind: 'accepted',
      observation:
        provider === 'northpay'
          ? reverted({ elsewhere: true })
          : tellOf({ ...terms, order: other.order }, 'done'),
    });
    await confirm(world);
    const { status, attempts, settlement } = await scene.read(terms);
    expect(status).toBe('COMPLETED');
    expect(attempts.map(({ provider, state }) => `${provider} ${state}`)).toEqual([
      'northpay rejected',
      'bluepay succeeded',
    ]);
    expect(settlement).toMatchObject({
      charged: { units: PAY.units + 100_000n },
      fee: { units: OWN + NETWORK - 100_000n },
    });
    const costs = scene.store.all('transfers').filter(({ debit }) => debit.kind === 'NETWORK_COSTS');
    expect(
      costs.some(({ kind, ...one }) => kind === 'post' && 'amount' in one && one.amount === 5_000n),
    ).toBe(true);
    expect(before - (await left())).toBe(terms.price.total.units);
  });

  it('and that nobody proves is given back, and nobody else is asked', async () => {
    const world = await trading({ swap: 252n, exchange: 251n });
    const { scene, terms, left } = world;
    const before = await left();
    scene.outside.submit = async () => ({ kind: 'accepted', observation: reverted({}) });
    await confirm(world);
    const { status, attempts } = await scene.read(terms);
    expect([status, attempts.length]).toEqual(['COMPENSATED', 1]);
    expect(await left()).toBe(before);
  });
});
