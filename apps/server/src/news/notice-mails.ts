// Mails what people are told. A notice is mailed at least once: whoever dies after a mail went out and before that was noted leaves it to be
// mailed again.

import type { Clock } from '@diboas/kernel';
import { DAY_MS, formatInstant, formatMoney, MINUTE_MS, unreachable } from '@diboas/kernel';
import type { NotBought, Notice, NoticeContent, NoticeStore } from '@diboas/orchestration';
import type { Mailer, NewsMail } from '../auth/mailbox.ts';

export interface NoticeMailsOptions {
  readonly store: Pick<NoticeStore, 'noticeBuckets' | 'claimNotices' | 'noteMailed'>;
  readonly clock: Clock;
  readonly publicUrl: string;
  readonly mailer: Mailer;
  /** The address that a customer signs in by; null for one that signs in no more. */
  readonly addressOf: (customerId: string) => Promise<string | null>;
}

/** Mails at a time. */
const MAILS_MAX = 20;
const LEASE_MS = MINUTE_MS;

/** What was to be told by then is on screens still, and in nobody's mail any more. */
const MAILED_WITHIN_MS = DAY_MS;

export interface NoticeMails {
  /** Mails some that are due, and answers how many. */
  lookOnce(): Promise<number>;
}

export function createNoticeMails(options: NoticeMailsOptions): NoticeMails {
  const { store, clock, mailer, publicUrl, addressOf } = options;
  return {
    async lookOnce() {
      const now = clock.now();
      const [bucket] = await store.noticeBuckets(now);
      if (bucket === undefined) return 0;
      const claim = { now, leasedUntil: now + LEASE_MS, limit: MAILS_MAX };
      const taken = await store.claimNotices(bucket, claim);
      for (const one of taken) {
        const to = now - one.at > MAILED_WITHIN_MS ? null : await addressOf(one.customerId);
        if (to !== null) await mailer.send(mailOf(one, { to, publicUrl }));
        await store.noteMailed(one.id);
      }
      return taken.length;
    },
  };
}

function mailOf({ content }: Notice, { to, publicUrl }: { to: string; publicUrl: string }): NewsMail {
  const link =
    content.kind === 'price_reached' ? `${publicUrl}/invest/${content.coin}` : `${publicUrl}/recurring`;
  return { kind: 'news', to, link, ...wordsOf(content) };
}

/** What makes whoever reads it able to do something about it, and nothing that only its owner should see. */
function wordsOf(content: NoticeContent): Pick<NewsMail, 'title' | 'text'> {
  const { coin } = content;
  switch (content.kind) {
    case 'buy_announced': {
      const at = formatInstant(content.buyAt);
      const amounts = `${formatMoney(content.amount)} USDC, at most ${formatMoney(content.totalMax)} USDC with all fees`;
      return {
        title: `Your recurring buy of ${coin} is tomorrow`,
        text: `On ${at.slice(0, 10)} at ${at.slice(11, 16)} UTC ${coin} is bought for ${amounts}. Until then you can skip this time, or pause it.`,
      };
    }
    case 'not_bought': {
      const stops = content.stops ? ' It is paused until you go on with it.' : '';
      return {
        title: `Your recurring buy of ${coin} did not happen`,
        text: `Nothing was bought for ${content.on}: ${WHY[content.why]}.${stops}`,
      };
    }
    case 'price_reached':
      return {
        title: `${coin} is at ${content.price} ${content.currency}`,
        text: `You asked to be told when it is ${content.direction === 'above' ? 'at or above' : 'at or below'} ${content.bound} ${content.currency}.`,
      };
    default:
      return unreachable(content);
  }
}

const WHY: Readonly<Record<NotBought, string>> = {
  money_short: 'there was not enough in what you have invested',
  not_allowed: 'your account begins nothing now',
  over_limit: 'it was more than may be bought in that time',
  too_dear: 'its price or its fees were beyond what you agreed to',
  unavailable: 'nobody could do it that day',
  missed: 'we were not there while it was due',
};
