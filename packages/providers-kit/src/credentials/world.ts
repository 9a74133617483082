import { assert } from '@diboas/kernel';

/** Whether real money moves. Said by the configuration, and never guessed from an address. */
export type World = 'sandbox' | 'live';

/** One word, as it goes into a header. Refused by the name of the setting; the value is repeated nowhere. */
export function checkWord(value: string, setting: string): string {
  assert(value !== '', `${setting} is missing`);
  assert(
    /^[\x21-\x7e]+$/.test(value),
    `${setting} must be one word, without spaces, quotes around it and line ends`,
  );
  return value;
}
