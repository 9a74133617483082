// Which 32 bytes can be a key of Ed25519: those that are a point of its curve (RFC 8032, section 5.1.3). Programs derive
// addresses that are not, so that nobody can have a key to them.
import { isSquare, numberOfBytes } from '../shape/field.ts';

/** RFC 8032, section 5.1: the order of the field, and the `d` of -x^2 + y^2 = 1 + d x^2 y^2. */
const FIELD = 2n ** 255n - 19n;
const D = 37095705934669439343138083508754565189542113879843219016388785533085940283555n;

/** The first 255 bits are y, the least significant byte first; the last bit is the sign of x. */
const Y_BITS = 2n ** 255n;

export function isOnCurve(bytes: Uint8Array): boolean {
  const encoded = numberOfBytes(bytes.toReversed());
  const y = encoded % Y_BITS;
  // x^2 = (y^2 - 1) / (d y^2 + 1), which is a square where the product of both is. The divisor is never 0.
  const dividend = (y * y - 1n) % FIELD;
  if (dividend === 0n) return encoded < Y_BITS;
  return isSquare(dividend * (D * y * y + 1n), FIELD);
}
