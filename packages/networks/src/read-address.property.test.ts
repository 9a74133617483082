import { sha256 } from '@noble/hashes/sha2.js';
import { base58, bech32, bech32m, createBase58check, hex } from '@scure/base';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSameAddress } from './networks.ts';
import { readAddress } from './read-address.ts';
import { CHAIN_NETWORKS, type ChainNetwork, type NetworkChain } from './shape/chain.ts';

interface Made {
  readonly network: ChainNetwork;
  readonly chain: NetworkChain;
  readonly text: string;
}

const base58check = createBase58check(sha256);
const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const chains = fc.constantFrom<NetworkChain[]>('live', 'test');

/** Addresses as the standards make them of random keys, hashes and programs. */
const segwit = fc
  .tuple(chains, fc.constantFrom(0, 1), bytes(32), fc.boolean())
  .map(([chain, version, program, isShort]): Made => {
    const coder = version === 0 ? bech32 : bech32m;
    const words = [version, ...coder.toWords(version === 0 && isShort ? program.slice(0, 20) : program)];
    return { network: 'bitcoin', chain, text: coder.encode(chain === 'live' ? 'bc' : 'tb', words) };
  });
const hashed = fc.tuple(chains, fc.boolean(), bytes(20)).map(([chain, isScript, hash]): Made => {
  const version = { live: isScript ? 5 : 0, test: isScript ? 196 : 111 }[chain];
  return { network: 'bitcoin', chain, text: base58check.encode(Uint8Array.from([version, ...hash])) };
});
const ethereum = fc.tuple(chains, bytes(20)).map(([chain, key]): Made => {
  return { network: 'ethereum', chain, text: `0x${hex.encode(key)}` };
});
const solana = fc.tuple(chains, bytes(32)).map(([chain, key]): Made => {
  return { network: 'solana', chain, text: base58.encode(key) };
});
const sui = fc.tuple(chains, bytes(32)).map(([chain, key]): Made => {
  return { network: 'sui', chain, text: `0x${hex.encode(key)}` };
});
const any = fc.oneof(segwit, hashed, ethereum, solana, sui);

const TYPED = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

function addressOf({ network, chain, text }: Made): string | null {
  const read = readAddress(network, text, chain);
  return read.ok ? read.value.address : null;
}

describe('an address', () => {
  it('of any key reads as itself, and read again is the same', () => {
    fc.assert(
      fc.property(any, (made) => {
        const address = addressOf(made);
        expect(address?.toLowerCase()).toBe(made.text.toLowerCase());
        expect(addressOf({ ...made, text: address ?? '' })).toBe(address);
      }),
    );
  });

  it('is the same as what it reads as, and as no other', () => {
    fc.assert(
      fc.property(any, any, (made, other) => {
        expect(isSameAddress(made.network, made.text, addressOf(made) ?? '')).toBe(true);
        expect(isSameAddress(made.network, made.text, other.text)).toBe(made.text === other.text);
      }),
    );
  });

  it('belongs to no other network', () => {
    fc.assert(
      fc.property(any, ({ network, chain, text }) => {
        for (const other of CHAIN_NETWORKS.filter((one) => one !== network)) {
          const isMaybeKey = network === 'sui' && other === 'ethereum';
          expect(readAddress(other, text, chain)).toEqual({
            ok: false,
            refusal: isMaybeKey
              ? { reason: 'secret', what: 'maybe_private_key' }
              : { reason: 'of_another_network', network },
          });
        }
      }),
    );
  });

  it('with a checksum is refused when any one character is another', () => {
    fc.assert(
      fc.property(fc.oneof(segwit, hashed), fc.nat(), fc.constantFrom(...TYPED), (made, place, other) => {
        const slipped = withOther(made.text, place, other);
        fc.pre(slipped !== made.text);
        expect(addressOf({ ...made, text: slipped })).toBeNull();
      }),
      { numRuns: 400 },
    );
  });

  it('without one is never taken for the same when any one character is another', () => {
    fc.assert(
      fc.property(
        fc.oneof(ethereum, solana, sui),
        fc.nat(),
        fc.constantFrom(...TYPED),
        (made, place, other) => {
          const slipped = withOther(made.text, place, other);
          const isSame =
            made.network === 'solana' ? slipped === made.text : slipped.toLowerCase() === made.text;
          fc.pre(!isSame);
          const address = addressOf({ ...made, text: slipped });
          expect(address).not.toBe(addressOf(made));
          // On Ethereum letters in both cases may happen to be right: its own test counts how often.
          if (address === null || made.network === 'ethereum') return;
          const read = readAddress(made.network, slipped, made.chain);
          expect(read).toMatchObject({ value: { isChecked: false } });
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe('any text', () => {
  it('is read or refused, on every network, and never throws', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 100 }),
      fc.string({
        unit: fc.constantFrom(...TYPED, ' ', ':', '?', '@', '/', '=', '&', '%', '.'),
        maxLength: 120,
      }),
      fc
        .tuple(
          fc.constantFrom('bitcoin:', 'ethereum:', 'solana:', 'sui:', 'BC1', '0x', 'lnbc'),
          fc.string({ maxLength: 90 }),
        )
        .map(([start, rest]) => `${start}${rest}`),
      fc
        .tuple(any, fc.string({ maxLength: 60 }))
        .map(([{ network, text }, rest]) => `${network}:${text}?${rest}`),
    );
    fc.assert(
      fc.property(texts, chains, (text, chain) => {
        for (const network of CHAIN_NETWORKS)
          expect(typeof readAddress(network, text, chain).ok).toBe('boolean');
      }),
      { numRuns: 300 },
    );
  });
});

function withOther(text: string, place: number, other: string): string {
  const at = place % text.length;
  return `${text.slice(0, at)}${other}${text.slice(at + 1)}`;
}
