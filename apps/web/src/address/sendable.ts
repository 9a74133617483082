import type { MoneyView, OperationView } from '@diboas/protocol';

/** What can be sent to an address; a balance in anything else cannot. */
const SENDABLE = ['USDC', 'BTC', 'ETH', 'SOL', 'SUI'] as const;
export type Sendable = (typeof SENDABLE)[number];

export function isSendable(asset: MoneyView['asset']): asset is Sendable {
  return SENDABLE.some((one) => one === asset);
}

/** What of these balances lies on a network and can be sent on it, with how much there is. */
export function sendable(
  balances: OperationView['balances'],
  network: OperationView['balances'][number]['network'],
): readonly { readonly asset: Sendable; readonly available: string }[] {
  return SENDABLE.flatMap((asset) => {
    const found = balances.find(
      (one) => one.asset === asset && one.network === network && one.type === 'BANKING',
    );
    return found && /[1-9]/.test(found.available) ? [{ asset, available: found.available }] : [];
  });
}
