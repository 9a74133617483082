/**
 * Ed25519 keys from a seed, by SLIP-0010 (https://github.com/satoshilabs/slips/blob/master/slip-0010.md): what BIP-32 is for
 * secp256k1. Only hardened children exist on this curve.
 */
import { createHmac } from 'node:crypto';

const HARDENED = 0x8000_0000;

/** The private key at a path such as `m/44'/501'/0'/0'`; null where a step of it is not hardened, or no number. */
export function ed25519KeyAt(seed: Uint8Array, path: string): Uint8Array | null {
  const [root, ...steps] = path.split('/');
  if (root !== 'm') return null;
  let node = hmac(Buffer.from('ed25519 seed'), seed);
  for (const step of steps) {
    const index = /^(0|[1-9][0-9]{0,9})'$/.exec(step)?.[1];
    if (index === undefined || Number(index) >= HARDENED) return null;
    const data = Buffer.alloc(37);
    node.subarray(0, 32).copy(data, 1);
    data.writeUInt32BE(Number(index) + HARDENED, 33);
    node = hmac(node.subarray(32), data);
  }
  return Uint8Array.from(node.subarray(0, 32));
}

function hmac(key: Uint8Array, data: Uint8Array): Buffer {
  return createHmac('sha512', key).update(data).digest();
}
