import type { RecipientView } from '@diboas/protocol';
import type { Choice } from '@diboas/ui';
import { WalletMinimal } from 'lucide-react';
import { networkName, shortAddress } from '../transaction/place-text.ts';
import { networkAddress } from './address-form.ts';

export type SavedAddress = Extract<RecipientView, { kind: 'address' }>;

/** The addresses among those that a person wrote down. */
export function addressesIn(recipients: readonly RecipientView[]): readonly SavedAddress[] {
  return recipients.filter((one) => one.kind === 'address');
}

/** An address that was written down as it may be chosen: by its name, with its network and its ends. */
export function addressChoice({ name, network, address }: SavedAddress): Choice<string> {
  return {
    value: networkAddress(network, address),
    icon: WalletMinimal,
    words: name,
    note: `${networkName(network)} \u00b7 ${shortAddress(address)}`,
  };
}
