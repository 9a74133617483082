import { pbkdf2Sync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type AddressFormat, type Curve, openAccount } from './account.ts';

/** The seed of the mnemonic that the standards give their examples for: "abandon" eleven times, and "about" (BIP-39). */
const SEED = pbkdf2Sync(`${'abandon '.repeat(11)}about`, 'mnemonic', 2_048, 64, 'sha512');

/** Addresses that are published for this seed: BIP-84's own, and those that wallets of each network show. */
const PUBLISHED: readonly (readonly [AddressFormat, Curve, string, string])[] = [
  [
    ...(['ADDRESS_FORMAT_BITCOIN_MAINNET_P2WPKH', 'CURVE_SECP256K1', "m/84'/0'/0'/0/0"] as const),
    'bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu',
  ],
  [
    ...(['ADDRESS_FORMAT_ETHEREUM', 'CURVE_SECP256K1', "m/44'/60'/0'/0/0"] as const),
    '0x9858EfFD232B4033E47d90003D41EC34EcaEda94',
  ],
  [
    ...(['ADDRESS_FORMAT_SOLANA', 'CURVE_ED25519', "m/44'/501'/0'/0'"] as const),
    'HAgk14JpMQLgt6rVgv7cBQFJWFto5Dqxi472uT3DKpqk',
  ],
  [
    ...(['ADDRESS_FORMAT_SUI', 'CURVE_ED25519', "m/44'/784'/0'/0'/0'"] as const),
    '0x5e93a736d04fbb25737aa40bee40171ef79f65fae833749e3c089fe7cc2161f1',
  ],
];

describe('an account', () => {
  it.each(PUBLISHED)('of %s is where wallets have it', (addressFormat, curve, path, address) => {
    expect(openAccount(SEED, { addressFormat, curve, path })?.account.address).toBe(address);
  });

  it('of a test chain has the prefix of that chain', () => {
    const addressFormat = 'ADDRESS_FORMAT_BITCOIN_REGTEST_P2WPKH';
    const plan = { addressFormat, curve: 'CURVE_SECP256K1', path: "m/84'/1'/0'/0/0" } as const;
    expect(openAccount(SEED, plan)?.account.address).toMatch(/^bcrt1q/);
  });

  it.each(['84', 'm/x', "m/84'/4294967296"])('is nowhere at %s', (path) => {
    const plan = { addressFormat: 'ADDRESS_FORMAT_ETHEREUM', curve: 'CURVE_SECP256K1', path } as const;
    expect(openAccount(SEED, plan)).toBeNull();
  });
});
