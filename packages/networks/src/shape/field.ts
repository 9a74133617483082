// Arithmetic in the fields that curves are made over, enough to say whether a curve has a point at a coordinate.

/** Whether a number is the square of another in the field of a prime: Euler's criterion. 0 is its own square. */
export function isSquare(value: bigint, prime: bigint): boolean {
  const reduced = ((value % prime) + prime) % prime;
  return reduced === 0n || power(reduced, (prime - 1n) / 2n, prime) === 1n;
}

/** `base` to the power of `exponent`, by squaring. Not in constant time: it is only ever asked of what is public. */
function power(base: bigint, exponent: bigint, prime: bigint): bigint {
  let result = 1n;
  let square = base;
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % prime;
    square = (square * square) % prime;
  }
  return result;
}

/** Bytes as a number, the first the most significant. */
export function numberOfBytes(bytes: Uint8Array): bigint {
  return bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
}
