import { describe, expect, it } from 'vitest';
import { readAddress } from './read-address.ts';
import { CHAIN_NETWORKS } from './shape/chain.ts';

const ADDRESSES = {
  bitcoin: 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4',
  ethereum: '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
  solana: 'CCMCWh4FudPEmY6Q1AVi5o8mQMXkHYkJUmZfzRGdcJ9P',
  sui: '0xdba34672e30cb065b1f93e3ab55318768fd6fef66c15942c9f7cb846e2f900e8',
} as const;

const OTHER_TEXTS = {
  bitcoin: ['1AGNa15ZQXAZUgFiqJ2i7Z2DPU2J6hW62i', 'tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx', 'bc1qslip'],
  ethereum: ['0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD'],
  solana: ['SQDS4ep65T869zMMBKyuUq6aD6EgTu8psMjkvj52pCf'],
  sui: [`0x${'B'.repeat(64)}`],
} as const;

describe.each(CHAIN_NETWORKS)('M50 an address of %s', (network) => {
  const address = ADDRESSES[network];

  it('is read, with space around it or without', () => {
    for (const text of [address, ` ${address}\n`, `\t${address}\u00a0`])
      expect(readAddress(network, text, 'live')).toMatchObject({
        ok: true,
        value: { network, address, ask: null },
      });
  });

  it('is read out of a link that asks for nothing', () => {
    expect(readAddress(network, `${network}:${address}`, 'live')).toMatchObject({
      ok: true,
      value: { address },
    });
    expect(readAddress(network, `${network.toUpperCase()}:${address}`, 'live').ok).toBe(true);
    expect(readAddress(network, `${network}:`, 'live')).toEqual({ ok: false, refusal: { reason: 'empty' } });
  });

  it('is told for what it is on every other network, also with a slip in it', () => {
    for (const other of CHAIN_NETWORKS.filter((one) => one !== network)) {
      for (const text of [address, `${network}:${address}`, ...OTHER_TEXTS[network]])
        expect(readAddress(other, text, 'live')).toEqual({
          ok: false,
          refusal: { reason: 'of_another_network', network },
        });
    }
  });

  it('is not taken out of a link of another network, though it is one of ours', () => {
    for (const other of CHAIN_NETWORKS.filter((one) => one !== network))
      expect(readAddress(network, `${other}:${address}`, 'live')).toEqual({
        ok: false,
        refusal: { reason: 'of_another_network', network: other },
      });
  });

  it('is not made of space, other schemes, or texts without end', () => {
    const wrong = (text: string) => readAddress(network, text, 'live');
    expect(wrong(' \n')).toEqual({ ok: false, refusal: { reason: 'empty' } });
    expect(wrong(`https://example.com/${address}`)).toEqual({
      ok: false,
      refusal: { reason: 'unknown_scheme', scheme: 'https' },
    });
    expect(wrong('1'.repeat(100_000))).toMatchObject({
      ok: false,
      refusal: { reason: 'wrong_length', length: 100_000 },
    });
    expect(wrong(`${address.slice(0, 9)} ${address.slice(9)}`)).toEqual({
      ok: false,
      refusal: { reason: 'not_in_alphabet', character: ' ', at: 9 },
    });
  });

  it.each([
    ['private_key', 'KwDiBf89QgGbjEhKnhXJuH7LrciVrZi3qYjgd9M7rFU73sVHnoWn'],
    ['private_key', 'suiprivkey1qzwant3kaegmjy4qxex93s0jzvemekkjmyv3r2sjwgnv2y479pgsywhveae'],
    ['seed_phrase', 'legal winner thank year wave sausage worth useful legal winner thank yellow'],
  ])('is no secret, which is told as %s', (what, text) => {
    expect(readAddress(network, text, 'live')).toEqual({ ok: false, refusal: { reason: 'secret', what } });
  });
});

describe('64 hex digits without a prefix', () => {
  const text = '4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318';

  it('are a key of Ethereum, except where an address of Sui is asked for', () => {
    expect(readAddress('ethereum', text, 'live')).toMatchObject({ refusal: { reason: 'secret' } });
    expect(readAddress('bitcoin', text, 'live')).toMatchObject({ refusal: { reason: 'secret' } });
    expect(readAddress('sui', text, 'live')).toMatchObject({ refusal: { reason: 'missing_prefix' } });
  });
});

describe('an address of Bitcoin for tests', () => {
  it('is told as such, and not as one of another network', () => {
    expect(readAddress('bitcoin', 'tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx', 'live')).toEqual({
      ok: false,
      refusal: { reason: 'of_the_other_chain', chain: 'test' },
    });
  });
});
