import { DAY_MS } from '@diboas/kernel';
import { describe, expect, it } from 'vitest';
import {
  BUSINESS_DAY_MS,
  type CreateParams,
  openPayoutsWorld,
  payoutParams,
  STEP_MS,
  stripeAt,
  wordsOf,
} from './testing/world.ts';

const by = (preferred_networks: string[], submission?: string): Pick<CreateParams, 'to'> => ({
  to: {
    ...payoutParams(1).to,
    payout_method_options: {
      bank_account: {
        preferred_networks,
        ...(submission === undefined ? {} : { preferred_network_options: { ach: { submission } } }),
      },
    },
  },
});

describe('an outbound payment', () => {
  it('goes on by itself, by ACH in a business day and by wire in a moment', async () => {
    await using world = await openPayoutsWorld();
    const { outboundPayments } = world.stripe.v2.moneyManagement;
    const { id, ...made } = await world.pay(10_000);
    expect(made).toMatchObject({
      ...{ object: 'v2.money_management.outbound_payment', status: 'processing', cancelable: true },
      ...{ livemode: false, metadata: { order: '1' } },
      from: { financial_account: 'fa_diboas', debited: { value: 100_000_000, currency: 'usdc' } },
      to: { recipient: 'acct_standing', credited: { value: 10_000, currency: 'usd' } },
    });
    world.time.advance(STEP_MS);
    expect((await outboundPayments.retrieve(id)).status).toBe('processing');
    world.time.advance(BUSINESS_DAY_MS);
    expect(await outboundPayments.retrieve(id)).toMatchObject({
      ...{ status: 'posted', cancelable: false },
      tracking_details: { status: 'supported', bank_account: { trace_id: expect.any(String) } },
      status_transitions: { posted_at: expect.any(String) },
    });
    const wire = await world.pay(10_000, by(['fedwire']));
    world.time.advance(STEP_MS);
    expect((await outboundPayments.retrieve(wire.id)).status).toBe('posted');
  });

  it.each([
    [10_013, 'failed', 'payout_method_declined', []],
    [10_014, 'failed', 'review_rejected', []],
    [10_015, 'returned', 'payout_method_closed', ['payment', 'delivery', 'refund']],
    [10_017, 'processing', null, []],
    [10_018, 'posted', null, ['payment', 'delivery']],
  ])('of %i cents ends as %s', async (cents, phase, reason, executed) => {
    await using world = await openPayoutsWorld();
    await world.pay(cents);
    for (let step = 0; step < 10; step += 1) world.time.advance(BUSINESS_DAY_MS);
    expect(world.payments()).toMatchObject([{ phase, reason }]);
    expect(world.sandbox.control.executions().map(({ kind }) => kind)).toEqual(executed);
  });

  it('is cancelled while it is processing, and not afterwards', async () => {
    await using world = await openPayoutsWorld();
    const { outboundPayments } = world.stripe.v2.moneyManagement;
    const { id } = await world.pay(10_000);
    expect((await outboundPayments.cancel(id)).status).toBe('canceled');
    expect(await wordsOf(outboundPayments.cancel(id))).toEqual(['already_canceled', 'already_canceled']);
    const other = await world.pay(10_000, by(['fedwire']));
    world.time.advance(STEP_MS);
    expect((await wordsOf(outboundPayments.cancel(other.id)))[0]).toBe('not_cancelable');
    expect((await wordsOf(outboundPayments.cancel('obp_none')))[1]).toBe('not_found');
  });

  it('comes back when the control says so, days later, without its fee', async () => {
    await using world = await openPayoutsWorld();
    const { id } = await world.pay(10_000);
    expect(world.sandbox.control.advance(id, 'complete').ok).toBe(true);
    world.time.advance(5 * DAY_MS);
    expect(world.sandbox.control.advance(id, 'return').ok).toBe(true);
    const executed = world.sandbox.control.executions().map(({ kind, amount }) => [kind, amount]);
    expect(executed).toEqual([
      ['payment', '101.500000'],
      ['delivery', '100.00'],
      ['refund', '100.000000'],
    ]);
  });

  it.each([
    ['invalid_fields', { amount: { value: 99, currency: 'usd' } }],
    ['invalid_fields', { amount: { value: 10_000, currency: 'eur' } }],
    ['invalid_fields', { amount: { value: 100.5, currency: 'usd' } }],
    ['invalid_fields', by(['sepa'])],
    ['invalid_fields', { description: 'not known here' }],
    ['quota_exceeded', { amount: { value: 100_000_001, currency: 'usd' } }],
    ['financial_account_not_open', { from: { financial_account: 'fa_none', currency: 'usdc' } }],
    ['invalid_payout_method', { to: { ...payoutParams(1).to, payout_method: 'usba_none' } }],
    ['not_found', { to: { ...payoutParams(1).to, recipient: 'acct_none' } }],
  ])('is refused with %s for %j', async (code, changes) => {
    await using world = await openPayoutsWorld();
    expect((await wordsOf(world.pay(10_000, changes)))[1]).toBe(code);
    expect(world.payments()).toEqual([]);
  });

  it('beyond the balance is refused, with all that waits in it', async () => {
    await using world = await openPayoutsWorld();
    for (let time = 0; time < 99; time += 1) await world.pay(100_000_000);
    expect((await wordsOf(world.pay(100_000_000)))[0]).toBe('insufficient_funds');
  });

  it('needs a key of the API', async () => {
    await using world = await openPayoutsWorld();
    const other = stripeAt(world.url, 'sk_test_other').v2.moneyManagement.outboundPayments;
    expect((await wordsOf(other.list()))[1]).toBe('api_key_invalid');
  });
});

describe('a key', () => {
  it('makes one payment, tells how that stands by now, and is free again after a day', async () => {
    await using world = await openPayoutsWorld();
    const first = await world.pay(10_000, {}, 'one');
    world.time.advance(BUSINESS_DAY_MS);
    const again = await world.pay(10_000, {}, 'one');
    expect([again.id, again.status]).toEqual([first.id, 'posted']);
    expect((await wordsOf(world.pay(10_001, {}, 'one')))[0]).toBe('idempotency_error');
    expect(world.payments()).toHaveLength(1);
    world.time.advance(DAY_MS);
    await world.pay(10_000, {}, 'one');
    expect(world.payments()).toHaveLength(2);
  });

  it.each(['server_error_before', 'saved_server_error'] as const)(
    'under which %s came is tried again',
    async (kind) => {
      await using world = await openPayoutsWorld([{ kind, remaining: 1 }]);
      expect((await wordsOf(world.pay(10_000, {}, 'one')))[1]).toBe('api_error');
      expect((await world.pay(10_000, {}, 'one')).status).toBe('processing');
      expect(world.payments()).toHaveLength(1);
    },
  );
});

describe('an intent', () => {
  it('that waits for confirmation says what a payout would take, and takes nothing', async () => {
    await using world = await openPayoutsWorld();
    const { payoutIntents } = world.stripe.v2.moneyManagement;
    const { metadata: _none, ...asked } = payoutParams(10_000);
    const fees = [];
    for (const way of [by(['ach'], 'next_day'), by(['ach'], 'same_day'), by(['fedwire'])]) {
      const made = await payoutIntents.create({ ...asked, ...way, confirmation_method: 'manual' });
      expect(made).toMatchObject({ status: 'requires_action', next_action: { type: 'confirm' } });
      fees.push(made.estimated_fees?.map(({ amount }) => amount.value));
      expect((await payoutIntents.cancel(made.id)).status).toBe('canceled');
    }
    expect(fees).toEqual([[150], [250], [2_500]]);
    expect(world.payments()).toEqual([]);
  });
});

describe('the list', () => {
  it('is newest first, and is walked by the SDK page after page', async () => {
    await using world = await openPayoutsWorld();
    const { outboundPayments } = world.stripe.v2.moneyManagement;
    const ids: string[] = [];
    for (let time = 0; time < 5; time += 1) ids.unshift((await world.pay(10_000)).id);
    const walked = [];
    for await (const { id } of outboundPayments.list({ limit: 2 })) walked.push(id);
    expect(walked).toEqual(ids);
    const first = await outboundPayments.list({ limit: 2 });
    expect(first.next_page_url).toMatch(/^\/v2\/money_management\/outbound_payments\?.*page=/);
    const filtered = await outboundPayments.list({ status: ['posted'] });
    expect(filtered.data).toEqual([]);
    const query = (text: string) =>
      world.stripe.rawRequest('GET', `/v2/money_management/outbound_payments?${text}`);
    for (const odd of ['limit=0', 'limit=101', 'page=none', 'metadata=1'])
      expect((await wordsOf(query(odd)))[1], odd).toBe('invalid_fields');
  });
});

describe('the balance', () => {
  it('puts aside what is processing, and lets go of it', async () => {
    await using world = await openPayoutsWorld();
    const usdc = async () => {
      const { balance } = await world.stripe.v2.moneyManagement.financialAccounts.retrieve('fa_diboas');
      return [balance.available.usdc?.value ?? 0, balance.outbound_pending.usdc?.value ?? 0] as const;
    };
    const [before] = await usdc();
    const { id } = await world.pay(10_000);
    expect(await usdc()).toEqual([before - 101_500_000, 101_500_000]);
    await world.stripe.v2.moneyManagement.outboundPayments.cancel(id);
    expect(await usdc()).toEqual([before, 0]);
    await world.pay(10_000, by(['fedwire']));
    world.time.advance(STEP_MS);
    expect(await usdc()).toEqual([before - 125_000_000, 0]);
  });
});
