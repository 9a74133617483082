import { bucketOf, createId, createSeededRandom, DAY_MS, MINUTE_MS, money } from '@diboas/kernel';
import type { Notice, NoticeContent } from '@diboas/orchestration';
import { createMemoryStore } from '@diboas/storage/memory';
import { expect, it } from 'vitest';
import { createMailbox } from '../auth/mailbox.ts';
import { createNoticeMails } from './notice-mails.ts';

const ANA = '019c1000-0000-7080-8000-0000000000aa';
const RULE = '019c1000-0000-7080-8000-0123456789ab';

const ANNOUNCED: NoticeContent = {
  ...{ kind: 'buy_announced', about: RULE, coin: 'BTC', amount: money('USDC', 50_000_000n) },
  ...{ totalMax: money('USDC', 50_675_000n), buyAt: Date.UTC(2026, 11, 7, 15) },
};
const SHORT: NoticeContent = {
  ...{ kind: 'not_bought', about: RULE, coin: 'BTC', amount: money('USDC', 50_000_000n), why: 'money_short' },
  ...{ on: '2026-12-07', count: 1, stops: true },
};
const REACHED: NoticeContent = {
  ...{ kind: 'price_reached', about: RULE, coin: 'ETH', currency: 'EUR', direction: 'below', bound: '2500' },
  ...{ price: '2499.5', pricedAt: 0 },
};

function begin() {
  const random = createSeededRandom(11);
  const clock = { at: Date.UTC(2026, 11, 6, 15), now: () => clock.at };
  const store = createMemoryStore();
  const mailbox = createMailbox(clock);
  const addressOf = async (id: string) => (id === ANA ? 'ana@example.com' : null);
  const shared = { store, clock, publicUrl: 'https://diboas.test', addressOf };
  const newId = () => createId({ now: clock.at, random, bucket: bucketOf(ANA) });
  /** Told as an alert is, of which there is one for it. */
  async function tell(content: NoticeContent, customerId = ANA): Promise<void> {
    const id = newId();
    const wanted = { coin: 'BTC', currency: 'USD', direction: 'above', bound: '1' } as const;
    await store.addPriceAlert({ ...wanted, id, customerId, createdAt: clock.at }, 20);
    const notice: Notice = {
      id: newId(),
      customerId,
      content,
      at: clock.at,
      readAt: null,
      mailDueAt: clock.at,
    };
    await store.tellPriceAlert(id, notice);
  }
  return { clock, mailbox, shared, tell, mails: createNoticeMails({ ...shared, mailer: mailbox }) };
}

it('M6 mails what people are told, once, with the page that it is about', async () => {
  const { mailbox, tell, mails } = begin();
  for (const content of [ANNOUNCED, SHORT, REACHED]) await tell(content);
  expect([await mails.lookOnce(), await mails.lookOnce()]).toEqual([3, 0]);
  expect(mailbox.mails().map(({ to, link }) => [to, link])).toEqual([
    ['ana@example.com', 'https://diboas.test/invest/ETH'],
    ['ana@example.com', 'https://diboas.test/recurring'],
    ['ana@example.com', 'https://diboas.test/recurring'],
  ]);
  expect(mailbox.mails().map((mail) => (mail.kind === 'news' ? `${mail.title}. ${mail.text}` : ''))).toEqual([
    'ETH is at 2499.5 EUR. You asked to be told when it is at or below 2500 EUR.',
    'Your recurring buy of BTC did not happen. Nothing was bought for 2026-12-07: there was not enough in what you have invested. It is paused until you go on with it.',
    'Your recurring buy of BTC is tomorrow. On 2026-12-07 at 15:00 UTC BTC is bought for 50.000000 USDC, at most 50.675000 USDC with all fees. Until then you can skip this time, or pause it.',
  ]);
});

it('mails again what nobody knows to have gone out, and neither to nobody nor what is a day old', async () => {
  const { clock, mailbox, shared, tell } = begin();
  await tell(REACHED);
  const dying = createNoticeMails({
    ...{ ...shared, mailer: { send: async () => Promise.reject(new Error('the mail server is away')) } },
  });
  await expect(dying.lookOnce()).rejects.toThrow('away');
  const mails = createNoticeMails({ ...shared, mailer: mailbox });
  expect(await mails.lookOnce()).toBe(0);
  clock.at += MINUTE_MS;
  expect([await mails.lookOnce(), mailbox.mails().length]).toEqual([1, 1]);
  await tell(REACHED, '019c1000-0000-7080-8000-0000000000bb');
  await tell(SHORT);
  clock.at += DAY_MS + 1;
  for (let count = 1; count > 0; ) count = await mails.lookOnce();
  expect(mailbox.mails()).toHaveLength(1);
});
