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
      const refusal = { reason: 'of_another_network', network };
      expect(readAddress(other, `${network}:${address}`, 'live')).toEqual({ ok: false, refusal });
      // Where Ethereum is asked for, an address of Sui may be a key.
      if (other === 'ethereum' && network === 'sui') continue;
      for (const text of [address, ...OTHER_TEXTS[network]])
        expect(readAddress(other, text, 'live')).toEqual({ ok: false, refusal });
    }
  });

  it('is not taken out of a link of another network, though it is one of ours', () => {
    for (const other of CHAIN_NETWORKS.filter((one) => one !== network)) {
      // On Ethereum an address of Sui may as well be a key, and is taken for what would be worse.
      const isMaybeKey = network === 'sui' && other === 'ethereum';
      const refusal = isMaybeKey
        ? { reason: 'secret', what: 'maybe_private_key' }
        : { reason: 'of_another_network', network: other };
      expect(readAddress(network, `${other}:${address}`, 'live')).toEqual({ ok: false, refusal });
    }
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

  it.each(['bitcoin', 'solana', 'wif', 'https'])('is no secret in a link of %s either', (scheme) => {
    const refusal = { reason: 'secret', what: 'private_key' };
    const key = 'KwDiBf89QgGbjEhKnhXJuH7LrciVrZi3qYjgd9M7rFU73sVHnoWn';
    for (const rest of [key, `//${key}`, `${key}?amount=1`, `pay-${key}@1`])
      expect(readAddress(network, `${scheme}:${rest}`, 'live')).toEqual({ ok: false, refusal });
    const words = 'legal winner thank year wave sausage worth useful legal winner thank yellow';
    for (const space of ['+', '%20', ' '])
      expect(readAddress(network, `${scheme}:${words.replaceAll(' ', space)}`, 'live')).toEqual({
        ok: false,
        refusal: { reason: 'secret', what: 'seed_phrase' },
      });
  });

  it('is no id of a transaction of Solana, which is told as that', () => {
    const id = '5awYiUvGiDFA33EJjj4TXJG44a5afJc8QjWRpGgQiu6b23jCr7yndW2fmp9ujwqJVe32J456wV3VF78Asb1obnTc';
    const refusal = { reason: 'transaction_id', network: 'solana' };
    expect(readAddress(network, id, 'live')).toEqual({ ok: false, refusal });
  });
});

describe('64 hex digits', () => {
  const digits = '4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318';
  const refusal = { reason: 'secret', what: 'maybe_private_key' };

  it('may be a key, except where an address of Sui is asked for', () => {
    for (const network of ['bitcoin', 'ethereum', 'solana'] as const)
      expect(readAddress(network, digits, 'live')).toEqual({ ok: false, refusal });
    expect(readAddress('sui', digits, 'live')).toMatchObject({ refusal: { reason: 'missing_prefix' } });
  });

  it('with a prefix may be one where Ethereum is asked for', () => {
    for (const text of [`0x${digits}`, `ethereum:0x${digits}`, `ethereum:pay-0x${digits}@1?value=1`])
      expect(readAddress('ethereum', text, 'live')).toEqual({ ok: false, refusal });
    expect(readAddress('bitcoin', `0x${digits}`, 'live')).toMatchObject({
      refusal: { reason: 'of_another_network', network: 'sui' },
    });
    expect(readAddress('ethereum', `https://etherscan.io/tx/0x${digits}`, 'live')).toMatchObject({
      refusal: { reason: 'unknown_scheme' },
    });
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
