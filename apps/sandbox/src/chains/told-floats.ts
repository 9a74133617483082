import { type Asset, formatMoney, money, type Network } from '@diboas/kernel';
import { isChainNetwork } from '@diboas/networks';
import type { Double, PaidFrom } from '@diboas/sandbox-kit';
import type { Chains } from './chains.ts';
import { floatOf } from './float.ts';

/** What of the application's lies with a provider from the beginning: the ready line tells, so that its books can begin with it. */
export interface ToldFloat {
  readonly provider: string;
  readonly asset: Asset;
  readonly network: Network;
  /** A decimal of the asset. */
  readonly amount: string;
}

/** Where money is laid: where orders are paid from, and at addresses that sign for somebody who is there, on the networks of that. */
export function paidAt(doubles: readonly Double[]): readonly PaidFrom[] {
  const signed = doubles.flatMap(({ signedFor }) => signedFor ?? []);
  const isUsed = ({ signsFor, network }: PaidFrom) =>
    signsFor === undefined ||
    signed.some(({ use, networks }) => use === signsFor && networks.includes(network));
  return doubles.flatMap(({ payingAddresses = [] }) => payingAddresses.filter(isUsed));
}

export function tellFloats(
  opened: readonly { readonly id: string; readonly double: Double }[],
  chains: Pick<Chains, 'of'>,
): readonly ToldFloat[] {
  const paid = opened.flatMap(({ id, double: { payingAddresses = [] } }) =>
    payingAddresses
      .filter(({ isOthers }) => !isOthers)
      .map(({ network, signsFor = null }) => ({ network, id, signsFor })),
  );
  return opened.flatMap(({ id, double: { floats = [], signedFor } }) => {
    const own = paid.filter((one) =>
      one.signsFor === null
        ? one.id === id
        : one.signsFor === signedFor?.use && signedFor.networks.some((network) => network === one.network),
    );
    const laid = own.flatMap(({ network }) =>
      isChainNetwork(network) && chains.of(network) !== null
        ? floatOf(network).map((part) => ({ ...part, network }))
        : [],
    );
    const sums = new Map<string, { asset: Asset; network: Network; units: bigint }>();
    for (const { asset, network, units } of [...floats, ...laid]) {
      const name = `${asset} ${network}`;
      sums.set(name, { asset, network, units: units + (sums.get(name)?.units ?? 0n) });
    }
    return [...sums.values()].map(({ asset, network, units }) => ({
      ...{ provider: id, asset, network, amount: formatMoney(money(asset, units)) },
    }));
  });
}
