import { type Clock, DAY_MS, formatMoney, type Money } from '@diboas/kernel';
import type { Transaction } from '@diboas/orchestration';
import type { InvitationStore } from '@diboas/storage';
import { digestText } from '../auth/digest-text.ts';
import type { Mailer } from '../auth/mailbox.ts';
import { mailboxOf } from '../auth/mailbox-of.ts';

/** Mails within a day that one customer may have sent to people who are not here. */
const OF_CUSTOMER = 10;
/** Those that one mailbox gets, from whomever and by whichever spelling of its address. */
const TO_MAILBOX = 5;

export interface InvitationsOptions {
  readonly store: InvitationStore;
  readonly mailer: Mailer;
  readonly publicUrl: string;
  readonly clock: Clock;
}

/** Tells people of money that waits for them. */
export interface Invitations {
  /**
   * Mails once, and nothing while enough was mailed: then the job that looks once a minute mails it later. A mail may be lost
   * with the node that sends it; none goes out twice.
   */
  tell(transaction: Transaction): Promise<void>;
}

export function createInvitations({ store, mailer, publicUrl, clock }: InvitationsOptions): Invitations {
  return {
    async tell({ id, customerId, wait, terms: { letter, receive } }) {
      if (wait === null || letter === undefined) return;
      const { to, from } = letter;
      const at = clock.now();
      const invitation = { transactionId: id, customerId, mailbox: digestText(mailboxOf(to)), at };
      const budget = { since: at - DAY_MS, ofCustomer: OF_CUSTOMER, toMailbox: TO_MAILBOX };
      if (!(await store.noteInvitation(invitation, budget))) return;
      const link = `${publicUrl}/sign-in`;
      try {
        await mailer.send({
          kind: 'invitation',
          to,
          from,
          amount: amountText(receive.money),
          until: wait.until,
          link,
        });
      } catch (error) {
        await store.forgetInvitation(id);
        throw error;
      }
    },
  };
}

/** As people write it: two places behind the point, and more only where they say something. */
function amountText(money: Money): string {
  return `${formatMoney(money).replace(/(\.\d{2}\d*?)0+$/, '$1')} ${money.asset}`;
}
