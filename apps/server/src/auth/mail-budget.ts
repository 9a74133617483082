import { HOUR_MS, type Instant, MINUTE_MS } from '@diboas/kernel';
import { LINK_MINUTES } from '@diboas/protocol';
import { mailboxOf } from './mailbox-of.ts';

/** A link that was mailed to a mailbox. */
export interface MailedLink {
  readonly email: string;
  readonly madeAt: Instant;
  readonly expiresAt: Instant;
  /** Neither followed nor void. */
  readonly open: boolean;
}

export interface Asked {
  readonly email: string;
  /** Whether somebody signs in by this very address already. */
  readonly isKnown: boolean;
  readonly now: Instant;
  /** What the same mailbox got within the last hour, at this address or another that leads there. */
  readonly mailed: readonly MailedLink[];
}

export const LINK_LIFE_MS = LINK_MINUTES * MINUTE_MS;

/** An open link is as good as a new one while a person has this long to follow it. */
const GOOD_FOR_MS = 2 * MINUTE_MS;
/** Nobody reads a mail that has not come yet faster than this. */
export const AGAIN_AFTER_MS = MINUTE_MS;
/** Mails that go out though an open link is there, since mails do get lost. */
const AGAIN_WITHIN_LINK_LIFE = 3;
const AGAIN_WITHIN_HOUR = 8;
/** To addresses that nobody has signed in by, and that differ from the mailbox's own by a label. */
const LABELLED_WITHIN_HOUR = 4;

/**
 * Whether a link is mailed, when one is asked for. Anybody may ask for anybody's, so two things must hold however often
 * that is done, and from wherever. The owner gets in: whoever asks has a link in the mailbox that is good for two
 * minutes or more. And the mailbox is not flooded: while such a link is there, another goes out at most once a minute
 * and a few times, so one address gets twelve an hour at most.
 *
 * Labels (ana+x@) make any number of addresses of one mailbox. Those that nobody has ever signed in by share four mails
 * an hour; the mailbox's own address, and each that somebody signs in by, never wait for them. So a stranger can keep
 * somebody new from one labelled spelling of their address, and from nothing else.
 */
export function isMailDue({ email, isKnown, now, mailed }: Asked): boolean {
  const own = mailed.filter((link) => link.email === email);
  const ownWithin = (ms: number) => own.filter(({ madeAt }) => madeAt > now - ms).length;
  const isServed = own.some(({ open, expiresAt }) => open && expiresAt - now >= GOOD_FOR_MS);
  const isOftenEnough = isServed && ownWithin(AGAIN_AFTER_MS) > 0;
  if (!isKnown && isLabelled(email)) {
    const toLabels = mailed.filter((link) => isLabelled(link.email) && link.madeAt > now - HOUR_MS);
    return !isOftenEnough && toLabels.length < LABELLED_WITHIN_HOUR;
  }
  const isTooMany =
    ownWithin(LINK_LIFE_MS) >= AGAIN_WITHIN_LINK_LIFE || ownWithin(HOUR_MS) >= AGAIN_WITHIN_HOUR;
  return !isServed || !(isOftenEnough || isTooMany);
}

/** Whether a mailbox's own address is another than this. */
function isLabelled(email: string): boolean {
  return mailboxOf(email) !== email;
}
