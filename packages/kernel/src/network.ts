/** The four networks, and `fiat` for money that lives in banks and not on a chain. */
export const NETWORKS = ['bitcoin', 'ethereum', 'solana', 'sui', 'fiat'] as const;

export type Network = (typeof NETWORKS)[number];

/**
 * Whether two texts are one address. On Ethereum the case of the letters is only a checksum (ERC-55), which not
 * everybody writes, and on Sui it means nothing; of Bitcoin's, bech32 may be all in capitals (BIP-173), as codes that are
 * scanned have it. Elsewhere every letter counts.
 */
export function isSameAddress(network: Network, left: string, right: string): boolean {
  return withoutCase(network, left) === withoutCase(network, right);
}

function withoutCase(network: Network, address: string): string {
  const isHex = network === 'ethereum' || network === 'sui';
  const isBech32 = network === 'bitcoin' && /^(?:BC|TB|BCRT)1[0-9A-Z]+$/.test(address);
  return isHex || isBech32 ? address.toLowerCase() : address;
}

export function isNetwork(value: unknown): value is Network {
  return NETWORKS.some((network) => network === value);
}
