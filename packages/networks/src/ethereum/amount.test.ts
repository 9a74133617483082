import { isAddress } from 'viem/utils';
import { describe, expect, it } from 'vitest';
import { ETHEREUM_ASSETS, leastEthereumSend } from './amount.ts';

describe('what there is on Ethereum', () => {
  it('is known by contracts whose checksums are right', () => {
    const contracts = [...ETHEREUM_ASSETS.live, ...ETHEREUM_ASSETS.test].flatMap(({ token }) => token ?? []);
    expect(contracts).toHaveLength(2);
    for (const contract of contracts) expect(isAddress(contract, { strict: true })).toBe(true);
  });

  it('can be sent by the smallest unit', () => {
    expect(leastEthereumSend()).toEqual({ units: 1n, unitsIfNew: 1n });
  });
});
