import { hex } from '@scure/base';
import { Address, NETWORK, OutScript, TEST_NETWORK } from '@scure/btc-signer';
import { describe, expect, it } from 'vitest';
import type { NetworkChain } from '../shape/chain.ts';
import { readVectors } from '../testing/vectors.ts';
import { findBitcoinKey, readBitcoinAddress } from './address.ts';
import { decodeBase58Check } from './base58check.ts';
import { decodeSegwit } from './segwit.ts';

/** The kind of an address on the chain it belongs to, or the reason why it is none. */
function told(text: string): string {
  const live = readBitcoinAddress(text, 'live');
  const read =
    !live.ok && live.refusal.reason === 'of_the_other_chain' ? readBitcoinAddress(text, 'test') : live;
  return read.ok ? read.value.kind : read.refusal.reason;
}

/** The script of a segwit address: the version's opcode, the length, the program (BIP-141). */
function scriptOf(text: string): string | null {
  const decoded = decodeSegwit(text);
  if (!decoded.ok) return null;
  const { version, program } = decoded.value;
  return hex.encode(Uint8Array.from([version === 0 ? 0 : 0x50 + version, program.length, ...program]));
}

describe.each(['bip173', 'bip350'] as const)('the vectors of %s', (name) => {
  const vectors = readVectors(name);

  it.each(vectors.bech32Valid)('%s is good bech32, and no address of Bitcoin', (text) => {
    const read = readBitcoinAddress(text, 'live');
    const prefix = text.toLowerCase().slice(0, text.lastIndexOf('1'));
    expect(read).toEqual({ ok: false, refusal: { reason: 'unknown_prefix', prefix } });
  });

  it.each(vectors.bech32Invalid)('%j is no address', (text) => {
    expect(readBitcoinAddress(text, 'live').ok).toBe(false);
  });

  it.each(vectors.addressesValid)('$text is told as $told', ({ text, told: wanted, script }) => {
    expect(told(text)).toBe(wanted);
    // BIP-350 took back the bech32 of the versions above 0, which BIP-173 still lists.
    expect(scriptOf(text)).toBe(wanted === 'wrong_encoding' ? null : script);
  });

  it.each(vectors.addressesInvalid)('$text is told as $told', ({ text, told: wanted }) => {
    expect(told(text)).toBe(wanted);
  });
});

describe("the vectors of Bitcoin Core's base58_keys", () => {
  it.each(readVectors('base58-keys-valid').rows)(
    '$text is told as $kind',
    ({ text, payload, kind, chain }) => {
      expect(findBitcoinKey(text)).toBe(kind === 'secret' ? 'private_key' : null);
      const decoded = decodeBase58Check(text);
      if (kind === 'secret') return expect(decoded.ok).toBe(false);
      expect(decoded).toEqual({ ok: true, value: { chain, kind, hash: hex.decode(payload) } });
    },
  );

  it.each(readVectors('base58-keys-invalid').rows)('%j is no address', (text) => {
    expect(readBitcoinAddress(text, 'live').ok || readBitcoinAddress(text, 'test').ok).toBe(false);
  });
});

describe("the vectors of Bitcoin Core's key_io", () => {
  const rows = readVectors('key-io-valid').rows;

  it.each(rows)('$text of $chain is read', ({ text, chain, script, secret }) => {
    expect(findBitcoinKey(text)).toBe(secret === true ? 'private_key' : null);
    if (script === undefined) return;
    // Core made programs at random, so half of those for taproot are nobody's key, and the library refuses them.
    const read = readBitcoinAddress(text, chain);
    const isBurn = read.ok && read.value.danger === 'burn';
    const isUnknown = !read.ok && read.refusal.reason === 'unknown_witness_version';
    expect(read.ok || isUnknown).toBe(true);
    expect(isBurn || isUnknown ? scriptOf(text) : libraryScript(text, chain)).toBe(script);
    if (isBurn) expect(() => libraryScript(text, chain)).toThrow('wrong taproot public key');
  });

  it.each(readVectors('key-io-invalid').rows)('%j is no address', (text) => {
    expect(readBitcoinAddress(text, 'live').ok || readBitcoinAddress(text, 'test').ok).toBe(false);
  });

  it('read the other way round where the case of letters means nothing', () => {
    const segwit = rows.filter(({ text, script }) => script !== undefined && /^(bc|tb|bcrt)1/.test(text));
    expect(segwit).toHaveLength(32);
    for (const { text } of segwit) expect(told(text.toUpperCase())).toBe(told(text));
  });
});

/** The script by another library, to which our reading of the address must lead. Regtest's prefix is its own there. */
function libraryScript(text: string, chain: NetworkChain): string {
  const network = chain === 'live' ? NETWORK : TEST_NETWORK;
  const bech32 = text.startsWith('bcrt') ? { ...network, bech32: 'bcrt' } : network;
  return hex.encode(OutScript.encode(Address(bech32).decode(text)));
}

describe('a Bitcoin address', () => {
  it('is told apart from the same one for tests, and the other way round', () => {
    const live = 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4';
    const test = 'tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx';
    expect(readBitcoinAddress(live, 'test')).toEqual({
      ok: false,
      refusal: { reason: 'of_the_other_chain', chain: 'live' },
    });
    expect(readBitcoinAddress(test, 'live')).toEqual({
      ok: false,
      refusal: { reason: 'of_the_other_chain', chain: 'test' },
    });
  });

  it('is written small where letters have one case, as its checksum was made', () => {
    const read = readBitcoinAddress('BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4', 'live');
    expect(read).toEqual({
      ok: true,
      value: {
        network: 'bitcoin',
        address: 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4',
        kind: 'p2wpkh',
        isChecked: true,
        danger: null,
      },
    });
  });

  it.each([
    '1111111111111111111114oLvT2',
    '1BitcoinEaterAddressDontSendf59kuE',
    '1CounterpartyXXXXXXXXXXXXXXXUWLpVr',
  ])('%s burns what it is sent', (text) => {
    expect(readBitcoinAddress(text, 'live')).toMatchObject({ ok: true, value: { danger: 'burn' } });
  });

  it.each([
    [
      'a letter that is not in the alphabet',
      'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3tb',
      { reason: 'not_in_alphabet', character: 'b', at: 41 },
    ],
    [
      'a sign that is a letter of ours in lower case',
      'BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7\u212aV8F3T4',
      { reason: 'not_in_alphabet', character: '\u212a', at: 35 },
    ],
    [
      'a letter too few after bc1',
      'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t',
      { reason: 'wrong_length', length: 41, least: 42, most: 62 },
    ],
    [
      'a letter that base58 leaves out',
      '1AGNa15ZQXAZUgFiqJ2i7Z2DPU2J6hW6O',
      { reason: 'not_in_alphabet', character: 'O', at: 32 },
    ],
    [
      'a letter of two units',
      '1AGNa15😀ZQXAZUgFiqJ2i7Z2DPU2J6hW6',
      { reason: 'not_in_alphabet', character: '😀', at: 7 },
    ],
    ['a slip', '1AGNa15ZQXAZUgFiqJ2i7Z2DPU2J6hW63i', { reason: 'checksum_differs' }],
    ['a letter too few', '1AGNa15ZQXAZUgFiqJ2i', { reason: 'wrong_length', length: 20, least: 26, most: 35 }],
    [
      'an address of Litecoin',
      'LVg2kJoFNg45Nbpy53h7Fe1wKyeXVRhMH9',
      { reason: 'unknown_version', version: 48 },
    ],
    ['an address of Tron', 'TLa2f6VPqDgRE67v1736s7bJ8Ray5wYjU7', { reason: 'unknown_version', version: 65 }],
    [
      'an invoice of Lightning',
      'lnbc1qqqqqqqqqqqqqqqqqqqqq',
      { reason: 'not_in_alphabet', character: 'l', at: 0 },
    ],
  ])('with %s is told so', (_, text, refusal) => {
    expect(readBitcoinAddress(text, 'live')).toEqual({ ok: false, refusal });
  });

  it.each([
    'xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPHi',
    // The same key as SLIP-132 writes it for other addresses, and for tests.
    'tprv8ZgxMBicQKsPeDgjzdC36fs6bMjGApWDNLR9erAXMs5skhMv36j9MV5ecvfavji5khqjWaWSFhN3YcCUUdiKH6isR4Pwy3U5y5egddBr16m',
    'yprvABrGsX5C9jantheLAR8A97LcTCTVsvThwu2FZpdxFtyH2CS4JPYxToNLixTWvGygnuRmFxVEZ18ny3GJ57nPGH8skkt4tbZXKhxuaUFh6jt',
    'zprvAWgYBBk7JR8GjzqSzmunMCS7dAbwpYTCs1YUMDXqduMA5JFHZ3iX5s2UkAR6vBdcCYYa1S5o1fVLrKsrnpCQ4WpUd6aVUWP1bS2Yy5DoaKv',
    'YprvANkMzkodih9AKGoi75b8yBgRAzVm6H9JGAfvV5uVdfogeNzy4nwEYvEGXfQzUiCb2NVk8YVMSDXJ6Ct4NLwLQmFYbDzUJ12XDSEnATR3W3g',
    'ZprvAhadJRUYsNgeAZzpwSNmBGmvLxeD2u8oBHC9GUoP1gBZhUpCKT6oAytQYsNaUcrWS1cYt25utssqyVVd63MMCzw9TZgtsur1VAJRYzwAEqZ',
    'uprv8tXDerPXZ1QsVWsrpyyfJkxbmKsi7SViHSwNSF4QjsTkooB9HkthyYjne8dAveN1ALxYG46ziMibRtp3CL8L5LQUHQ6NYxHaEoiL29kHzK1',
    'vprv9DMUxX4ShgxMLp4yfLmHWr46wJ2A44VDCZTbDdxJ7sqdrtzNYR4GbcPvfLakvZ1vZz5M1XhZB259KBRbv2YLsa659jno8s74WXmyQmgaevA',
    'Uprv95RJn67y7xyEv63EmeSe8qJQV7uyKoBJbib3MWKx7eJARyk44AGz4fbiSqaeV5auPp2X8e77ba76Z4RoVZHHDpX97sCmxMka8XzCc9fe9K9',
    'Vprv16YtLrHXxePM6QH2pP6gJegXe6NyWYhkJkS5emb9diQdXPdfDxwD42xU9Bd6xrfuNz9CGdoZgVDQD26VwcBzwg23TFNCX6dsjQCrgPBnUZm',
    'KwDiBf89QgGbjEhKnhXJuH7LrciVrZi3qYjgd9M7rFU73sVHnoWn',
    // BIP-38, with one of its ways and the other.
    '6PRVWUbkzzsbcVac2qwfssoUJAN1Xhrg6bNk8J7Nzm5H7kxEbn2Nh2ZoGg',
    '6PfQu77ygVyJLZjfvMLyhLMQbYnu5uguoJJ4kMCLqWwPEdfpwANVS76gTX',
  ])('is no key: %s', (text) => {
    expect(findBitcoinKey(text)).toBe('private_key');
  });
});
