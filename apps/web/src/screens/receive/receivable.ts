import type { DepositAddressView, MoneyView } from '@diboas/protocol';

/** One asset on one network, and the person's own address for it. */
export interface Receivable {
  /** As the address of the page names it: "USDC-solana". */
  readonly key: string;
  readonly asset: MoneyView['asset'];
  /** The least that the network carries there; null where that is nothing anybody has to be told. */
  readonly least: MoneyView | null;
  readonly at: DepositAddressView;
}

/** The order in which networks are offered to people: what costs least to use comes first. */
const ORDER: readonly DepositAddressView['network'][] = ['solana', 'sui', 'ethereum', 'bitcoin'];

/** Everything that can be received, digital dollars first. */
export function receivables(addresses: readonly DepositAddressView[]): readonly Receivable[] {
  const sorted = [...addresses].sort((a, b) => ORDER.indexOf(a.network) - ORDER.indexOf(b.network));
  const all = sorted.flatMap((at) =>
    at.assets.map((asset) => ({ key: `${asset}-${at.network}`, asset, least: leastOf(at, asset), at })),
  );
  return [...all.filter(({ asset }) => asset === 'USDC'), ...all.filter(({ asset }) => asset !== 'USDC')];
}

/** One unit of the last digit is no least amount that anybody has to be told. */
function leastOf({ least }: DepositAddressView, asset: MoneyView['asset']): MoneyView | null {
  const found = least.find((one) => one.asset === asset);
  return found && !/^0\.0*1$/.test(found.amount) ? found : null;
}
