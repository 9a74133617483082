// What providers write in texts since a JSON number would be read inexactly.
import { z } from 'zod';

/** A whole number, of so many digits at most, as a text: minor units, for example. */
export function wholeText(digits: number) {
  return z
    .string()
    .regex(new RegExp(`^\\d{1,${digits}}$`))
    .transform((text) => BigInt(text));
}

/** Bytes in hexadecimal behind `0x`, in small letters. */
export const bytesText = z
  .string()
  .regex(/^0x[0-9a-f]*$/i)
  .transform((text): `0x${string}` => `0x${text.slice(2).toLowerCase()}`);
