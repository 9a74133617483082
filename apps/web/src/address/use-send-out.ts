import type { CallRefusal } from '@diboas/client';
import type { AddressCheckView, ChainNetworkView } from '@diboas/protocol';
import type { SendOutEvent } from '@diboas/wizards';
import { useNavigate } from '@tanstack/react-router';
import { useServices } from '../services/services.ts';
import { startDraft } from '../wizard/drafts.ts';
import { addressOf } from '../wizard/flow.ts';
import { useOperation } from '../wizard/use-operation.ts';
import { networkAddress } from './address-form.ts';
import { sendable } from './sendable.ts';

/** Where to, and what the link asks for that the address came in; absent where it came in none. */
export interface SendOutTo {
  readonly network: ChainNetworkView;
  readonly address: string;
  readonly ask?: Extract<AddressCheckView, { is: 'good' }>['ask'];
}

/**
 * Begins to send to an address, with all that is known of it: what its link asks for, and what is sent where there is only one
 * thing to send. Null where it began.
 */
export function useSendOut(): (to: SendOutTo) => Promise<CallRefusal | null> {
  const services = useServices();
  const navigate = useNavigate();
  const balances = useOperation('send_out')?.balances ?? [];
  return async ({ network, address, ask = null }) => {
    const there = sendable(balances, network);
    const asked =
      there.find(({ asset }) => asset === ask?.asset) ?? (there.length === 1 ? there[0] : undefined);
    const amount = asked && ask?.asset === asked.asset ? ask.amount : null;
    const events: readonly SendOutEvent[] = [
      { type: 'to_chosen', to: networkAddress(network, address) },
      ...(asked ? [{ type: 'asset_chosen', asset: asked.asset } as const] : []),
      ...(asked && amount !== null ? [{ type: 'amount_chosen', amount } as const] : []),
    ];
    const outcome = await startDraft(services, 'send_out', events);
    if (!outcome.ok) return outcome.refusal;
    await navigate(addressOf(outcome.value));
    return null;
  };
}
