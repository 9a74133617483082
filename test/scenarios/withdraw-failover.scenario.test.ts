import { assert, parseMoney } from '@diboas/kernel';
import { addedBankAccount, bankAccountList, type QuoteView } from '@diboas/protocol';
import { fillBankForm } from '@diboas/providers/testing';
import { inProcess } from '@diboas/testkit/in-process';
import { type Person, problemIn, untilTrue } from '@diboas/testkit/person';
import { type OpenSystem, openSystem } from '@diboas/testkit/system';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { spendableOf } from './spendable-of.ts';
import { untilRefused } from './until-refused.ts';

const NAME = 'Everyday';

/** A world with both off-ramps, and somebody in it who has money. */
async function openWorld() {
  const settings = { PACE_FACTOR: '0.05' };
  const world = await openSystem({ start: inProcess(), floats: true, everyProvider: true, settings });
  const ana = await world.person('ana');
  const { id } = await ana.add('card', '500.00');
  await ana.until(id, 'completed');
  return { world, ana };
}

/** Adds an account on the page of a provider, or of one more when it is known already, and gives its id once it is ready. */
async function addAccount(ana: Person): Promise<string> {
  const body = { name: NAME, holder: 'Ana Moss' };
  const added = addedBankAccount.parse((await ana.call('POST', '/v1/bank-accounts', { body })).body);
  assert(added.url, 'there is a page of a provider', { added });
  await fillBankForm(added.url);
  await untilTrue(
    async () => (await accountOf(ana))?.state === 'ready',
    () => 'the account is not ready',
  );
  return added.account.id;
}

async function accountOf(ana: Person) {
  const { items } = bankAccountList.parse((await ana.call('GET', '/v1/bank-accounts')).body);
  return items.find(({ name }) => name === NAME);
}

function wanted(amount: string, account: string) {
  const to = { method: 'ach', account } as const;
  return { operation: 'WITHDRAW_FUNDS', amount, asset: 'USDC', network: 'solana', ...to } as const;
}

/** Nobody reaches that provider any more. */
async function switchOff({ outside }: OpenSystem, provider: string): Promise<void> {
  await outside.setFaults([{ kind: 'outage', mode: 'refuse', match: { provider } }]);
  await untilRefused(outside.urls[provider]);
}

/** What the provider that delivered really took and gave. */
async function executedFor({ outside }: OpenSystem, { id }: QuoteView) {
  const all = await outside.executions();
  return all
    .filter((one) => one.metadata.diboas_transaction_id === id)
    .map(({ kind, amount }) => [kind, amount]);
}

it('a withdrawal to an account that one provider knows has nobody else to go to, and is given back whole', async () => {
  const { world, ana } = await openWorld();
  try {
    const account = await addAccount(ana);
    expect(await accountOf(ana)).toMatchObject({ canBeAddedElsewhere: true });
    const before = await spendableOf(ana, 'BANKING');
    const quote = await ana.price(wanted('20.00', account));
    await switchOff(world, quote.provider.id);
    await ana.confirm(quote);
    await ana.until(quote.id, 'returned', 30_000);
    expect(await spendableOf(ana, 'BANKING')).toBe(before);
    const none = await ana.call('POST', '/v1/quotes', { body: wanted('21.00', account) });
    expect(problemIn(none).code).toBe('no_provider');
  } finally {
    await world.close();
  }
});

describe('a withdrawal to an account that two providers know', () => {
  let world: OpenSystem;
  let ana: Person;
  let account: string;
  let first: string;

  beforeAll(async () => {
    ({ world, ana } = await openWorld());
    account = await addAccount(ana);
    expect(await addAccount(ana)).toBe(account);
    await untilTrue(
      async () => (await accountOf(ana))?.canBeAddedElsewhere === false,
      () => 'the account is not known to both',
    );
  });
  afterAll(() => world?.close());

  it('is taken over by the other, which is dearer, and costs what was confirmed', async () => {
    const before = await spendableOf(ana, 'BANKING');
    const quote = await ana.price(wanted('40.00', account));
    first = quote.provider.id;
    await switchOff(world, first);
    expect((await ana.confirm(quote)).status).toBe(201);
    const done = await ana.until(quote.id, 'completed', 30_000);
    expect(done.attempts.map(({ provider, state }) => [provider === first, state])).toEqual([
      [true, 'rejected'],
      [false, 'succeeded'],
    ]);
    expect(done.receipt?.quoted).toEqual(quote.pay.total);
    expect(await spendableOf(ana, 'BANKING')).toBe(before - unitsOf(quote.pay.total.amount));
    expect(await executedFor(world, quote)).toEqual([
      ['payment', '41.500000'],
      ['delivery', '40.00'],
    ]);
  });

  it('is quoted by the other while the first is away, and comes back from its bank days later', async () => {
    const before = await spendableOf(ana, 'BANKING');
    // Cents by which the sandbox's bank sends it back.
    const quote = await ana.price(wanted('30.15', account));
    expect(quote.provider.id).not.toBe(first);
    await ana.confirm(quote);
    await ana.until(quote.id, 'completed', 30_000);
    const fees = unitsOf(quote.pay.total.amount) - unitsOf('30.15');
    await untilTrue(
      async () => (await spendableOf(ana, 'BANKING')) === before - fees,
      () => 'it did not come back',
      { timeoutMs: 30_000 },
    );
  });
});

function unitsOf(amount: string): bigint {
  const parsed = parseMoney('USDC', amount);
  assert(parsed.ok, 'it is an amount', { amount });
  return parsed.value.units;
}
