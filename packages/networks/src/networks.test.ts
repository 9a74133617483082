import { ASSETS } from '@diboas/kernel';
import { describe, expect, it } from 'vitest';
import { assetsOn, confirm, estimateFee, explorerLink, isSameAddress, leastSend } from './networks.ts';
import { readAddress } from './read-address.ts';
import { CHAIN_NETWORKS, type ChainNetwork, type NetworkChain } from './shape/chain.ts';
import { amountTierOf } from './shape/confirm.ts';

const COINS: { readonly [N in ChainNetwork]: string } = {
  bitcoin: 'BTC',
  ethereum: 'ETH',
  solana: 'SOL',
  sui: 'SUI',
};

describe.each(CHAIN_NETWORKS)('M50 on %s', (network) => {
  it.each<NetworkChain>(['live', 'test'])(
    'of the %s chain its coin comes first, and assets count as in the ledger',
    (chain) => {
      const [coin, ...tokens] = assetsOn(network, chain);
      expect(coin).toMatchObject({ asset: COINS[network], token: null });
      expect(tokens.map(({ asset }) => asset)).toEqual(network === 'bitcoin' ? [] : ['USDC']);
      for (const { asset, decimals } of assetsOn(network, chain))
        expect(decimals).toBe(ASSETS[asset].decimals);
    },
  );

  it('a token is another contract on each chain', () => {
    const tokens = (['live', 'test'] as const).flatMap((chain) =>
      assetsOn(network, chain).flatMap(({ token }) => token ?? []),
    );
    expect(new Set(tokens).size).toBe(tokens.length);
  });
});

describe('two texts for one address', () => {
  const ethereum = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed';
  const segwit = 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4';
  const base58 = '9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin';

  it('may differ in the case of letters where it means nothing', () => {
    expect(isSameAddress('ethereum', ethereum, ethereum.toLowerCase())).toBe(true);
    expect(isSameAddress('ethereum', ethereum, ethereum.replace('Aed', 'AeD'))).toBe(true);
    expect(isSameAddress('bitcoin', segwit, segwit.toUpperCase())).toBe(true);
    expect(isSameAddress('sui', `0x${'aB'.repeat(32)}`, `0x${'ab'.repeat(32)}`)).toBe(true);
  });

  it('differ in nothing else', () => {
    expect(isSameAddress('ethereum', ethereum, `${ethereum.slice(0, -1)}e`)).toBe(false);
    expect(isSameAddress('bitcoin', segwit, `${segwit.slice(0, -1)}5`)).toBe(false);
  });

  it.each(['solana', 'bitcoin', 'fiat'] as const)('may not differ in case on %s otherwise', (network) => {
    expect(isSameAddress(network, base58, base58)).toBe(true);
    expect(isSameAddress(network, base58, base58.toLowerCase())).toBe(false);
  });
});

describe('the least that is sent', () => {
  const address = (network: ChainNetwork, text: string) => {
    const read = readAddress(network, text, 'live');
    if (!read.ok) throw new Error(`not an address: ${text}`);
    return read.value;
  };
  const taproot = address('bitcoin', 'bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0');
  const wallet = address('solana', 'nick6zJc6HpW3kfBm4xS2dmbuVRyb5F3AnUvj5ymzR5');

  it('is the dust of the address', () => {
    expect(leastSend('BTC', taproot)).toEqual({ units: 330n, unitsIfNew: 330n });
    expect(leastSend('SOL', wallet).unitsIfNew).toBe(890_880n);
  });

  it('is asked for assets that are there', () => {
    expect(() => leastSend('USDC', taproot)).toThrow('on a network that has it');
  });
});

describe('M50 every network', () => {
  it('estimates fees and counts confirmations by its own facts', () => {
    const facts = { signatures: 1n, computeUnits: 0n, recentPrices: [], newTokenAccounts: 0n };
    expect(estimateFee('solana', 'slow', facts).rent).toBe(0n);
    expect(confirm('sui', amountTierOf(1n), { checkpoint: 7n }).isFinal).toBe(true);
  });

  it('has tiers of what is at stake', () => {
    const cents = [0n, 99_999n, 100_000n, 999_999n, 1_000_000n];
    expect(cents.map(amountTierOf)).toEqual(['small', 'small', 'usual', 'usual', 'large']);
  });

  it('has pages to look at', () => {
    const links = CHAIN_NETWORKS.flatMap((network) =>
      (['live', 'test'] as const).map((chain) =>
        explorerLink(network, chain, { what: 'transaction', id: 'a/b' }),
      ),
    );
    expect(links).toEqual([
      'https://mempool.space/tx/a%2Fb',
      'https://mempool.space/testnet4/tx/a%2Fb',
      'https://etherscan.io/tx/a%2Fb',
      'https://sepolia.etherscan.io/tx/a%2Fb',
      'https://explorer.solana.com/tx/a%2Fb',
      'https://explorer.solana.com/tx/a%2Fb?cluster=devnet',
      'https://suiscan.xyz/mainnet/tx/a%2Fb',
      'https://suiscan.xyz/testnet/tx/a%2Fb',
    ]);
    expect(explorerLink('sui', 'live', { what: 'address', id: '0x2' })).toBe(
      'https://suiscan.xyz/mainnet/account/0x2',
    );
  });
});
