import type { Clock, Instant } from '@diboas/kernel';

/** A sign-in mail, as it would have been sent. */
export interface Mail {
  readonly to: string;
  readonly link: string;
  readonly at: Instant;
}

/** Where sign-in mails go. */
export interface Mailer {
  send(mail: { readonly to: string; readonly link: string }): Promise<void>;
}

/** Keeps mails on this machine instead of sending them, for a page that shows them. */
export interface Mailbox extends Mailer {
  /** The newest first. */
  mails(to?: string): readonly Mail[];
}

const MAILS_MAX = 200;

/** In memory: the links are good for minutes, so nothing is lost that a restart would not end anyway. */
export function createMailbox(clock: Clock): Mailbox {
  let mails: readonly Mail[] = [];
  return {
    async send({ to, link }) {
      mails = [{ to, link, at: clock.now() }, ...mails].slice(0, MAILS_MAX);
    },
    mails: (to) => (to === undefined ? mails : mails.filter((mail) => mail.to === to)),
  };
}
