import { isSameAddress } from './networks.ts';
import type { ChainNetwork } from './shape/chain.ts';

/** What every address of its form begins with, so that nobody compares it. */
const BEGINNINGS: { readonly [N in ChainNetwork]: RegExp } = {
  bitcoin: /^(?:bc|tb|bcrt)1[a-z0-9]|^[123mn]/i,
  ethereum: /^0x/i,
  solana: /^/,
  sui: /^0x/i,
};

/** How many characters at each end people compare at least, and swindlers make alike. */
const COMPARED = 3;

/**
 * Whether two addresses are not the same, and look it to whoever compares their ends only. Swindlers send a little from
 * an address that is made to look like one a person has paid to, and hope that it is copied from the list (M21). Two
 * addresses that were not made so are alike by chance once in 16 million times at most.
 */
export function isLookAlike(network: ChainNetwork, left: string, right: string): boolean {
  if (isSameAddress(network, left, right)) return false;
  return endsOf(network, left) === endsOf(network, right);
}

/** Case is left out: it is not what people compare by. */
function endsOf(network: ChainNetwork, address: string): string {
  const told = address.replace(BEGINNINGS[network], '').toLowerCase();
  return `${told.slice(0, COMPARED)}...${told.slice(-COMPARED)}`;
}
