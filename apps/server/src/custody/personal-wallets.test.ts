import { bucketOf, createId, createSeededRandom } from '@diboas/kernel';
import { createOpenGate, StoreUnavailableError } from '@diboas/orchestration';
import { createMemoSeal, createPayloadKeys, type Store } from '@diboas/storage';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { createTestParts } from '../testing/parts.ts';
import { createSmallWorld } from '../testing/small-world.ts';
import { createToldWallet, createToldWallets, TOLD_ADDRESSES } from '../testing/told-wallet.ts';
import { createPersonalWallets } from './personal-wallets.ts';

async function createScene() {
  const world = createSmallWorld();
  const parts = createTestParts(world);
  const customerId = createId({ now: world.clock.at, random: createSeededRandom(9), bucket: 3 });
  await world.store.ensureCustomer(customerId, world.clock.at);
  const vault = createToldWallet('vault');
  return { ...world, parts, customerId, vault, people: createToldWallets(parts, [vault.wallet]) };
}

const MADE = { ok: true, value: { wallet: { addresses: TOLD_ADDRESSES } } };

describe('M27: the wallet of a person', () => {
  it('is made once, and given again to whoever asks again', async () => {
    const { people, customerId, vault } = await createScene();
    expect(await people.made(customerId)).toBeNull();
    expect(await people.make(customerId)).toMatchObject({ ...MADE, value: { isNew: true } });
    expect(await people.make(customerId)).toMatchObject({ ...MADE, value: { isNew: false } });
    expect(await people.made(customerId)).toMatchObject({ addresses: TOLD_ADDRESSES });
    expect(vault.asked).toHaveLength(1);
  });

  it('is asked for by one request, however many ask at once [wallet.asked_twice]', async () => {
    const { people, customerId, vault } = await createScene();
    const made = await Promise.all([1, 2, 3].map(() => people.make(customerId)));
    expect(made).toEqual([expect.objectContaining({ ok: true }), expect.anything(), expect.anything()]);
    expect(new Set(vault.asked.map(({ bytes }) => bytes)).size).toBe(1);
  });

  it('is gone on with by the same request after an answer was lost [wallet.answer_lost]', async () => {
    const { people, customerId, vault } = await createScene();
    vault.told.answer = { kind: 'unknown', detail: 'the connection was cut' };
    expect(await people.make(customerId)).toEqual({ ok: false, refusal: 'no_provider' });
    vault.told.answer = vault.created;
    expect(await people.make(customerId)).toMatchObject(MADE);
    expect(vault.asked).toHaveLength(2);
    expect(new Set(vault.asked.map(({ bytes }) => bytes)).size).toBe(1);
  });

  it('is asked for by a new request once the old one can make nothing any more [wallet.request_old]', async () => {
    const { people, customerId, vault, clock } = await createScene();
    vault.told.answer = { kind: 'rejected', detail: 'the timestamp is too old' };
    await people.make(customerId);
    expect(await people.make(customerId)).toEqual({ ok: false, refusal: 'no_provider' });
    expect(new Set(vault.asked.map(({ bytes }) => bytes)).size).toBe(1);
    clock.at += vault.wallet.keyLifetimeMs + 1;
    expect(await people.make(customerId)).toEqual({ ok: false, refusal: 'no_provider' });
    vault.told.answer = vault.created;
    expect(await people.make(customerId)).toMatchObject(MADE);
    expect(new Set(vault.asked.map(({ bytes }) => bytes)).size).toBe(2);
    expect(vault.asked.at(-1)).toEqual(vault.asked.at(-2));
  });

  it('is the same one after a node died between its answer and the commit', async () => {
    const { store, parts, customerId, vault } = await createScene();
    const dying: Store = { ...store, finishWallet: () => Promise.reject(new StoreUnavailableError('gone')) };
    const before = createToldWallets({ ...parts, store: dying }, [vault.wallet]);
    await expect(before.make(customerId)).rejects.toThrow(StoreUnavailableError);
    expect(await createToldWallets(parts, [vault.wallet]).make(customerId)).toMatchObject(MADE);
    expect(new Set(vault.asked.map(({ bytes }) => bytes)).size).toBe(1);
  });

  it('waits for its provider, and none takes its place [wallet.provider_away]', async () => {
    const { parts, store, customerId, vault } = await createScene();
    const other = createToldWallet('other');
    const gate = { ...createOpenGate(), admits: (id: string) => id !== 'vault' };
    const people = createToldWallets(parts, [vault.wallet, other.wallet], gate);
    expect(await people.make(customerId)).toEqual({ ok: false, refusal: 'no_provider' });
    expect(await store.wallets(customerId)).toEqual([]);
    expect([vault.asked, other.asked]).toEqual([[], []]);
  });

  it('is finished where it was begun, whoever is the first by then', async () => {
    const { parts, people, customerId, vault } = await createScene();
    vault.told.answer = { kind: 'unknown', detail: 'no answer' };
    await people.make(customerId);
    vault.told.answer = vault.created;
    const other = createToldWallet('other');
    const later = createToldWallets(parts, [other.wallet, vault.wallet]);
    expect(await later.make(customerId)).toMatchObject(MADE);
    expect(other.asked).toEqual([]);
  });

  it('is not made for somebody who may begin nothing, nor where nobody makes any', async () => {
    const { parts, store, people, customerId, clock } = await createScene();
    expect(await createToldWallets(parts, []).make(customerId)).toMatchObject({ refusal: 'no_provider' });
    const id = parts.createId(customerId);
    const audit = { id, at: clock.at, actor: 'ana', act: 'customer_frozen', subject: customerId, detail: {} };
    await store.changeStanding({ customerId, from: ['open'], to: 'frozen', audit });
    expect(await people.make(customerId)).toMatchObject({ refusal: 'account_frozen' });
  });

  it('has no address that nobody could pay to', async () => {
    const { people, customerId, vault } = await createScene();
    const wrong = { network: 'ethereum', address: '0x12' } as const;
    vault.told.answer = { kind: 'created', reference: 'wal-1', addresses: [wrong] };
    await expect(people.make(customerId)).rejects.toThrow('a wallet has addresses');
    expect(await people.made(customerId)).toBeNull();
  });

  it('keeps its request encrypted, and sends it as it was prepared', async () => {
    const { store, parts, customerId, vault } = await createScene();
    const memoSeal = createMemoSeal(createPayloadKeys(['a key of this test']));
    const logger = pino({ level: 'silent' });
    const people = createPersonalWallets({ ...parts, wallets: [vault.wallet], memoSeal, logger });
    expect(await people.make(customerId)).toMatchObject(MADE);
    const [kept] = await store.wallets(customerId);
    expect(kept?.memo.bytes).not.toContain(customerId);
    expect(vault.asked[0]?.bytes).toContain(customerId);
    expect(bucketOf(customerId)).toBe(bucketOf(kept?.customerId ?? ''));
  });
});
