import { DAY_MS, HOUR_MS, MINUTE_MS, money } from '@diboas/kernel';
import { availableUnits } from '@diboas/ledger';
import type { Order, SubmitAnswer, Terms } from '@diboas/orchestration';
import { SOME_QUOTE } from '@diboas/testkit/fixtures';
import { describe, expect, it } from 'vitest';
import { SEND_OUT } from '../simulation/nodes/send-out.ts';
import { type AskedTerms, askedToWait, createScene, type Scene } from './scene.ts';

const DECLINED: SubmitAnswer = { kind: 'rejected', code: 'other', elsewhere: true, detail: 'not today' };

/** 50 USDC that leave the balance. */
const OUT: AskedTerms = {
  operation: SEND_OUT,
  request: {
    pay: money('USDC', 50_000_000n),
    payNetwork: 'solana',
    method: 'chain',
    receive: { asset: 'USDC', network: 'solana' },
  },
  quote: { ...SOME_QUOTE, fees: [], deliver: money('USDC', 50_000_000n) },
};

/** Bluepay offers what the test says, and Northpay declines whatever it is sent. */
function whereBluepay(offer: (terms: Terms) => Order | null) {
  let count = 0;
  const scene = createScene({
    operations: [SEND_OUT],
    async askOffers({ terms }) {
      count += 1;
      const order = offer(terms);
      return order ? [{ provider: 'bluepay', order }] : [];
    },
  });
  const { submit } = scene.outside;
  scene.outside.submit = async (id, provider) =>
    provider === 'northpay' ? DECLINED : await submit(id, provider);
  return { scene, count: () => count };
}

/** A confirmation whose provider asks for a pause until all that was confirmed with it is over. */
async function heldUp(scene: Scene, customer: string, asked?: AskedTerms): Promise<Terms> {
  const { submit } = scene.outside;
  scene.outside.submit = async () => askedToWait(HOUR_MS);
  const terms = await scene.start(customer, asked);
  scene.outside.submit = submit;
  await scene.pass(HOUR_MS);
  return terms;
}

describe('what was confirmed so long ago that nobody stands by it any more', () => {
  it('is asked for again, and done by whoever offers it within what was agreed [offers.over]', async () => {
    const { scene, count } = whereBluepay(({ order }) => {
      return { ...order, deliver: money('USDC', order.deliver.units + 5n) };
    });
    const terms = await heldUp(scene, await scene.customer());
    expect(count()).toBe(1);
    expect(await scene.read(terms)).toMatchObject({
      ...{ status: 'SENT_TO_PROVIDER', wait: null },
      attempts: [
        { provider: 'northpay', state: 'rejected', order: null },
        {
          ...{ provider: 'bluepay', state: 'accepted', routing: { reason: 'asked_again' } },
          order: { deliver: money('USDC', terms.order.deliver.units + 5n) },
        },
      ],
    });
  });

  const NOT_AS_AGREED: Readonly<Record<string, (terms: Terms) => Order | null>> = {
    'a cent more': ({ order }) => ({ ...order, chargeMax: money('USD', order.chargeMax.units + 1n) }),
    'less than was agreed': ({ order, receive }) => {
      return { ...order, deliver: money('USDC', receive.money.units - 1n) };
    },
    'another address': ({ order }) => ({ ...order, destination: 'elsewhere' }),
    nothing: () => null,
  };

  it.each(Object.keys(NOT_AS_AGREED))(
    'is not done for %s: looked for an hour, and given back then [offers.over]',
    async (what) => {
      const { scene, count } = whereBluepay(NOT_AS_AGREED[what] ?? (() => null));
      const terms = await heldUp(scene, await scene.customer());
      expect(await scene.read(terms)).toMatchObject({
        ...{ wait: { for: 'offers' }, attempts: [{ state: 'rejected' }] },
      });
      for (let passed = 0; passed < 2 * HOUR_MS; passed += MINUTE_MS) await scene.pass(MINUTE_MS);
      expect(count()).toBeGreaterThan(10);
      expect(await scene.read(terms)).toMatchObject({
        ...{ status: 'COMPENSATED', failure: 'no_provider_available', wait: null, due: null },
      });
      expect(scene.store.all('holds')).toEqual([]);
    },
  );

  it('is asked for again when nobody could be asked [offers.over]', async () => {
    let count = 0;
    const scene = createScene({
      askOffers({ terms: { order } }) {
        count += 1;
        return count === 1
          ? Promise.reject(new Error('a bug'))
          : Promise.resolve([{ provider: 'bluepay', order }]);
      },
    });
    const { submit } = scene.outside;
    scene.outside.submit = async (id, provider) =>
      provider === 'northpay' ? DECLINED : await submit(id, provider);
    const terms = await heldUp(scene, await scene.customer());
    expect(count).toBe(1);
    await scene.pass(MINUTE_MS);
    expect((await scene.read(terms)).attempts).toMatchObject([
      {},
      { provider: 'bluepay', state: 'accepted' },
    ]);
  });

  it('stays set aside meanwhile: what leaves a balance cannot be spent elsewhere [offers.over]', async () => {
    let isOffered = false;
    const { scene } = whereBluepay(({ order }) => (isOffered ? order : null));
    const customer = await scene.customer();
    const { submit } = scene.outside;
    scene.outside.submit = async (id) => await submit(id, 'bluepay');
    await scene.engine.send(await scene.webhook(await scene.start(customer), 'done'));
    scene.outside.submit = submit;
    const available = async () => {
      const [account] = (await scene.store.balances(customer)).accounts;
      return account ? availableUnits(account.balance) : 0n;
    };
    const before = await available();
    const terms = await heldUp(scene, customer, OUT);
    const held = await available();
    expect(held).toBeLessThan(before);
    expect(await scene.read(terms)).toMatchObject({ wait: { for: 'offers' } });
    isOffered = true;
    await scene.pass(MINUTE_MS);
    expect(await available()).toBe(held);
    expect((await scene.read(terms)).attempts).toMatchObject([{}, { provider: 'bluepay' }]);
    await scene.pass(DAY_MS);
    expect(await available()).toBe(held);
  });
});
