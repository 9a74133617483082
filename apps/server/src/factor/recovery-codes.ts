import { randomBytes } from 'node:crypto';
import { RECOVERY_CODES } from '@diboas/protocol';
import { digestText } from '../auth/digest-text.ts';

/** Letters and digits that are not taken for each other (Crockford's base32). */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 80 bits: more than anybody can try against a hash that was stolen, so the hash needs no key and no slowness. */
const LETTERS = 16;
const GROUP = /.{4}(?=.)/g;

/** New codes, as they are shown: 7K2M-4QXP-9RTV-BC3D. */
export function makeRecoveryCodes(): readonly string[] {
  return Array.from({ length: RECOVERY_CODES }, () => {
    const letters = Array.from(randomBytes(LETTERS), (byte) => ALPHABET.charAt(byte % ALPHABET.length));
    return letters.join('').replace(GROUP, '$&-');
  });
}

/** What is kept of a code, however it was typed: in small letters, without hyphens, with O for 0 and I or L for 1. */
export function recoveryHash(typed: string): Buffer {
  const letters = typed.toUpperCase().replace(/[ -]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  return digestText(`recovery ${letters}`);
}
