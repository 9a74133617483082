// Which 32 bytes are a key of taproot: those that are the x of a point on secp256k1 (BIP-340, `lift_x`). About half of all
// are not. Nodes relay what is sent to such an address all the same, and nobody can ever spend it (BIP-341).
import { isSquare, numberOfBytes } from '../shape/field.ts';

/** The order of the field of secp256k1 (SEC 2, section 2.4.1). */
const FIELD = 2n ** 256n - 2n ** 32n - 977n;

export function isTaprootKey(program: Uint8Array): boolean {
  const x = numberOfBytes(program);
  return x < FIELD && isSquare(x ** 3n + 7n, FIELD);
}
