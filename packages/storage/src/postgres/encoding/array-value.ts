// Lists in the binary form of PostgreSQL's arrays (array_recv in arrayfuncs.c): the number of dimensions, whether there
// are nulls, the type of the elements, how many there are, the index of the first; then each element after its length
// in bytes, -1 for a null. Lists are most of what a batch sends. In this form the database copies values where it would
// have to read digits, quotes and dates, and a list takes fewer bytes.
import { assert, BugError, type Instant } from '@diboas/kernel';

const HEAD_BYTES = 20;
const LENGTH_BYTES = 4;

/** Types of elements: `SELECT 'uuid'::regtype::oid`, and so on. */
const TYPES = { bytea: 17, int8: 20, int2: 21, int4: 23, text: 25, timestamptz: 1184, uuid: 2950 } as const;

function writeHead(buffer: Buffer, type: number, values: readonly unknown[]): number {
  buffer.writeInt32BE(1, 0);
  buffer.writeInt32BE(values.includes(null) ? 1 : 0, 4);
  buffer.writeInt32BE(type, 8);
  buffer.writeInt32BE(values.length, 12);
  buffer.writeInt32BE(1, 16);
  return HEAD_BYTES;
}

/** A list of elements that all have the same number of bytes. */
function fixedArray<Value>(
  values: readonly (Value | null)[],
  {
    type,
    bytes,
    write,
  }: { type: number; bytes: number; write: (buffer: Buffer, at: number, value: Value) => void },
): Buffer {
  const buffer = Buffer.allocUnsafe(HEAD_BYTES + values.length * (LENGTH_BYTES + bytes));
  let at = writeHead(buffer, type, values);
  for (const value of values) {
    buffer.writeInt32BE(value === null ? -1 : bytes, at);
    at += LENGTH_BYTES;
    if (value === null) continue;
    write(buffer, at, value);
    at += bytes;
  }
  return buffer.subarray(0, at);
}

/** `smallint[]` */
export function smallintArray(values: readonly number[]): Buffer {
  const write = (buffer: Buffer, at: number, value: number) => void buffer.writeInt16BE(value, at);
  return fixedArray(values, { type: TYPES.int2, bytes: 2, write });
}

/** `int[]` */
export function integerArray(values: readonly number[]): Buffer {
  const write = (buffer: Buffer, at: number, value: number) => void buffer.writeInt32BE(value, at);
  return fixedArray(values, { type: TYPES.int4, bytes: 4, write });
}

/** `bigint[]`, of whole numbers that JavaScript holds exactly. */
export function bigintArray(values: readonly number[]): Buffer {
  return fixedArray(values, { type: TYPES.int8, bytes: 8, write: writeInt64 });
}

/** Midnight of 1 January 2000 (UTC), from which PostgreSQL counts microseconds, in our milliseconds. */
const EPOCH: Instant = 946_684_800_000;

/** `timestamptz[]` */
export function instantArray(values: readonly (Instant | null)[]): Buffer {
  const write = (buffer: Buffer, at: number, value: Instant) =>
    writeInt64(buffer, at, (value - EPOCH) * 1_000);
  return fixedArray(values, { type: TYPES.timestamptz, bytes: 8, write });
}

function writeInt64(buffer: Buffer, at: number, value: number): void {
  assert(Number.isSafeInteger(value), 'a whole number that is sent is exact', { value });
  buffer.writeInt32BE(Math.floor(value / 0x1_0000_0000), at);
  buffer.writeInt32BE(value | 0, at + 4);
}

/** `text[]`. Many columns say the same in row after row, so a text is measured once while it stays the same. */
export function textArray(values: readonly (string | null)[]): Buffer {
  const lengths = measure(values);
  const total = lengths.reduce((sum, length) => sum + LENGTH_BYTES + Math.max(length, 0), HEAD_BYTES);
  const buffer = Buffer.allocUnsafe(total);
  let at = writeHead(buffer, TYPES.text, values);
  for (const [index, value] of values.entries()) {
    const length = lengths[index] ?? -1;
    buffer.writeInt32BE(length, at);
    at += LENGTH_BYTES;
    if (value === null) continue;
    buffer.write(value, at);
    at += length;
  }
  return buffer;
}

/** `bytea[]` */
export function byteaArray(values: readonly Buffer[]): Buffer {
  const total = values.reduce((sum, value) => sum + LENGTH_BYTES + value.length, HEAD_BYTES);
  const buffer = Buffer.allocUnsafe(total);
  let at = writeHead(buffer, TYPES.bytea, values);
  for (const value of values) {
    buffer.writeInt32BE(value.length, at);
    at += LENGTH_BYTES;
    at += value.copy(buffer, at);
  }
  return buffer;
}

function measure(values: readonly (string | null)[]): readonly number[] {
  let last: string | null = null;
  let length = -1;
  return values.map((value) => {
    if (value !== last) {
      last = value;
      length = value === null ? -1 : Buffer.byteLength(value);
    }
    return length;
  });
}

/**
 * A list of exact amounts, for `numeric[]`: the text form of an array, because the binary form of a numeric is no
 * shorter and has to be worked out digit by digit.
 */
export function numericArray(values: readonly (bigint | null)[]): string {
  return `{${values.map((value) => value ?? 'NULL').join()}}`;
}

/** What a hexadecimal digit stands for, by its character code; 256 for whatever is none. */
const DIGITS = Uint16Array.from({ length: 128 }, (_, code) => {
  const digit = '0123456789abcdef'.indexOf(String.fromCharCode(code).toLowerCase());
  return digit < 0 ? 256 : digit;
});

/** Where the first digit of each byte stands in the text of a UUID. */
const PLACES = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34] as const;

const DASHES = [8, 13, 18, 23] as const;

/** `uuid[]` */
export function uuidArray(ids: readonly (string | null)[]): Buffer {
  return fixedArray(ids, { type: TYPES.uuid, bytes: PLACES.length, write: writeUuid });
}

function writeUuid(buffer: Buffer, start: number, id: string): void {
  let at = start;
  let all = 0;
  for (const place of PLACES) {
    const byte = digitAt(id, place) * 16 + digitAt(id, place + 1);
    all |= byte;
    buffer[at] = byte;
    at += 1;
  }
  if (all > 255 || id.length !== 36 || DASHES.some((place) => id[place] !== '-')) {
    throw new BugError('an id of a row is a UUID', { id });
  }
}

function digitAt(id: string, place: number): number {
  return DIGITS[id.charCodeAt(place)] ?? 256;
}
