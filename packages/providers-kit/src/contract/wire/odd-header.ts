import fc from 'fast-check';

/** Pieces that signature headers are made of, right ones and odd ones, but no good signature. */
const piece = fc
  .tuple(
    fc.constantFrom('t', 'v1', 'v0', 'h', 'T', ' t', '', 'constructor', '__proto__'),
    fc.constantFrom('=', '==', '', ' = '),
    fc.oneof(
      fc.constantFrom('', '0', '-1', '1e9', 'NaN', '99999999999999999999', 'content-type', '__proto__', '\0'),
      fc.constantFrom('a'.repeat(64), 'A'.repeat(64), '0'.repeat(63), 'content-type content-type'),
      fc.string({ unit: 'binary', maxLength: 20 }),
    ),
  )
  .map((parts) => parts.join(''));

/** Whatever anybody may write into a header that a signature stands in. */
export const oddHeader = fc.oneof(
  fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(',')),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.constant(undefined),
);
