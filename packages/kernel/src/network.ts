/** The four networks, and `fiat` for money that lives in banks and not on a chain. */
export const NETWORKS = ['bitcoin', 'ethereum', 'solana', 'sui', 'fiat'] as const;

export type Network = (typeof NETWORKS)[number];

export function isNetwork(value: unknown): value is Network {
  return NETWORKS.some((network) => network === value);
}
