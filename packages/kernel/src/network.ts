/** The four networks, and `fiat` for money that lives in banks and not on a chain. */
export const NETWORKS = ['bitcoin', 'ethereum', 'solana', 'sui', 'fiat'] as const;

export type Network = (typeof NETWORKS)[number];

/**
 * Whether two texts are one address. On Ethereum the case of the letters is only a checksum (ERC-55), which not
 * everybody writes; elsewhere every letter counts.
 */
export function isSameAddress(network: Network, left: string, right: string): boolean {
  return network === 'ethereum' ? left.toLowerCase() === right.toLowerCase() : left === right;
}

export function isNetwork(value: unknown): value is Network {
  return NETWORKS.some((network) => network === value);
}
