import type { Id } from '@diboas/kernel';
import type { AddressRecipient, AddressRecipientStore, WalletAddress } from '@diboas/orchestration';
import type { ScreenedList } from './memory-unscreened-recipients.ts';

/** Addresses that customers send to, in memory, with the constraints that the database would check. */
export function createMemoryAddressRecipients(screened: ScreenedList): AddressRecipientStore {
  const known = new Map<Id, AddressRecipient>();
  const listOf = (customerId: string) => [...known.values()].filter((one) => one.customerId === customerId);
  const findBy = (customerId: string, { network, address }: WalletAddress) =>
    listOf(customerId).find((one) => one.network === network && one.address === address);
  return {
    async keepAddressRecipient(recipient, listMax) {
      const { customerId, name } = recipient;
      const before = findBy(customerId, recipient);
      if (!before && listOf(customerId).length >= listMax) return null;
      const kept = before ? { ...before, name } : recipient;
      known.set(kept.id, kept);
      screened.keep({ id: kept.id, name, createdAt: recipient.createdAt });
      return kept;
    },
    async addressRecipients(customerId) {
      return listOf(customerId);
    },
    async removeAddressRecipient(customerId, id) {
      const found = known.get(id);
      if (found?.customerId !== customerId) return null;
      known.delete(id);
      screened.drop(id);
      return found;
    },
    async notePaidAddress(customerId, address, at) {
      const found = findBy(customerId, address);
      if (found) known.set(found.id, { ...found, lastPaidAt: Math.max(found.lastPaidAt ?? 0, at) });
    },
  };
}
