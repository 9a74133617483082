import { HOUR_MS, MINUTE_MS, SECOND_MS } from '@diboas/kernel';
import { describe, expect, it } from 'vitest';
import { isMailDue, LINK_LIFE_MS, type MailedLink } from './mail-budget.ts';
import { mailboxOf } from './mailbox-of.ts';

const START = Date.UTC(2026, 10, 23);

/** A mailbox that is asked for by anybody, and every mail it got. */
function createMailbox(known: readonly string[] = []) {
  const mails: { email: string; madeAt: number }[] = [];
  const linksAt = (now: number): MailedLink[] =>
    mails
      .filter(({ madeAt }) => madeAt > now - HOUR_MS)
      .map((mail) => ({
        ...mail,
        expiresAt: mail.madeAt + LINK_LIFE_MS,
        open: mail.madeAt + LINK_LIFE_MS > now,
      }));
  return {
    mails,
    ask(email: string, now: number): void {
      const isKnown = known.includes(email);
      if (isMailDue({ email, isKnown, now, mailed: linksAt(now) })) mails.push({ email, madeAt: now });
    },
    /** How long the best link that is in the mailbox for this address stays good. */
    goodForMs: (email: string, now: number) =>
      Math.max(0, ...linksAt(now).flatMap((link) => (link.email === email ? [link.expiresAt - now] : []))),
  };
}

/** The most mails within any hour. */
function worstHour(mails: readonly { madeAt: number }[]): number {
  return Math.max(
    0,
    ...mails.map(
      (first) =>
        mails.filter(({ madeAt }) => madeAt >= first.madeAt && madeAt < first.madeAt + HOUR_MS).length,
    ),
  );
}

describe('mails to somebody whose address strangers ask for all the time', () => {
  it.each(['ana@example.com', 'ana+bank@example.com'])('%s always has a link that is good', (owner) => {
    const box = createMailbox([owner]);
    for (let now = START; now < START + 3 * HOUR_MS; now += 7 * SECOND_MS) {
      box.ask('ana@example.com', now);
      box.ask(`ana+${now}@example.com`, now);
      box.ask(owner, now);
      expect(box.goodForMs(owner, now)).toBeGreaterThanOrEqual(2 * MINUTE_MS);
    }
  });

  it('come at most twelve times an hour, whatever the rhythm [link.flood]', () => {
    for (const every of [1, 13, 61, 149, 301, 481]) {
      const box = createMailbox();
      for (let now = START; now < START + 4 * HOUR_MS; now += every * SECOND_MS)
        box.ask('ana@example.com', now);
      expect(worstHour(box.mails), `asked every ${every} s`).toBeLessThanOrEqual(12);
    }
  });

  it('at any number of labels of one mailbox are four an hour together', () => {
    const box = createMailbox();
    for (let number = 0; number < 500; number += 1)
      box.ask(`ana+${number}@example.com`, START + number * 1_000);
    expect(box.mails).toHaveLength(4);
    box.ask('ana@example.com', START + HOUR_MS / 2);
    expect(box.goodForMs('ana@example.com', START + HOUR_MS / 2)).toBe(LINK_LIFE_MS);
  });

  it('go out again after a minute, for a mail that got lost', () => {
    const box = createMailbox();
    for (const seconds of [0, 30, 59, 60, 120, 180, 240])
      box.ask('ana@example.com', START + seconds * SECOND_MS);
    expect(box.mails.map(({ madeAt }) => (madeAt - START) / SECOND_MS)).toEqual([0, 60, 120]);
  });
});

describe('the mailbox of an address', () => {
  it.each([
    ['ana@example.com', 'ana@example.com'],
    ['ana+x+y@example.com', 'ana@example.com'],
    ['+ana@example.com', '+ana@example.com'],
    ['a.n.a@example.com', 'a.n.a@example.com'],
    ['a.n.a+x@gmail.com', 'ana@gmail.com'],
    ['ana@googlemail.com', 'ana@gmail.com'],
    ['"a+b"@example.com', '"a+b"@example.com'],
  ])('%s is %s', (email, mailbox) => {
    expect(mailboxOf(email)).toBe(mailbox);
  });
});
