import { DAY_MS, HOUR_MS, MINUTE_MS, money, SECOND_MS } from '@diboas/kernel';
import { availableUnits } from '@diboas/ledger';
import type { Act, ActInput, Movement, Observation, Reply, Terms } from '@diboas/orchestration';
import { givenAs, SOME_QUOTE, tellOf } from '@diboas/testkit/fixtures';
import { describe, expect, it } from 'vitest';
import { type AskedTerms, createScene, NEVER_SENT, type Scene } from './scene.ts';

/** More than one person may decide about alone: the limit of a customer is switched off for it. */
const MUCH: AskedTerms = {
  request: {
    pay: money('USD', 5_000_00n),
    payNetwork: 'fiat',
    method: 'card',
    receive: { asset: 'USDC', network: 'solana' },
  },
  quote: { ...SOME_QUOTE, deliver: money('USDC', 5_025_000_000n) },
};

async function doAct(scene: Scene, terms: Terms, change: Partial<ActInput> & { act: Act }): Promise<Reply> {
  const usual = { by: 'ana', key: change.act.kind, reason: 'asked the provider', evidence: null };
  const reply = await scene.engine.send({ type: 'act', transactionId: terms.id, ...usual, ...change });
  await scene.engine.idle();
  return reply;
}

function auditOf(scene: Scene) {
  return scene.store.audit().filter(({ act }) => act.startsWith('act_'));
}

async function available(scene: Scene, { customerId }: Terms): Promise<bigint> {
  const { accounts } = await scene.store.balances(customerId);
  return accounts.reduce((sum, { balance }) => sum + availableUnits(balance), 0n);
}

/** A transaction of which nobody knows whether the provider took it, and a person was asked. */
async function inDoubt(asked: AskedTerms = {}) {
  const scene = createScene({ limit: null });
  scene.outside.submit = async () => ({ kind: 'unknown', detail: 'time-out' });
  scene.outside.lookup = async () => ({ kind: 'unknown', detail: 'time-out' });
  const terms = await scene.start(await scene.customer(), asked);
  for (let hour = 0; hour < 12; hour += 1) await scene.pass(HOUR_MS);
  expect(await scene.read(terms)).toMatchObject({ openItems: [{ cause: 'outcome_unknown' }] });
  return { scene, terms };
}

const GIVE_BACK = { act: { kind: 'give_back' }, evidence: 'their page lists no such order' } as const;

describe('giving back what was proved not to be carried out', () => {
  it('releases the hold, closes what was asked about it, and says who and why', async () => {
    const { scene, terms } = await inDoubt();
    expect(await doAct(scene, terms, GIVE_BACK)).toMatchObject({ kind: 'applied' });
    expect(await scene.read(terms)).toMatchObject({
      ...{ status: 'COMPENSATED', failure: 'provider_error', openItems: [] },
      acts: [{ key: 'give_back', by: 'ana', confirmedBy: null, isDone: true }],
    });
    expect(scene.store.all('holds')).toEqual([]);
    expect(scene.store.all('items')).toMatchObject([{ cause: 'outcome_unknown', closedAt: scene.now }]);
    expect(auditOf(scene)).toMatchObject([
      {
        ...{ act: 'act_done', actor: 'ana', subject: terms.id },
        detail: {
          act: 'give_back',
          key: 'give_back',
          reason: 'asked the provider',
          evidence: GIVE_BACK.evidence,
        },
      },
    ]);
    const written = scene.store.journal().at(-1);
    expect(written).toMatchObject({ cause: 'act' });
    expect(written?.events[0]).toMatchObject({ type: 'acted', by: 'ana', isDone: true });
  });

  it('does it once a key, however often it is asked for', async () => {
    const { scene, terms } = await inDoubt();
    await doAct(scene, terms, GIVE_BACK);
    const { version } = await scene.read(terms);
    expect(await doAct(scene, terms, GIVE_BACK)).toMatchObject({ kind: 'repeated' });
    expect((await scene.read(terms)).version).toBe(version);
  });

  it('is believed and still asked about, so that a person’s mistake is found: paid after all, it is credited', async () => {
    const { scene, terms } = await inDoubt();
    await doAct(scene, terms, GIVE_BACK);
    scene.outside.lookup = async () => ({ kind: 'found', observation: tellOf(terms, 'done') });
    await scene.pass(HOUR_MS);
    expect(await available(scene, terms)).toBe(terms.receive.money.units);
  });

  it('is left alone after a day', async () => {
    const { scene, terms } = await inDoubt();
    await doAct(scene, terms, GIVE_BACK);
    for (let hour = 0; hour < 36; hour += 1) await scene.pass(HOUR_MS);
    expect((await scene.read(terms)).due).toBeNull();
  });

  it('needs proof, and something to give back', async () => {
    const { scene, terms } = await inDoubt();
    expect(await doAct(scene, terms, { ...GIVE_BACK, evidence: null })).toEqual({
      ...{ kind: 'act_refused', refusal: 'evidence_missing' },
    });
    await doAct(scene, terms, GIVE_BACK);
    expect(await doAct(scene, terms, { ...GIVE_BACK, key: 'once more' })).toEqual({
      ...{ kind: 'act_refused', refusal: 'nothing_to_give_back' },
    });
    expect(auditOf(scene).map(({ act }) => act)).toEqual(['act_refused', 'act_done', 'act_refused']);
  });

  it('R39 waits for a second person where it is about much, and for nobody else', async () => {
    const { scene, terms } = await inDoubt(MUCH);
    expect(await doAct(scene, terms, GIVE_BACK)).toMatchObject({ kind: 'applied' });
    expect(await doAct(scene, terms, GIVE_BACK)).toMatchObject({ kind: 'repeated' });
    expect(await scene.read(terms)).toMatchObject({
      ...{ status: 'SENT_TO_PROVIDER', openItems: [{ cause: 'outcome_unknown' }] },
      acts: [{ by: 'ana', confirmedBy: null, isDone: false }],
    });
    const other = { by: 'ben', act: { kind: 'ask_again' }, key: 'give_back' } as const;
    expect(await doAct(scene, terms, other)).toEqual({ kind: 'act_refused', refusal: 'key_reused' });
    expect(await doAct(scene, terms, { ...GIVE_BACK, by: 'ben' })).toMatchObject({ kind: 'applied' });
    expect(await scene.read(terms)).toMatchObject({
      ...{ status: 'COMPENSATED', openItems: [] },
      acts: [{ by: 'ana', confirmedBy: 'ben', isDone: true }],
    });
    expect(auditOf(scene).map(({ act, actor }) => [actor, act])).toEqual([
      ['ana', 'act_proposed'],
      ['ben', 'act_refused'],
      ['ben', 'act_done'],
    ]);
  });
});

describe('asking again', () => {
  it('asks the provider now, and goes on as before', async () => {
    const { scene, terms } = await inDoubt();
    scene.outside.lookup = async () => ({ kind: 'found', observation: tellOf(terms, 'done') });
    await doAct(scene, terms, { act: { kind: 'ask_again' } });
    await scene.pass(0);
    expect(await scene.read(terms)).toMatchObject({ status: 'COMPLETED' });
  });

  it('asks about what has been over for long, once', async () => {
    const scene = createScene();
    scene.outside.submit = async () => ({
      ...{ kind: 'rejected', code: 'declined', elsewhere: false, detail: 'no' },
    });
    const terms = await scene.start(await scene.customer());
    for (let day = 0; day < 30; day += 1) await scene.pass(DAY_MS);
    let asked = 0;
    scene.outside.lookup = async () => {
      asked += 1;
      return { kind: 'not_found' };
    };
    await doAct(scene, terms, { act: { kind: 'ask_again' } });
    for (let day = 0; day < 30; day += 1) await scene.pass(DAY_MS);
    expect(asked).toBe(1);
    expect((await scene.read(terms)).due).toBeNull();
  });

  it('waits for a call that is under way', async () => {
    const scene = createScene();
    scene.outside.submit = async () => ({
      ...{ kind: 'retryable', cause: 'never_sent', detail: 'refused', waitMs: null },
    });
    const terms = await scene.start(await scene.customer());
    expect(await doAct(scene, terms, { act: { kind: 'ask_again' } })).toEqual({
      ...{ kind: 'act_refused', refusal: 'call_under_way' },
    });
  });
});

describe('sending again', () => {
  it('sends the same key, while the provider knows it', async () => {
    const scene = createScene();
    scene.outside.submit = async () => ({ kind: 'unknown', detail: 'time-out' });
    scene.outside.lookup = async () => ({ kind: 'unknown', detail: 'time-out' });
    const terms = await scene.start(await scene.customer());
    await scene.pass(HOUR_MS);
    await doAct(scene, terms, { act: { kind: 'send_again' } });
    await scene.pass(0);
    expect(scene.outside.keys).toHaveLength(2);
    expect(new Set(scene.outside.keys).size).toBe(1);
    for (let hour = 0; hour < 24; hour += 1) await scene.pass(HOUR_MS);
    expect(await doAct(scene, terms, { act: { kind: 'send_again' }, key: 'too late' })).toEqual({
      ...{ kind: 'act_refused', refusal: 'key_forgotten' },
    });
  });

  it('proves nothing of the sends before it, for nobody said that the order is not known', async () => {
    const scene = createScene();
    scene.outside.submit = async () => ({ kind: 'unknown', detail: 'time-out' });
    scene.outside.lookup = async () => ({ kind: 'unknown', detail: 'time-out' });
    const terms = await scene.start(await scene.customer());
    await scene.pass(2 * HOUR_MS);
    scene.outside.submit = async () => ({ kind: 'unknown', detail: 'saved', isReplayed: true });
    await doAct(scene, terms, { act: { kind: 'send_again' } });
    await scene.pass(SECOND_MS);
    expect(scene.outside.keys).toHaveLength(2);
    expect(await scene.read(terms)).toMatchObject({
      ...{ status: 'SENT_TO_PROVIDER', attempts: [{ state: 'unknown' }] },
    });
  });

  it('is refused for what is in no doubt', async () => {
    const scene = createScene();
    const terms = await scene.start(await scene.customer());
    expect(await doAct(scene, terms, { act: { kind: 'send_again' } })).toEqual({
      ...{ kind: 'act_refused', refusal: 'not_in_doubt' },
    });
  });
});

/** An order of which the provider says `seen`, and which a person was asked about for it. */
async function different(over: (seen: Observation) => Observation) {
  const scene = createScene();
  const terms = await scene.start(await scene.customer());
  const input = await scene.webhook(terms, 'done');
  if (input.type !== 'webhook') throw new Error('not a webhook');
  const observation = over(input.observation);
  await scene.engine.send({ ...input, observation });
  expect(await scene.read(terms)).toMatchObject({ openItems: [{ cause: 'amount_mismatch' }] });
  scene.outside.lookup = async () => ({ kind: 'found', observation });
  return { scene, terms };
}

const LESS: Partial<Movement> = { money: money('USDC', 95_000_000n) };

function acceptingOf({ order }: Terms, delivered = 95_000_000n): Act {
  return { kind: 'accept_difference', charged: order.chargeMax, delivered: money('USDC', delivered) };
}

describe('accepting a difference', () => {
  it('books what the provider reports, within the figures that were accepted', async () => {
    const { scene, terms } = await different((seen) => givenAs(seen, LESS));
    await doAct(scene, terms, { act: acceptingOf(terms) });
    expect(await available(scene, terms)).toBe(0n);
    await scene.pass(0);
    const { status, settlement, openItems } = await scene.read(terms);
    expect({ status, openItems }).toEqual({ status: 'COMPLETED', openItems: [] });
    expect(settlement).toMatchObject({ part: true, delivered: { money: LESS.money } });
    expect(await available(scene, terms)).toBe(settlement?.credited.units);
  });

  it('books nothing that is further off than was accepted, and asks a person once more', async () => {
    const { scene, terms } = await different((seen) => givenAs(seen, LESS));
    await doAct(scene, terms, { act: acceptingOf(terms, 95_000_001n) });
    await scene.pass(0);
    expect(await scene.read(terms)).toMatchObject({
      ...{ status: 'PROVIDER_PROCESSING', openItems: [{ cause: 'amount_mismatch' }] },
    });
    expect(scene.store.all('items')).toHaveLength(2);
    await doAct(scene, terms, { act: acceptingOf(terms), key: 'as they say' });
    await scene.pass(0);
    expect(await scene.read(terms)).toMatchObject({ status: 'COMPLETED' });
  });

  it('never books another asset', async () => {
    const { scene, terms } = await different((seen) => givenAs(seen, { money: money('SOL', 95_000_000n) }));
    const sol: Act = {
      kind: 'accept_difference',
      charged: terms.order.chargeMax,
      delivered: money('SOL', 1n),
    };
    expect(await doAct(scene, terms, { act: sol })).toEqual({ kind: 'act_refused', refusal: 'other_asset' });
  });

  it('is refused where nothing differs', async () => {
    const scene = createScene();
    const terms = await scene.start(await scene.customer());
    expect(await doAct(scene, terms, { act: acceptingOf(terms) })).toEqual({
      ...{ kind: 'act_refused', refusal: 'no_difference' },
    });
  });
});

describe('closing an item', () => {
  it('is refused while nobody else would look at what has not ended', async () => {
    const { scene, terms } = await inDoubt();
    const close = { act: { kind: 'close_item', cause: 'outcome_unknown' } } as const;
    expect(await doAct(scene, terms, close)).toEqual({ kind: 'act_refused', refusal: 'item_needed' });
  });

  it('is done once, and the same cause may ask again', async () => {
    const scene = createScene();
    const terms = await scene.start(await scene.customer());
    await scene.engine.send(await scene.webhook(terms, 'done'));
    const failed = await scene.webhook(terms, 'failed');
    await scene.engine.send(failed);
    const close = { act: { kind: 'close_item', cause: 'failure_after_success' } } as const;
    expect(await doAct(scene, terms, close)).toMatchObject({ kind: 'applied' });
    expect(await scene.read(terms)).toMatchObject({ status: 'COMPLETED', openItems: [] });
    expect(await doAct(scene, terms, { ...close, key: 'twice' })).toEqual({
      ...{ kind: 'act_refused', refusal: 'no_such_item' },
    });
    scene.now += MINUTE_MS;
    await scene.engine.send(await scene.webhook(terms, 'failed', 'evt_later'));
    expect(await scene.read(terms)).toMatchObject({ openItems: [{ cause: 'failure_after_success' }] });
    expect(scene.store.all('items').map(({ closedAt }) => closedAt !== null)).toEqual([true, false]);
  });
});

describe('a person who cancels', () => {
  const CANCEL = { by: 'the customer', act: { kind: 'cancel' } } as const;

  it('B9 stops what waits for their payment, at once and once', async () => {
    const scene = createScene();
    const terms = await scene.start(await scene.customer());
    expect(await doAct(scene, terms, CANCEL)).toMatchObject({ kind: 'applied' });
    expect(await doAct(scene, terms, CANCEL)).toMatchObject({ kind: 'repeated' });
    expect(await scene.read(terms)).toMatchObject({
      ...{ status: 'COMPENSATED', failure: 'cancelled', actionUrl: null },
      attempts: [{ state: 'accepted', stage: 'open' }],
    });
    expect(scene.store.all('holds')).toEqual([]);
  });

  it('is not believed against the provider: what was paid all the same is credited [payment.cancelled]', async () => {
    const scene = createScene();
    const terms = await scene.start(await scene.customer());
    const [cancelled, paid] = await Promise.all([
      doAct(scene, terms, CANCEL),
      scene.webhook(terms, 'done').then((input) => scene.engine.send(input)),
    ]);
    expect([cancelled.kind, paid.kind]).toEqual(['applied', 'applied']);
    expect(await scene.read(terms)).toMatchObject({ status: 'COMPENSATED', failure: 'cancelled' });
    expect(await available(scene, terms)).toBe(terms.receive.money.units);
  });

  it('is credited also when the news of the payment is lost', async () => {
    const scene = createScene();
    const terms = await scene.start(await scene.customer());
    await doAct(scene, terms, CANCEL);
    scene.outside.lookup = async () => ({ kind: 'found', observation: tellOf(terms, 'done') });
    await scene.pass(MINUTE_MS);
    expect(await available(scene, terms)).toBe(terms.receive.money.units);
  });

  it('R34 comes too late once something was paid, or may have been', async () => {
    const scene = createScene();
    const paid = await scene.start(await scene.customer());
    await scene.engine.send(await scene.webhook(paid, 'working'));
    expect(await doAct(scene, paid, CANCEL)).toEqual({ kind: 'act_refused', refusal: 'too_late' });
    const doubtful = await inDoubt();
    expect(await doAct(doubtful.scene, doubtful.terms, CANCEL)).toEqual({
      ...{ kind: 'act_refused', refusal: 'too_late' },
    });
  });

  it('stops what was sent to nobody yet, and nobody is sent it then', async () => {
    const scene = createScene();
    scene.outside.submit = async () => NEVER_SENT;
    const terms = await scene.start(await scene.customer());
    expect(await doAct(scene, terms, CANCEL)).toMatchObject({ kind: 'applied' });
    const sent = scene.outside.keys.length;
    await scene.pass(HOUR_MS);
    expect(scene.outside.keys).toHaveLength(sent);
    expect(await scene.read(terms)).toMatchObject({
      failure: 'cancelled',
      attempts: [{ state: 'rejected' }],
    });
  });
});
