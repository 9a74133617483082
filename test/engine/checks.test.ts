import { createCompliance, RULES } from '@diboas/compliance';
import { DAY_MS, HOUR_MS, MINUTE_MS, money } from '@diboas/kernel';
import type { Act, ActInput, ProfileChange, Reply, Screened, Terms } from '@diboas/orchestration';
import { SOME_QUOTE } from '@diboas/testkit/fixtures';
import { describe, expect, it } from 'vitest';
import { SEND_OUT } from '../simulation/nodes/send-out.ts';
import { type AskedTerms, createScene, type Scene, type SceneOptions } from './scene.ts';

const compliance = createCompliance(RULES);

function adding(dollars: string): AskedTerms {
  const cents = BigInt(dollars.replace('.', ''));
  return {
    request: {
      pay: money('USD', cents),
      ...{ payNetwork: 'fiat', method: 'card' },
      receive: { asset: 'USDC', network: 'solana' },
    },
    quote: { ...SOME_QUOTE, fees: [], deliver: money('USDC', cents * 10_050n) },
  };
}

function checkedScene(given: SceneOptions = {}): Scene {
  return createScene({ compliance, limit: null, ...given });
}

async function learn(scene: Scene, customerId: string, change: ProfileChange): Promise<Reply> {
  const uses = await scene.store.uses(customerId, 0);
  const transactionIds = uses.filter(({ isOpen }) => isOpen).map(({ transactionId }) => transactionId);
  const about = { type: 'profile', customerId, change, transactionIds } as const;
  const reply = await scene.engine.send({ ...about, by: 'northpay', reason: 'told by a signed event' });
  await scene.engine.idle();
  return reply;
}

async function doAct(scene: Scene, terms: Terms, change: Partial<ActInput> & { act: Act }): Promise<Reply> {
  const usual = { by: 'ana', key: change.act.kind, reason: 'looked at it', evidence: null };
  const reply = await scene.engine.send({ type: 'act', transactionId: terms.id, ...usual, ...change });
  await scene.engine.idle();
  return reply;
}

const VERIFIED: ProfileChange = { kind: 'identity', stage: 'verified' };
const WAITS = { status: 'VALIDATING', activity: 'KYC_VERIFICATION', wait: { for: 'identity' } };
const SENT = { status: 'SENT_TO_PROVIDER', wait: null };

describe('adding more than somebody who is not known may', () => {
  it.each([
    [['999.99'], SENT],
    [['1000.00'], SENT],
    [['1000.01'], WAITS],
    [['400.00', '400.00', '200.00'], SENT],
    [['400.00', '400.00', '400.00'], WAITS],
  ])('M23 of %s the last one is %o', async (amounts, told) => {
    const scene = checkedScene();
    const customer = await scene.customer();
    const begun: Terms[] = [];
    for (const amount of amounts) begun.push(await scene.start(customer, adding(amount)));
    for (const terms of begun.slice(0, -1)) expect(await scene.read(terms)).toMatchObject(SENT);
    expect(await scene.read(begun.at(-1) as Terms)).toMatchObject(told);
  });

  it('M23 on the thirty-first day what was added before does not count any more', async () => {
    const scene = checkedScene();
    const customer = await scene.customer();
    const first = await scene.start(customer, adding('900.00'));
    await scene.engine.send(await scene.webhook(first, 'done'));
    await scene.pass(30 * DAY_MS - 1);
    const waiting = await scene.start(customer, adding('900.00'));
    expect(await scene.read(waiting)).toMatchObject(WAITS);
    await doAct(scene, waiting, { act: { kind: 'cancel' }, by: customer });
    await scene.pass(1);
    expect(await scene.read(await scene.start(customer, adding('900.00')))).toMatchObject(SENT);
  });

  it('M23 all that waits goes on in the commit in which they are verified, and not before', async () => {
    const scene = checkedScene();
    const customer = await scene.customer();
    const waiting = await Promise.all(
      ['1500.00', '2500.00', '3500.00'].map((amount) => scene.start(customer, adding(amount))),
    );
    expect(scene.outside.keys).toEqual([]);
    await learn(scene, customer, { kind: 'identity', stage: 'processing' });
    expect(scene.outside.keys).toEqual([]);
    const reply = await learn(scene, customer, VERIFIED);
    expect(reply).toMatchObject({ kind: 'profile', profile: { tier: 'verified', identity: 'verified' } });
    for (const terms of waiting) expect(await scene.read(terms)).toMatchObject(SENT);
    expect(scene.outside.keys).toHaveLength(3);
    expect(scene.store.audit().filter(({ act }) => act === 'profile_changed')).toMatchObject([
      { actor: 'northpay', subject: customer, detail: { identity: 'processing', tier: 'unverified' } },
      { actor: 'northpay', subject: customer, detail: { identity: 'verified', tier: 'verified' } },
    ]);
  });

  it('of a person of whom more is under way than was named nothing is changed, and all of it is named', async () => {
    const scene = checkedScene();
    const customer = await scene.customer();
    const terms = await scene.start(customer, adding('1500.00'));
    const about = { type: 'profile', customerId: customer, change: VERIFIED, transactionIds: [] } as const;
    const reply = await scene.engine.send({ ...about, by: 'northpay', reason: 'told' });
    expect(reply).toEqual({ kind: 'incomplete', transactionIds: [terms.id] });
    expect(await scene.read(terms)).toMatchObject(WAITS);
  });

  it('M23 counts what a clock that is ahead says was begun later, when it is looked at again [limit.passed]', async () => {
    const scene = checkedScene();
    const customer = await scene.customer();
    const first = await scene.start(customer, adding('794.58'));
    scene.now -= 25 * MINUTE_MS;
    const second = await scene.start(customer, adding('462.34'));
    expect(await scene.read(first)).toMatchObject(SENT);
    expect(await scene.read(second)).toMatchObject(WAITS);
    await learn(scene, customer, { kind: 'identity', stage: 'processing' });
    expect(await scene.read(second)).toMatchObject(WAITS);
  });

  it('M23 what was confirmed long ago is offered anew within what was agreed', async () => {
    const offers: string[] = [];
    const scene = checkedScene({
      askOffers: async ({ id, terms }) => {
        offers.push(id);
        return [{ provider: terms.provider, order: terms.order }];
      },
    });
    const customer = await scene.customer();
    const terms = await scene.start(customer, adding('1500.00'));
    await scene.pass(3 * DAY_MS);
    expect(await scene.read(terms)).toMatchObject(WAITS);
    await learn(scene, customer, VERIFIED);
    expect(offers).toEqual([terms.id]);
    expect(await scene.read(terms)).toMatchObject(SENT);
  });

  it('M23 ends as not verified when they let the time pass, are refused, or ask for more than anybody may [identity.late]', async () => {
    const scene = checkedScene();
    const customer = await scene.customer();
    const terms = await scene.start(customer, adding('1500.00'));
    await scene.pass(14 * DAY_MS - 1);
    expect(await scene.read(terms)).toMatchObject(WAITS);
    await scene.pass(1);
    expect(await scene.read(terms)).toMatchObject({ status: 'FAILED', failure: 'not_verified', due: null });
    const second = await scene.start(customer, adding('1500.00'));
    await learn(scene, customer, { kind: 'identity', stage: 'refused' });
    expect(await scene.read(second)).toMatchObject({ status: 'FAILED', failure: 'not_verified' });
    const third = await scene.start(customer, adding('1500.00'));
    expect(await scene.read(third)).toMatchObject({ status: 'FAILED', failure: 'not_verified' });
    const fourth = await scene.start(await scene.customer(), adding('30000.00'));
    expect(await scene.read(fourth)).toMatchObject({ status: 'FAILED', failure: 'over_limit' });
    expect(scene.store.all('holds')).toEqual([]);
    expect(scene.outside.keys).toEqual([]);
  });

  it('M11 it is paid for by the first thing that needs it, once; by the next when that came to nothing', async () => {
    const scene = checkedScene();
    const customer = await scene.customer();
    const paying = adding('1500.00');
    const asked = {
      ...paying,
      request: { ...paying.request, identityFee: money('USD', 299n) },
    } as AskedTerms;
    const first = await scene.start(customer, asked);
    expect(first.price.fees).toContainEqual(
      expect.objectContaining({ tier: 'compliance', takenBy: 'diBoaS' }),
    );
    const second = await scene.quote(customer, asked);
    const confirmation = { type: 'initiate', key: 'second', fingerprint: second.id } as const;
    const confirm = () =>
      scene.engine.send({ ...confirmation, terms: second, totalSeen: second.price.total });
    expect(await confirm()).toEqual({ kind: 'refused', refusal: 'price_changed' });
    await doAct(scene, first, { act: { kind: 'cancel' }, by: customer });
    expect(await confirm()).toMatchObject({ kind: 'applied', transaction: { id: second.id } });
    await learn(scene, customer, VERIFIED);
    await scene.engine.send(await scene.webhook(second, 'done'));
    const third = await scene.quote(customer, asked);
    expect(
      await scene.engine.send({ ...confirmation, key: 'third', terms: third, totalSeen: third.price.total }),
    ).toEqual({ kind: 'refused', refusal: 'price_changed' });
    const booked = (await scene.read(second)).settlement;
    expect(booked?.fee.units).toBeGreaterThan(0n);
  });

  it('its owner can stop it while it waits', async () => {
    const scene = checkedScene();
    const customer = await scene.customer();
    const terms = await scene.start(customer, adding('1500.00'));
    await doAct(scene, terms, { act: { kind: 'cancel' }, by: customer });
    expect(await scene.read(terms)).toMatchObject({ status: 'FAILED', failure: 'cancelled', wait: null });
    expect(scene.store.all('holds')).toEqual([]);
  });
});

const REVIEWED = {
  ...{ status: 'VALIDATING', activity: 'COMPLIANCE_REVIEW', wait: { for: 'review' } },
  openItems: [{ cause: 'compliance_review' }],
};

async function verified(scene: Scene): Promise<string> {
  const customer = await scene.customer();
  await learn(scene, customer, VERIFIED);
  return customer;
}

describe('what a person of ours looks at', () => {
  it('M24 of nine of $9,500.00 those from the third on are found, explained and held', async () => {
    const scene = checkedScene();
    const customer = await verified(scene);
    await learn(scene, customer, { kind: 'tier', tier: 'enhanced' });
    const begun: Terms[] = [];
    for (let count = 0; count < 9; count += 1) begun.push(await scene.start(customer, adding('9500.00')));
    const [first, second, ...held] = await Promise.all(begun.map((terms) => scene.read(terms)));
    for (const free of [first, second]) expect(free).toMatchObject(SENT);
    expect(held).toHaveLength(7);
    for (const one of held) expect(one).toMatchObject(REVIEWED);
    expect(held.at(-1)?.checking?.findings).toContainEqual({
      ...{ check: 'structuring', verdict: 'review', told: null },
      words: '9 within 7 days from 80 % of $10,000.00 to just below it, $85,500.00 in all',
    });
  });

  it('M24 goes on once one of them lets it pass, and the item is closed', async () => {
    const scene = checkedScene();
    const customer = await verified(scene);
    for (let count = 0; count < 2; count += 1) await scene.start(customer, adding('9000.00'));
    await learn(scene, customer, { kind: 'tier', tier: 'enhanced' });
    const terms = await scene.start(customer, adding('9000.00'));
    expect(await scene.read(terms)).toMatchObject(REVIEWED);
    await doAct(scene, terms, { act: { kind: 'note' }, reason: 'asked for the invoice' });
    expect(await scene.read(terms)).toMatchObject(REVIEWED);
    await doAct(scene, terms, { act: { kind: 'approve' } });
    expect(await scene.read(terms)).toMatchObject({
      ...SENT,
      ...{ openItems: [], checking: { passed: ['structuring'], rules: compliance.version } },
    });
  });

  it('M24 what is more than $10,000.00 needs a second person, and nobody decides about their own', async () => {
    const scene = checkedScene();
    const customer = await verified(scene);
    const terms = await scene.start(customer, adding('12000.00'));
    expect(await scene.read(terms)).toMatchObject(REVIEWED);
    const approve: Act = { kind: 'approve' };
    expect(await doAct(scene, terms, { act: approve, by: customer, key: 'own' })).toMatchObject({
      ...{ kind: 'act_refused', refusal: 'own_case' },
    });
    await doAct(scene, terms, { act: approve, by: 'ana' });
    await doAct(scene, terms, { act: approve, by: 'ana' });
    expect(await scene.read(terms)).toMatchObject(REVIEWED);
    await doAct(scene, terms, { act: approve, by: 'ben' });
    expect(await scene.read(terms)).toMatchObject(SENT);
  });

  it('M24 gives all of it back when it is denied, or when nobody looked in time [review.silent]', async () => {
    const scene = checkedScene();
    const customer = await verified(scene);
    const [denied, forgotten] = [
      await scene.start(customer, adding('12000.00')),
      await scene.start(await verified(scene), adding('12000.00')),
    ];
    await doAct(scene, denied, { act: { kind: 'deny' } });
    expect(await scene.read(denied)).toMatchObject({
      status: 'FAILED',
      failure: 'not_allowed',
      openItems: [],
    });
    await scene.pass(5 * DAY_MS);
    expect(await scene.read(forgotten)).toMatchObject({
      status: 'FAILED',
      failure: 'not_cleared',
      openItems: [],
    });
    expect(await doAct(scene, forgotten, { act: { kind: 'approve' }, key: 'late' })).toMatchObject({
      refusal: 'nothing_to_review',
    });
    expect(scene.store.all('holds')).toEqual([]);
    expect(scene.outside.keys).toEqual([]);
  });

  it('M24 nothing of somebody whose name is on a list goes on, until a reviewer finds that they are another', async () => {
    const scene = checkedScene();
    const customer = await scene.customer();
    await learn(scene, customer, { kind: 'screening', screening: 'hit', number: 1 });
    const terms = await scene.start(customer, adding('20.00'));
    expect(await scene.read(terms)).toMatchObject(REVIEWED);
    await learn(scene, customer, { kind: 'screening', screening: 'cleared', number: 1 });
    expect(await scene.read(terms)).toMatchObject(SENT);
  });
});

/** What leaves to somebody, of whom others are asked first. */
const OUT = { ...SEND_OUT, checks: ['counterparty'] } as const;

async function sendScene(screen: SceneOptions['screen']) {
  const scene = checkedScene({ operations: [OUT], ...(screen ? { screen } : {}) });
  const customer = await scene.customer();
  const added = await scene.start(customer, adding('100.00'));
  await scene.engine.send(await scene.webhook(added, 'done'));
  const pay = money('USDC', 10_000_000n);
  const asked: AskedTerms = {
    operation: OUT,
    request: { pay, payNetwork: 'solana', method: 'chain', receive: { asset: 'USDC', network: 'solana' } },
    quote: { ...SOME_QUOTE, fees: [], deliver: pay },
  };
  scene.outside.keys.length = 0;
  return { scene, customer, terms: await scene.start(customer, asked) };
}

function said(result: Screened['result'], at: number): Screened {
  return { result, by: 'bluepay', lists: 'ofac_sdn 7', words: result === 'clear' ? '' : 'found', at };
}

describe('where it goes', () => {
  it('M24 is asked about before it leaves, and goes on when nothing is found', async () => {
    const { scene, terms } = await sendScene(async () => said('clear', Date.UTC(2026, 10, 23, 9)));
    expect(await scene.read(terms)).toMatchObject({
      ...{ status: 'SENT_TO_PROVIDER', checking: { screened: { result: 'clear', lists: 'ofac_sdn 7' } } },
    });
  });

  it('M24 is not sent to what is on a list, whoever else finds nothing; its person is not told why, we are [address.listed]', async () => {
    const { scene, terms } = await sendScene(async () => said('sanctioned', 0));
    expect(await scene.read(terms)).toMatchObject({
      ...{ status: 'FAILED', failure: 'not_allowed', openItems: [{ cause: 'compliance_denied' }] },
    });
    expect(scene.outside.keys).toEqual([]);
    expect(scene.store.all('holds')).toEqual([]);
  });

  it('M24 waits while nobody answers, is asked about again, and is given back after a day [address.unanswered]', async () => {
    let asked = 0;
    const { scene, terms } = await sendScene(async () => {
      asked += 1;
      return null;
    });
    expect(await scene.read(terms)).toMatchObject({ status: 'VALIDATING', wait: { for: 'screening' } });
    await scene.pass(10 * MINUTE_MS);
    expect(asked).toBeGreaterThan(1);
    expect(await scene.read(terms)).toMatchObject({ status: 'VALIDATING', wait: { for: 'screening' } });
    await scene.pass(DAY_MS);
    expect(await scene.read(terms)).toMatchObject({ status: 'FAILED', failure: 'not_cleared' });
    expect(scene.outside.keys).toEqual([]);
  });

  it('M24 a list that changes while somebody looks at it is found before it leaves', async () => {
    const answers: Screened['result'][] = ['elevated', 'sanctioned'];
    const scenes: { now?: () => number } = {};
    const { scene, terms } = await sendScene(async () =>
      said(answers.shift() ?? 'sanctioned', scenes.now?.() ?? Date.UTC(2026, 10, 23, 9)),
    );
    scenes.now = () => scene.now;
    expect(await scene.read(terms)).toMatchObject(REVIEWED);
    await scene.pass(2 * HOUR_MS);
    await doAct(scene, terms, { act: { kind: 'approve' } });
    expect(await scene.read(terms)).toMatchObject({ status: 'FAILED', failure: 'not_allowed' });
    expect(scene.outside.keys).toEqual([]);
  });
});
