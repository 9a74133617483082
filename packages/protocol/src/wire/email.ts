import { accept, type Outcome, refuse } from '@diboas/kernel';

export type EmailRefusal = 'empty' | 'format' | 'too_long';

/** Octets (RFC 5321 sections 4.5.3.1.1 and .3: a path of 256 has two angle brackets). */
const LOCAL_MAX = 64;
const ADDRESS_MAX = 254;
const DOMAIN_MAX = 253;

/** An atom of RFC 5322 section 3.2.3, or any letter, mark, digit or sign beyond ASCII (RFC 6531 section 3.3). */
const ATOM = String.raw`(?:[A-Za-z0-9!#$%&'*+/=?^_\x60{|}~\-]|(?![\x00-\x7f])[\p{L}\p{M}\p{N}\p{P}\p{S}])+`;
const DOT_ATOM = new RegExp(`^${ATOM}(?:\\.${ATOM})*$`, 'u');
/** A quoted string of RFC 5321 section 4.1.2. Only here may a local part have a space, an @ or two dots in a row. */
const QUOTED = /^"(?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\[\x20-\x7e])*"$/;
/** What a person may type between the dots of a name: IDNA (UTS 46) then says what it is in ASCII. */
const TYPED_DOMAIN = /^[\p{L}\p{M}\p{N}\-.。．｡]+$/u;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * Reads an e-mail address as people type it and gives the one spelling that we keep, compare and mail to: composed
 * (NFC), in small letters, its domain in ASCII. By the standard the part before the @ may tell apart small and capital
 * letters; no mail service that people use does, and two accounts that differ so would be one person's by mistake.
 * The source of what is taken: RFC 5321, 5322 and 6531. Addresses at a bare number or without a dot are refused: no
 * public mail is delivered there.
 */
export function parseEmail(typed: string): Outcome<string, EmailRefusal> {
  const text = typed.trim().normalize('NFC');
  if (text === '') return refuse('empty');
  const at = text.lastIndexOf('@');
  if (at < 1) return refuse('format');
  const local = text.slice(0, at).toLowerCase().normalize('NFC');
  const domain = asciiDomain(text.slice(at + 1));
  if (domain === null || !(DOT_ATOM.test(local) || QUOTED.test(local))) return refuse('format');
  const address = `${local}@${domain}`;
  if (octetsOf(local) > LOCAL_MAX || octetsOf(address) > ADDRESS_MAX) return refuse('too_long');
  return accept(address);
}

function octetsOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** The domain as the name system knows it, or null when no name of a mail server can be this. */
function asciiDomain(typed: string): string | null {
  if (typed.length > DOMAIN_MAX || !TYPED_DOMAIN.test(typed)) return null;
  const url = `http://${typed}/`;
  if (!URL.canParse(url)) return null;
  const { hostname } = new URL(url);
  const labels = hostname.split('.');
  const isName =
    labels.length > 1 && hostname.length <= DOMAIN_MAX && labels.every((label) => LABEL.test(label));
  // A last label of digits alone is an address, not a name (RFC 3696 section 2).
  return isName && !/^[0-9]+$/.test(labels.at(-1) ?? '') ? hostname : null;
}
