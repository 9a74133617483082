/** Addresses that nobody has ever used, as each network writes them on its chain for tests. */
import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import type { Network } from '@diboas/kernel';
import { encodeBase58 } from '@diboas/sandbox-kit';
import { bech32 } from '@scure/base';

/** What stands before the seed of an Ed25519 key in PKCS #8 (RFC 8410). */
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** @param seed the same seed makes the same addresses in the same order */
export function createAddresses(seed: string): (network: Network) => string {
  let made = 0;
  return (network) => {
    made += 1;
    const bytes = createHash('sha256').update(`${seed} ${made}`).digest();
    switch (network) {
      case 'bitcoin':
        // BIP-173: version 0 and the hash of a key.
        return bech32.encode('bcrt', [0, ...bech32.toWords(bytes.subarray(0, 20))]);
      case 'ethereum':
        return `0x${bytes.toString('hex', 0, 20)}`;
      case 'solana': {
        const key = createPrivateKey({
          key: Buffer.concat([PKCS8_ED25519, bytes]),
          format: 'der',
          type: 'pkcs8',
        });
        const { x = '' } = createPublicKey(key).export({ format: 'jwk' });
        return encodeBase58(Buffer.from(x, 'base64url'));
      }
      case 'sui':
        return `0x${bytes.toString('hex')}`;
      case 'fiat':
        throw new RangeError('Money in banks has no address.');
    }
  };
}
