import type { Id } from '@diboas/kernel';
import type { KnownRecipient, RecipientStore } from '@diboas/orchestration';
import type { ScreenedList } from './memory-unscreened-recipients.ts';

/** Recipients in memory, with the constraints that the database would check. */
export function createMemoryRecipients(screened: ScreenedList): RecipientStore {
  const known = new Map<Id, KnownRecipient>();
  const listOf = (customerId: string) => [...known.values()].filter((one) => one.customerId === customerId);
  const findBy = (customerId: string, email: string) => listOf(customerId).find((one) => one.email === email);
  return {
    async keepRecipient(recipient, listMax) {
      const { customerId, email, name } = recipient;
      const before = findBy(customerId, email);
      if (!before && listOf(customerId).length >= listMax) return null;
      const kept = before ? { ...before, name } : recipient;
      known.set(kept.id, kept);
      screened.keep({ id: kept.id, name, createdAt: recipient.createdAt });
      return kept;
    },
    async recipients(customerId) {
      return listOf(customerId);
    },
    async removeRecipient(customerId, id) {
      const found = known.get(id);
      if (found?.customerId !== customerId) return null;
      known.delete(id);
      screened.drop(id);
      return found;
    },
    async notePaid(customerId, email, at) {
      const found = findBy(customerId, email);
      if (found) known.set(found.id, { ...found, lastPaidAt: Math.max(found.lastPaidAt ?? 0, at) });
    },
  };
}
