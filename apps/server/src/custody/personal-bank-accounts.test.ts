import { accept, createId, createSeededRandom, refuse } from '@diboas/kernel';
import { createOpenGate, type ProviderGate } from '@diboas/orchestration';
import type { BankAccount, BankAccounts, BeginAccountAnswer, OffRamp } from '@diboas/providers-kit';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { findBankAccount } from '../api/bank-accounts/find.ts';
import { createBankAccountHandlers } from '../api/bank-accounts/handler.ts';
import { createTestParts, requestOf } from '../testing/parts.ts';
import { createSmallWorld } from '../testing/small-world.ts';
import { createPersonalBankAccounts } from './personal-bank-accounts.ts';

type Asked = Parameters<BankAccounts['beginAccount']>[0];

const ADDED: BankAccount = {
  ...{ token: 'cust_1:ea_1', bankName: 'First Bank', last4: '6789', name: 'Ana Example', isUsable: true },
};

/** An off-ramp that answers as it is told, and a customer. */
async function createScene(names: readonly string[] = ['ramp']) {
  const world = createSmallWorld();
  const parts = createTestParts(world);
  const customerId = createId({ now: world.clock.at, random: createSeededRandom(9), bucket: 3 });
  await world.store.ensureCustomer(customerId, world.clock.at);
  const asked: Asked[] = [];
  const told: { begin: BeginAccountAnswer; account: () => ReturnType<BankAccounts['account']> } = {
    begin: { kind: 'begun', reference: 'link-1', url: 'https://ramp.example/form' },
    account: async () => accept(null),
  };
  /** Those who have been asked, by their names. */
  const whom: string[] = [];
  const offRampCalled = (id: string): Pick<OffRamp, 'id' | 'bankAccounts'> => ({
    id,
    bankAccounts: {
      async beginAccount(ask) {
        asked.push(ask);
        whom.push(id);
        return told.begin;
      },
      account: () => told.account(),
    },
  });
  const offRamps = names.map(offRampCalled);
  /** Timers that are over at once, for whoever wants none of them to be waited for. */
  const hurry = { on: false };
  const open = (gate: ProviderGate = createOpenGate()) => {
    const personalBankAccounts = createPersonalBankAccounts({
      ...{ ...parts, offRamps, gate, returnUrl: 'https://app.example/bank-accounts' },
      logger: pino({ level: 'silent' }),
      startTimer(_ms, onTime) {
        if (hurry.on) onTime();
        return () => {};
      },
    });
    return createBankAccountHandlers({ ...parts, personalBankAccounts });
  };
  const request = requestOf(customerId);
  const body = { name: 'Everyday', holder: 'Ana Example' };
  const add = (handlers = open()) => handlers.addBankAccount({ ...request, body });
  const list = async () => {
    const answer = await open().listBankAccounts(request);
    return answer.ok ? answer.value.body.items : [];
  };
  return { ...world, parts, customerId, asked, whom, told, hurry, open, add, list, request, body };
}

describe('M22: a bank account of a person', () => {
  it('is added on the provider’s own page, and asked for again by the same key', async () => {
    const { add, asked, list } = await createScene();
    const first = await add();
    expect(first).toMatchObject({
      value: { replayed: false, body: { account: { state: 'pending' }, url: 'https://ramp.example/form' } },
    });
    expect(await add()).toMatchObject({ value: { replayed: true, body: { url: expect.any(String) } } });
    expect(new Set(asked.map(({ key }) => key)).size).toBe(1);
    expect(asked[0]).toMatchObject({ person: { name: 'Ana Example', email: 'customer@example.com' } });
    expect(await list()).toHaveLength(1);
  });

  it('is gone on with after the answer of its provider was lost [bank_account.answer_lost]', async () => {
    const { add, told, asked, list } = await createScene();
    const { begin } = told;
    told.begin = { kind: 'unknown', detail: 'the connection was cut' };
    expect(await add()).toEqual({ ok: false, refusal: { code: 'no_provider' } });
    told.begin = begin;
    expect(await add()).toMatchObject({ ok: true });
    expect(new Set(asked.map(({ key }) => key)).size).toBe(1);
    expect(await list()).toHaveLength(1);
  });

  it('is known once its owner has told the provider, and can be paid to then', async () => {
    const { add, told, list, parts, customerId } = await createScene();
    await add();
    const [pending] = await list();
    expect(pending).toMatchObject({ state: 'pending', bankName: null });
    const id = pending?.id ?? '';
    expect(await findBankAccount(parts, customerId, id)).toBeNull();
    told.account = async () => accept({ ...ADDED, isUsable: false });
    expect(await list()).toMatchObject([{ state: 'unusable', last4: '6789' }]);
    told.account = async () => accept(ADDED);
    expect(await list()).toMatchObject([{ state: 'ready', bankName: 'First Bank', last4: '6789' }]);
    expect(await findBankAccount(parts, customerId, id)).toEqual({
      ...{ id, name: 'Everyday', shown: 'First Bank 6789', tokens: { ramp: 'cust_1:ea_1' } },
    });
    expect(await add()).toMatchObject({ value: { replayed: true, body: { url: null } } });
  });

  it('is shown as it was where its provider says nothing, or nothing in time [bank_account.no_news]', async () => {
    const { add, told, hurry, list } = await createScene();
    await add();
    told.account = async () => refuse('unavailable');
    expect(await list()).toMatchObject([{ state: 'pending' }]);
    told.account = () => new Promise(() => {});
    hurry.on = true;
    expect(await list()).toMatchObject([{ state: 'pending' }]);
  });

  it('is told by the end of its number at most, whatever the provider says', async () => {
    const { add, told, list, store, customerId } = await createScene();
    await add();
    told.account = async () => accept({ ...ADDED, last4: '000123456789' });
    expect(await list()).toMatchObject([{ last4: '6789' }]);
    expect(JSON.stringify(await store.bankAccounts(customerId))).not.toContain('123456');
  });

  it('is taken off by its owner, and by nobody else', async () => {
    const { add, open, list, request } = await createScene();
    await add();
    const [one] = await list();
    const params = { id: one?.id ?? '' };
    const other = requestOf(createId({ now: 1, random: createSeededRandom(10), bucket: 3 }));
    expect(await open().removeBankAccount({ ...other, params })).toMatchObject({ ok: false });
    expect(await open().removeBankAccount({ ...request, params })).toMatchObject({ ok: true });
    expect(await list()).toEqual([]);
  });

  it('is added by nobody who may begin nothing, nor at a provider that is away, nor beyond a list that is full', async () => {
    const { add, open, list, clock, parts, store, customerId, request, body } = await createScene();
    const away = open({ ...createOpenGate(), admits: () => false });
    expect(await add(away)).toMatchObject({ refusal: { code: 'no_provider' } });
    expect(await list()).toEqual([]);
    for (let count = 0; count < 20; count += 1)
      await open().addBankAccount({ ...request, body: { ...body, name: `Account ${count}` } });
    expect(await add()).toMatchObject({ refusal: { code: 'too_many_bank_accounts' } });
    const id = parts.createId(customerId);
    const audit = { id, at: clock.at, actor: 'ana', act: 'customer_frozen', subject: customerId, detail: {} };
    await store.changeStanding({ customerId, from: ['open'], to: 'frozen', audit });
    expect(await add()).toMatchObject({ refusal: { code: 'account_frozen' } });
  });
});

describe('M22: a bank account that is known to one provider', () => {
  const OTHER: BankAccount = {
    ...ADDED,
    token: 'acct_1:usba_1',
    bankName: 'Another spelling',
    name: 'A Example',
  };

  /** One that is ready at the first of two. */
  async function known() {
    const scene = await createScene(['ramp', 'other']);
    await scene.add();
    scene.told.account = async () => accept(ADDED);
    const [one] = await scene.list();
    expect(one).toMatchObject({ state: 'ready', canBeAddedElsewhere: true });
    const id = one?.id ?? '';
    return {
      ...scene,
      tokens: async () => (await findBankAccount(scene.parts, scene.customerId, id))?.tokens,
    };
  }

  it('is added at another by adding it again, and can be paid to by both then', async () => {
    const { add, told, list, tokens, asked, whom } = await known();
    told.begin = { kind: 'begun', reference: 'acct_1', url: 'https://other.example/form' };
    expect(await add()).toMatchObject({
      value: { replayed: true, body: { account: { state: 'ready' }, url: 'https://other.example/form' } },
    });
    expect(whom).toEqual(['ramp', 'other']);
    expect(new Set(asked.map(({ key }) => key)).size).toBe(1);
    told.account = async () => accept(null);
    expect(await list()).toMatchObject([{ state: 'ready', canBeAddedElsewhere: true }]);
    expect(await tokens()).toEqual({ ramp: ADDED.token });
    told.account = async () => accept(OTHER);
    expect(await list()).toMatchObject([
      { state: 'ready', bankName: 'First Bank', last4: '6789', canBeAddedElsewhere: false },
    ]);
    expect(await tokens()).toEqual({ ramp: ADDED.token, other: OTHER.token });
    expect(await add()).toMatchObject({ value: { body: { url: null } } });
  });

  it('is not taken for another account that was named there, nor for one that is paid nothing', async () => {
    const { add, told, list, tokens } = await known();
    await add();
    for (const odd of [{ last4: '1111' }, { isUsable: false }]) {
      told.account = async () => accept({ ...OTHER, ...odd });
      expect(await list()).toMatchObject([{ state: 'ready', last4: '6789', canBeAddedElsewhere: true }]);
      expect(await tokens()).toEqual({ ramp: ADDED.token });
    }
  });

  it('is added nowhere while the others are away, and one that nobody knows yet is added by whoever is well', async () => {
    const { open, add, list, whom, request, body } = await known();
    const without = (name: string) => open({ ...createOpenGate(), admits: (id) => id !== name });
    expect(await add(without('other'))).toMatchObject({ value: { body: { url: null } } });
    expect(await without('other').listBankAccounts(request)).toMatchObject({
      value: { body: { items: [{ canBeAddedElsewhere: false }] } },
    });
    const savings = { ...request, body: { ...body, name: 'Savings' } };
    await open().addBankAccount(savings);
    await without('ramp').addBankAccount(savings);
    expect(whom).toEqual(['ramp', 'ramp', 'other']);
    expect(await list()).toMatchObject([{}, { name: 'Savings' }]);
  });
});
