import { DAY_MS, HOUR_MS, money } from '@diboas/kernel';
import { OPEN_MAX, type Reply, type Terms } from '@diboas/orchestration';
import { tellOf } from '@diboas/testkit/fixtures';
import { describe, expect, it } from 'vitest';
import { createScene, type Scene } from './scene.ts';

/** $100.00 each, of which $1,000.00 in 30 days. */
const FULL = 10;

async function confirm(scene: Scene, terms: Terms): Promise<Reply> {
  const base = { type: 'initiate', terms, totalSeen: terms.price.total, fingerprint: terms.id } as const;
  return await scene.engine.send({ ...base, key: `key-${terms.id}` });
}

async function fill(scene: Scene, customer: string, count = FULL): Promise<Terms[]> {
  const begun: Terms[] = [];
  for (let index = 0; index < count; index += 1) begun.push(await scene.start(customer));
  return begun;
}

function kinds(replies: readonly Reply[]): string[] {
  return replies.map((reply) => (reply.kind === 'refused' ? reply.refusal : reply.kind));
}

describe('what a customer may add without an identity check', () => {
  it('is $1,000.00 within 30 days, all added up, and the refusal says what is left', async () => {
    const scene = createScene();
    const customer = await scene.customer();
    const begun = await fill(scene, customer);
    for (const terms of begun.slice(0, 5)) await scene.engine.send(await scene.webhook(terms, 'done'));
    const refused = { kind: 'refused', refusal: 'over_limit', left: money('USD', 0n) };
    expect(await confirm(scene, await scene.quote(customer))).toEqual(refused);
    expect(scene.store.audit().at(-1)).toMatchObject({
      act: 'confirmation_refused',
      detail: { refusal: 'over_limit' },
    });
    expect(scene.store.all('transactions')).toHaveLength(FULL);
  });

  it('is kept however many confirmations come at the same time [limit.passed]', async () => {
    const scene = createScene();
    const customer = await scene.customer();
    const quotes = await Promise.all(Array.from({ length: 40 }, () => scene.quote(customer)));
    const replies = await Promise.all(quotes.map((terms) => confirm(scene, terms)));
    expect(kinds(replies).filter((kind) => kind === 'applied')).toHaveLength(FULL);
    expect(new Set(kinds(replies))).toEqual(new Set(['applied', 'over_limit']));
  });

  it('frees up when what counted is 30 days old', async () => {
    const scene = createScene();
    const customer = await scene.customer();
    for (const terms of await fill(scene, customer))
      await scene.engine.send(await scene.webhook(terms, 'done'));
    await scene.pass(30 * DAY_MS - 1);
    expect(kinds([await confirm(scene, await scene.quote(customer))])).toEqual(['over_limit']);
    await scene.pass(1);
    expect(kinds([await confirm(scene, await scene.quote(customer))])).toEqual(['applied']);
  });

  it('is not used up by what was declined', async () => {
    const scene = createScene();
    const customer = await scene.customer();
    const begun = await fill(scene, customer);
    for (const terms of begun) await scene.engine.send(await scene.webhook(terms, 'failed'));
    const replies = [];
    for (let index = 0; index < FULL; index += 1)
      replies.push(await confirm(scene, await scene.quote(customer)));
    expect(new Set(kinds(replies))).toEqual(new Set(['applied']));
  });

  it('counts what is paid after it was given back', async () => {
    const scene = createScene();
    const customer = await scene.customer();
    leaveOpen(scene);
    const [late] = await fill(scene, customer, 1);
    if (!late) throw new Error('nothing was begun');
    await scene.pass(25 * HOUR_MS);
    expect((await scene.read(late)).status).toBe('COMPENSATED');
    await fill(scene, customer, FULL - 1);
    await scene.engine.send(await scene.webhook(late, 'done'));
    expect((await scene.read(late)).settlement).not.toBeNull();
    expect(kinds([await confirm(scene, await scene.quote(customer))])).toEqual(['over_limit']);
  });

  it('is not got around by leaving pages open that may be paid later', async () => {
    const scene = createScene();
    const customer = await scene.customer();
    leaveOpen(scene);
    await fill(scene, customer);
    await scene.pass(25 * HOUR_MS);
    await fill(scene, customer);
    await scene.pass(25 * HOUR_MS);
    expect(kinds([await confirm(scene, await scene.quote(customer))])).toEqual(['over_limit']);
  });
});

describe('what a customer may have under way', () => {
  it('is bounded, whatever the amounts', async () => {
    const scene = createScene({ limit: null });
    const customer = await scene.customer();
    const begun = await fill(scene, customer, OPEN_MAX);
    expect(kinds([await confirm(scene, await scene.quote(customer))])).toEqual(['too_much_open']);
    const [first] = begun;
    if (first) await scene.engine.send(await scene.webhook(first, 'done'));
    expect(kinds([await confirm(scene, await scene.quote(customer))])).toEqual(['applied']);
  });

  it('does not answer a repeated confirmation with a refusal', async () => {
    const scene = createScene({ limit: null });
    const [first] = await fill(scene, await scene.customer(), OPEN_MAX);
    if (!first) throw new Error('nothing was begun');
    expect((await confirm(scene, first)).kind).toBe('repeated');
  });
});

/** Whoever asks the provider hears that the person has not paid yet, and may. */
function leaveOpen(scene: Scene): void {
  scene.outside.lookup = async (id) => {
    const transaction = await scene.store.transaction(id);
    if (!transaction) throw new Error('there is no such transaction');
    return { kind: 'found', observation: tellOf(transaction.terms, 'open') };
  };
}
