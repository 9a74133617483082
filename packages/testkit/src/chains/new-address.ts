import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { ChainNetwork } from '@diboas/networks';
import { toBase58 } from '@mysten/sui/utils';
import { p2wpkh } from '@scure/btc-signer';
import { pubECDSA, randomPrivateKeyBytes } from '@scure/btc-signer/utils.js';

const REGTEST = { bech32: 'bcrt', pubKeyHash: 0x6f, scriptHash: 0xc4, wif: 0xef };

/** An address of a chain for tests that nothing was ever sent to, and whose key nobody keeps. */
export function newAddress(network: ChainNetwork): string {
  switch (network) {
    case 'bitcoin':
      return p2wpkh(pubECDSA(randomPrivateKeyBytes()), REGTEST).address ?? '';
    case 'ethereum':
      return `0x${randomBytes(20).toString('hex')}`;
    case 'solana': {
      const { x = '' } = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' });
      return toBase58(Uint8Array.from(Buffer.from(x, 'base64url')));
    }
    case 'sui':
      return `0x${randomBytes(32).toString('hex')}`;
  }
}
