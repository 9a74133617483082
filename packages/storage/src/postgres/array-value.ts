import { assert } from '@diboas/kernel';

/** Text that stands in an array literal as it is: no quotes, commas, braces, backslashes or spaces. */
const PLAIN = /^[\w:.+-]+$/;

/**
 * A list as PostgreSQL reads an array: https://www.postgresql.org/docs/18/arrays.html#ARRAYS-IO. Most of what we
 * write (names, numbers, times) needs no quotes, which saves time on both sides.
 */
export function arrayLiteral(values: readonly (string | number | boolean | null)[]): string {
  return `{${values.map(elementOf).join()}}`;
}

function elementOf(value: string | number | boolean | null): string {
  if (value === null) return 'NULL';
  if (typeof value !== 'string') return String(value);
  // The word NULL without quotes would be a null.
  if (PLAIN.test(value) && !(value.length === 4 && value.toUpperCase() === 'NULL')) return value;
  return `"${value.replaceAll(/["\\]/g, '\\$&')}"`;
}

/** The type of an element: `SELECT 'uuid'::regtype::oid`. */
const UUID_TYPE = 2950;
const HEAD_BYTES = 20;
const UUID_BYTES = 16;

/** What a hexadecimal digit stands for, by its character code; a dash, and whatever else, is 255. */
const DIGITS = Uint8Array.from({ length: 128 }, (_, code) => {
  const digit = '0123456789abcdef'.indexOf(String.fromCharCode(code).toLowerCase());
  return digit < 0 ? 255 : digit;
});

/**
 * A list of UUIDs in the binary form of arrays (array_recv in PostgreSQL's arrayfuncs.c): the number of dimensions,
 * whether there are nulls, the type of the elements, how many, the index of the first; then each after its length in
 * bytes. Ids are much of what a batch sends: so they take half the bytes, and the database need not read digits.
 */
export function uuidArray(ids: readonly (string | null)[]): Buffer {
  const buffer = Buffer.allocUnsafe(HEAD_BYTES + ids.length * (4 + UUID_BYTES));
  buffer.writeInt32BE(1, 0);
  buffer.writeInt32BE(ids.includes(null) ? 1 : 0, 4);
  buffer.writeInt32BE(UUID_TYPE, 8);
  buffer.writeInt32BE(ids.length, 12);
  buffer.writeInt32BE(1, 16);
  let at = HEAD_BYTES;
  for (const id of ids) {
    buffer.writeInt32BE(id === null ? -1 : UUID_BYTES, at);
    at += 4;
    if (id !== null) at = writeUuid(buffer, at, id);
  }
  return buffer.subarray(0, at);
}

function writeUuid(buffer: Buffer, start: number, id: string): number {
  let at = start;
  let high = -1;
  for (let index = 0; index < id.length; index += 1) {
    const digit = DIGITS[id.charCodeAt(index)] ?? 255;
    if (digit === 255) continue;
    if (high < 0) high = digit;
    else {
      buffer[at] = high * 16 + digit;
      at += 1;
      high = -1;
    }
  }
  assert(at === start + UUID_BYTES && id.length === 36, 'an id of a row is a UUID', { id });
  return at;
}
