// Money for somebody who is not here yet: they come and have it, or it comes back.
import { type QuoteRequest, recipientList } from '@diboas/protocol';
import { openHolds } from '@diboas/testkit/database';
import { inProcess } from '@diboas/testkit/in-process';
import { call, type Person, problemIn, signIn } from '@diboas/testkit/person';
import { type OpenSystem, openSystem } from '@diboas/testkit/system';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { spendableOf } from './spendable-of.ts';

let world: OpenSystem;
let ana: Person;

beforeAll(async () => {
  world = await openSystem({ start: inProcess() });
  ana = await world.person('ana');
  const { id } = await ana.add('card', '100.00');
  await ana.until(id, 'completed');
});
afterAll(() => world?.close());

function send(amount: string, email: string): QuoteRequest {
  return {
    operation: 'SEND_MONEY',
    to: { email },
    amount,
    note: 'for lunch',
    asset: 'USDC',
    network: 'solana',
  };
}

async function mailsTo(email: string): Promise<readonly { kind: string; link: string }[]> {
  const answer = await call(world.url, 'GET', `/mailbox.json?to=${encodeURIComponent(email)}`);
  return (answer.body as { mails: { kind: string; link: string }[] }).mails;
}

describe('money for somebody who is not here yet', () => {
  it('is set aside, told to them by one mail, and theirs as they sign in', async () => {
    const zoe = 'zoe@example.com';
    await ana.call('POST', '/v1/recipients', { body: { email: zoe, name: 'Zoe' } });
    const before = await spendableOf(ana, 'BANKING');
    const quote = await ana.price(send('20.00', zoe));
    expect(quote).toMatchObject({ claimDays: 14, to: { kind: 'person', name: 'Zoe', email: zoe } });
    await ana.confirm(quote);
    const confirmed = await ana.until(quote.id, 'awaiting_recipient');
    expect(confirmed).toMatchObject({
      ...{ state: 'awaiting_recipient', where: 'set_aside', ended: false, attempts: [] },
      steps: [{ key: 'instructed' }, { key: 'set_aside', state: 'done' }, { key: 'arrived', state: 'now' }],
    });
    const days = (Date.parse(confirmed.claimUntil ?? '') - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(14);
    expect(await spendableOf(ana, 'BANKING')).toBe(before - 20_000_000n);
    // Nobody waits for the mail.
    await expect
      .poll(() => mailsTo(zoe))
      .toMatchObject([{ kind: 'invitation', link: `${world.url}/sign-in` }]);
    const live = ana.live();
    await live.until((said) => said.some(({ type }) => type === 'caught_up'));

    const arrived = await signIn(world.url, zoe);
    await live.until((said) => said.some(({ type }) => type === 'change'));
    live.close();
    expect(await ana.until(quote.id, 'completed')).toMatchObject({
      ...{ where: 'with_recipient', claimUntil: null, to: { name: 'Zoe', email: zoe } },
      receipt: { delivered: { asset: 'USDC', amount: '20.000000' } },
    });
    const { items } = await arrived.page();
    expect(items).toMatchObject([
      {
        ...{ operation: 'RECEIVE_MONEY', state: 'completed', where: 'in_your_balance', note: 'for lunch' },
        from: { kind: 'person', name: null, email: ana.email },
      },
    ]);
    expect(await spendableOf(arrived, 'BANKING')).toBe(20_000_000n);
    expect((await mailsTo(zoe)).filter(({ kind }) => kind === 'invitation')).toHaveLength(1);
    const { items: known } = recipientList.parse((await ana.call('GET', '/v1/recipients')).body);
    expect(known).toMatchObject([{ email: zoe, here: true }]);
    expect(await openHolds(world.database)).toEqual([]);
  });

  it('comes back when nobody came in time, and is nobody else’s then', async () => {
    const yan = 'yan@example.com';
    const before = await spendableOf(ana, 'BANKING');
    const quote = await ana.price(send('5.00', yan));
    await ana.confirm(quote);
    await ana.until(quote.id, 'awaiting_recipient');
    // As if fourteen days had gone by.
    await world.database.query(
      'UPDATE transactions SET due_at = now(), rings_at = now() WHERE transaction_id = $1',
      [quote.id],
    );
    await world.database.query(
      `INSERT INTO alarms (bucket, rings_at, transaction_id)
       SELECT bucket, due_at, transaction_id FROM transactions WHERE transaction_id = $1`,
      [quote.id],
    );
    expect(await ana.until(quote.id, 'returned')).toMatchObject({
      ...{ where: 'in_your_balance', ended: true, claimUntil: null, receipt: null },
      failure: { code: 'not_claimed' },
      compensation: { released: [{ asset: 'USDC', amount: '5.000000' }], next: 'start_again' },
    });
    expect(await spendableOf(ana, 'BANKING')).toBe(before);
    const late = await signIn(world.url, yan);
    expect((await late.page()).items).toEqual([]);
  });

  it('may be cancelled until it is theirs, and not after', async () => {
    const xia = 'xia@example.com';
    const before = await spendableOf(ana, 'BANKING');
    const [first, second] = [await ana.price(send('5.00', xia)), await ana.price(send('6.00', xia))];
    await ana.confirm(first);
    await ana.confirm(second);
    const cancel = (id: string) => ana.call('POST', `/v1/transactions/${id}/cancel`);
    expect((await cancel(first.id)).body).toMatchObject({ state: 'cancelled', where: 'in_your_balance' });
    const theirs = await signIn(world.url, xia);
    await ana.until(second.id, 'completed');
    expect(problemIn(await cancel(second.id)).code).toBe('cancel_too_late');
    expect(await spendableOf(theirs, 'BANKING')).toBe(6_000_000n);
    expect(await spendableOf(ana, 'BANKING')).toBe(before - 6_000_000n);
  });
});
