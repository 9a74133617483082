import type { Clock, Instant } from '@diboas/kernel';

/** By its link somebody signs in. */
export interface SignInMail {
  readonly kind: 'sign_in';
  readonly to: string;
  readonly link: string;
}

/** Money waits for whoever reads it. It says nothing that its sender could write but the address that they sign in by. */
export interface InvitationMail {
  readonly kind: 'invitation';
  readonly to: string;
  /** The page where one signs in: it signs nobody in by itself. */
  readonly link: string;
  readonly from: string;
  /** What arrives, with its asset. */
  readonly amount: string;
  readonly until: Instant;
}

/** Something that its reader asked to be told of. */
export interface NewsMail {
  readonly kind: 'news';
  readonly to: string;
  /** The page that it is about, which is seen by whoever is signed in. */
  readonly link: string;
  readonly title: string;
  readonly text: string;
}

export type Mail = SignInMail | InvitationMail | NewsMail;

/** Where mails go. */
export interface Mailer {
  send(mail: Mail): Promise<void>;
}

/** A mail as it would have been sent. */
export type KeptMail = Mail & { readonly at: Instant };

/** Keeps mails on this machine instead of sending them, for a page that shows them. */
export interface Mailbox extends Mailer {
  /** The newest first. */
  mails(to?: string): readonly KeptMail[];
}

const MAILS_MAX = 200;

/** In memory: the links are good for minutes, so nothing is lost that a restart would not end anyway. */
export function createMailbox(clock: Clock): Mailbox {
  let mails: readonly KeptMail[] = [];
  return {
    async send(mail) {
      mails = [{ ...mail, at: clock.now() }, ...mails].slice(0, MAILS_MAX);
    },
    mails: (to) => (to === undefined ? mails : mails.filter((mail) => mail.to === to)),
  };
}
