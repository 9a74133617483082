import { SEND_MONEY } from '@diboas/banking';
import { DAY_MS, HOUR_MS, MINUTE_MS, money } from '@diboas/kernel';
import { availableUnits } from '@diboas/ledger';
import { inBankingDays, type LookupAnswer, type SubmitAnswer, type Terms } from '@diboas/orchestration';
import { givenAs, SOME_QUOTE, tellOf } from '@diboas/testkit/fixtures';
import { describe, expect, it } from 'vitest';
import { SEND_OUT } from '../simulation/nodes/send-out.ts';
import { type AskedTerms, createScene, type Scene } from './scene.ts';

const BY_BANK: AskedTerms = {
  request: {
    pay: money('USD', 100_00n),
    payNetwork: 'fiat',
    method: 'bank',
    receive: { asset: 'USDC', network: 'solana' },
  },
  quote: {
    ...SOME_QUOTE,
    estimate: inBankingDays({ fromDays: 1, toDays: 3 }),
  },
};

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

/** Moves on step by step, as the worker does, and counts how often the provider was asked. */
async function passAndCount(scene: Scene, ms: number, step = 30 * MINUTE_MS): Promise<number> {
  const { lookup } = scene.outside;
  let asked = 0;
  scene.outside.lookup = (id, provider) => {
    asked += 1;
    return lookup(id, provider);
  };
  for (let passed = 0; passed < ms; passed += step) await scene.pass(step);
  scene.outside.lookup = lookup;
  return asked;
}

function alwaysFound(scene: Scene, terms: Terms, told: 'open' | 'working'): void {
  scene.outside.lookup = async () => ({ kind: 'found', observation: tellOf(terms, told) });
}

describe('a bank payment', () => {
  it('is not given back while a bank may take its time, for its provider says that it waits for the payment [payment.by_bank]', async () => {
    const scene = createScene();
    const terms = await scene.start(await scene.customer(), BY_BANK);
    alwaysFound(scene, terms, 'open');
    await passAndCount(scene, 9 * DAY_MS, HOUR_MS);
    expect(await scene.read(terms)).toMatchObject({ status: 'SENT_TO_PROVIDER', failure: null });
    await scene.engine.send(await scene.webhook(terms, 'done'));
    expect(await scene.read(terms)).toMatchObject({ status: 'COMPLETED' });
  });

  it('is given back at last when nobody pays, and left alone in the end', async () => {
    const scene = createScene();
    const terms = await scene.start(await scene.customer(), BY_BANK);
    alwaysFound(scene, terms, 'open');
    await passAndCount(scene, 11 * DAY_MS, HOUR_MS);
    expect(await scene.read(terms)).toMatchObject({ status: 'COMPENSATED', failure: 'not_paid_in_time' });
    await passAndCount(scene, 8 * DAY_MS, HOUR_MS);
    expect((await scene.read(terms)).due).toBeNull();
  });
});

describe('a price that rose before the link was given to anybody', () => {
  const dearer: SubmitAnswer = { kind: 'rejected', code: 'price_changed', elsewhere: true, detail: 'dearer' };

  it('goes to the next provider', async () => {
    const scene = createScene();
    const { submit } = scene.outside;
    scene.outside.submit = async (id, provider) => (provider === 'northpay' ? dearer : submit(id, provider));
    const terms = await scene.start(await scene.customer());
    expect((await scene.read(terms)).attempts).toMatchObject([
      { provider: 'northpay', state: 'rejected', rejection: 'price_changed' },
      { provider: 'bluepay', state: 'accepted' },
    ]);
  });

  it('everywhere ends it, and nobody is asked about it any more [price.rose]', async () => {
    const scene = createScene();
    scene.outside.submit = async () => dearer;
    const terms = await scene.start(await scene.customer());
    expect(await scene.read(terms)).toMatchObject({ status: 'COMPENSATED', due: null });
    expect(await passAndCount(scene, 10 * DAY_MS, HOUR_MS)).toBe(0);
  });
});

describe("an order with the person's own money in it", () => {
  async function sendOut(): Promise<{ scene: Scene; terms: Terms; available: () => Promise<bigint> }> {
    const scene = createScene({ operations: [SEND_OUT] });
    const customer = await scene.customer();
    await scene.engine.send(await scene.webhook(await scene.start(customer), 'done'));
    const terms = await scene.start(customer, OUT);
    const available = async () => {
      const [account] = (await scene.store.balances(customer)).accounts;
      return account ? availableUnits(account.balance) : 0n;
    };
    return { scene, terms, available };
  }

  it('is never given back by time, for it may still be carried out [spend.open]', async () => {
    const { scene, terms, available } = await sendOut();
    const held = await available();
    alwaysFound(scene, terms, 'open');
    await passAndCount(scene, 3 * DAY_MS, HOUR_MS);
    const transaction = await scene.read(terms);
    expect(transaction).toMatchObject({ status: 'SENT_TO_PROVIDER', openItems: [{ cause: 'overdue' }] });
    expect(await available()).toBe(held);
    await scene.engine.send(await scene.webhook(terms, 'done'));
    expect(await scene.read(terms)).toMatchObject({ status: 'COMPLETED', settlement: { delivered: {} } });
    expect(await available()).toBe(held);
  });
});

describe('money for somebody who is not here yet', () => {
  it('waits in its owner’s account, sent to nobody, and comes back when the time is over [recipient.absent]', async () => {
    const scene = createScene({ operations: [SEND_MONEY] });
    const customer = await scene.customer();
    await scene.engine.send(await scene.webhook(await scene.start(customer), 'done'));
    const available = async () =>
      (await scene.store.balances(customer)).accounts.map(({ balance }) => availableUnits(balance));
    const before = await available();
    const terms = await scene.start(customer, { ...OUT, operation: SEND_MONEY });
    const until = scene.now + 14 * DAY_MS;
    expect(await scene.read(terms)).toMatchObject({
      ...{ status: 'BALANCE_RESERVED', wait: { for: 'recipient', until }, attempts: [] },
    });
    expect(await available()).not.toEqual(before);
    await scene.pass(14 * DAY_MS - HOUR_MS);
    expect(await scene.read(terms)).toMatchObject({ status: 'BALANCE_RESERVED' });
    await scene.pass(HOUR_MS);
    expect(await scene.read(terms)).toMatchObject({
      ...{ status: 'COMPENSATED', failure: 'not_claimed', wait: null, due: null },
      compensation: { released: [money('USDC', 50_000_000n)] },
    });
    expect(await available()).toEqual(before);
  });
});

describe('a provider that has the money', () => {
  async function processing(asked?: AskedTerms) {
    const scene = createScene();
    const terms = await scene.start(await scene.customer(), asked);
    await scene.engine.send(await scene.webhook(terms, 'working'));
    return { scene, terms };
  }

  it('R20 and answers as it should is not called silent before three times what it said [provider.slow]', async () => {
    const { scene, terms } = await processing(BY_BANK);
    alwaysFound(scene, terms, 'working');
    // From the Monday before Thanksgiving three banking days are over with the Friday: less than five days, three times.
    await passAndCount(scene, 14 * DAY_MS, HOUR_MS);
    expect((await scene.read(terms)).openItems).toEqual([]);
    await passAndCount(scene, DAY_MS, HOUR_MS);
    expect((await scene.read(terms)).openItems).toMatchObject([{ cause: 'overdue' }]);
  });

  it('and does not answer is shown to a person [provider.silent]', async () => {
    const { scene, terms } = await processing(BY_BANK);
    scene.outside.lookup = async () => ({ kind: 'unknown', detail: 'no answer' });
    await passAndCount(scene, 3 * DAY_MS, HOUR_MS);
    expect((await scene.read(terms)).openItems).toMatchObject([{ cause: 'provider_silent' }]);
  });

  it('that came after everything was given back is shown to a person as well [provider.silent]', async () => {
    const scene = createScene();
    const terms = await scene.start(await scene.customer());
    alwaysFound(scene, terms, 'open');
    await passAndCount(scene, 32 * HOUR_MS, HOUR_MS);
    expect((await scene.read(terms)).status).toBe('COMPENSATED');
    await scene.engine.send(await scene.webhook(terms, 'working'));
    scene.outside.lookup = async () => ({ kind: 'unknown', detail: 'no answer' });
    await passAndCount(scene, 5 * DAY_MS, HOUR_MS);
    expect((await scene.read(terms)).openItems).toMatchObject([
      { cause: 'overdue' },
      { cause: 'provider_silent' },
    ]);
  });
});

describe('a provider that is switched off while it is in doubt what it did', () => {
  it('is asked all the same, at the pace of doubt and with a row for each time only [doubt.switched_off]', async () => {
    const admitted = { is: true };
    const scene = createScene({
      gate: (_, clock) => ({
        admits: () => admitted.is,
        health: (provider) =>
          ({
            provider,
            killed: false,
            breaker: { state: 'closed', bad: [] },
            good: 0,
            bad: 0,
            since: clock.now(),
          }) as never,
        record: () => {},
        exchange: async () => {},
      }),
    });
    const answers: LookupAnswer[] = [{ kind: 'not_found' }];
    scene.outside.submit = async () => ({ kind: 'unknown', detail: 'time-out' });
    scene.outside.lookup = async () => answers[0] ?? { kind: 'not_found' };
    const terms = await scene.start(await scene.customer());
    admitted.is = false;
    const before = (await scene.read(terms)).version;
    const asked = await passAndCount(scene, 6 * HOUR_MS, MINUTE_MS);
    expect(asked).toBeGreaterThan(10);
    expect((await scene.read(terms)).version - before).toBeLessThan(4 * asked);
    alwaysFound(scene, terms, 'open');
    await passAndCount(scene, HOUR_MS, MINUTE_MS);
    expect((await scene.read(terms)).attempts).toMatchObject([{ state: 'accepted' }]);
  });
});

describe('the link to pay', () => {
  it('is given whichever news came first [link.later]', async () => {
    const scene = createScene();
    scene.outside.submit = async () => ({ kind: 'unknown', detail: 'time-out' });
    const terms = await scene.start(await scene.customer());
    const news = await scene.webhook(terms, 'open', 'evt_1');
    if (news.type !== 'webhook') throw new Error('not a webhook');
    await scene.engine.send({ ...news, observation: { ...news.observation, actionUrl: null } });
    expect((await scene.read(terms)).actionUrl).toBeNull();
    await scene.engine.send(await scene.webhook(terms, 'open', 'evt_2'));
    expect((await scene.read(terms)).actionUrl).toBe('https://pay.example/session');
  });
});

describe('a delivery of much more than was ordered', () => {
  it('credits what was agreed and a little more, and a person looks at the rest [delivered.far_more]', async () => {
    const scene = createScene();
    const terms = await scene.start(await scene.customer());
    const news = await scene.webhook(terms, 'done');
    if (news.type !== 'webhook') throw new Error('no success');
    const money = { ...terms.order.deliver, units: terms.order.deliver.units * 1_000n };
    await scene.engine.send({ ...news, observation: givenAs(news.observation, { money }) });
    const transaction = await scene.read(terms);
    expect(transaction).toMatchObject({ status: 'COMPLETED', openItems: [{ cause: 'excess_delivered' }] });
    expect(transaction.settlement?.credited.units).toBe(101_005_000n);
  });
});

describe('M51 what has left for good and is owed elsewhere', () => {
  it('is said to be owed as soon as its provider says so, once, and until it is there', async () => {
    const scene = createScene();
    const terms = await scene.start(await scene.customer());
    const input = await scene.webhook(terms, 'working');
    if (input.type !== 'webhook') throw new Error('not a webhook');
    await scene.engine.send(input);
    expect((await scene.read(terms)).activity).not.toBe('MINT_OWED');
    const found = { ...tellOf(terms, 'working'), owed: true } as const;
    scene.outside.lookup = async () => ({ kind: 'found', observation: found });
    await passAndCount(scene, 2 * DAY_MS, HOUR_MS);
    const owed = await scene.read(terms);
    expect(owed).toMatchObject({ status: 'PROVIDER_PROCESSING', activity: 'MINT_OWED' });
    const shown = scene.store
      .journal()
      .flatMap(({ events }) => events.filter((one) => one.type === 'activity_changed'));
    expect(shown.filter(({ activity }) => activity === 'MINT_OWED')).toHaveLength(1);
    await scene.engine.send(await scene.webhook(terms, 'done'));
    expect(await scene.read(terms)).toMatchObject({ status: 'COMPLETED', activity: null });
  });
});
