import { assert } from '@diboas/kernel';
import type { LocalEthereum } from '@diboas/local-chains';
import { isHex } from 'viem';
import type { CrossingDriver } from './crossing-sandbox-world.ts';

/** Whoever may not move a token can neither burn it nor hand it over. */
export const blockOnEthereum: CrossingDriver['block'] = async ({ sandbox }, { address, isBlocked }) => {
  const ethereum = sandbox.chains.of('ethereum') as LocalEthereum | null;
  assert(ethereum && isHex(address), 'Ethereum runs, and the address is one of it', { address });
  await ethereum.blacklist(address, isBlocked);
};
