import type { RawWebhook } from '@diboas/orchestration';
import { isSignedByAny, sentHeader, signatureFields } from '@diboas/providers-kit';

const HEADER = 'x-hook0-signature';

const OBJECT_BEGINS = '{'.charCodeAt(0);

/** A good signature: when it was made, and the headers that it covers besides the body, by their names in lower case. */
export interface GoodSignature {
  readonly seconds: number;
  readonly headers: ReadonlyMap<string, string>;
}

/**
 * Checks the Hook0 signature of a webhook (docs.cdp.coinbase.com/webhooks/verify-signatures): `t=`, `h=` the names
 * of signed headers, `v1=` the hex HMAC-SHA256 of `<t>.<names>.<values>.<body>`, where names are joined by spaces
 * and values by dots. Coinbase's specification also shows a header without `h`: then no header is covered, and what
 * is signed is `<t>.<body>`, and the body must be an object of JSON: names of headers never begin with a brace, so no
 * bytes are signed in both ways, and headers cannot be moved into the body. `v0`, which never covers headers, is not looked at. Null when the signature is missing or
 * by none of the `secrets`; its age is for the caller to judge. No header makes it throw.
 */
export function checkSignature(raw: RawWebhook, secrets: readonly string[]): GoodSignature | null {
  const header = sentHeader(raw, HEADER) ?? '';
  const [time, ...times] = signatureFields(header, 't');
  const [names, ...lists] = signatureFields(header, 'h');
  if (time === undefined || times.length > 0 || lists.length > 0) return null;
  if (!/^[0-9]{1,12}$/.test(time)) return null;

  if (names === undefined && raw.body[0] !== OBJECT_BEGINS) return null;
  const named = names === undefined ? [] : namedHeaders(raw, names);
  if (named === null) return null;
  const covered = names === undefined ? '' : `${names}.${named.map(([, value]) => value).join('.')}.`;
  const pieces = [`${time}.${covered}`, raw.body];
  const good = isSignedByAny(secrets, { pieces, given: signatureFields(header, 'v1') });
  return good ? { seconds: Number(time), headers: new Map(named) } : null;
}

/** The headers that the list names, in its order; null when one of them is not there. */
function namedHeaders(raw: RawWebhook, names: string): readonly (readonly [string, string])[] | null {
  const named: [string, string][] = [];
  for (const name of names.split(' ').filter((one) => one !== '')) {
    const value = sentHeader(raw, name.toLowerCase());
    if (value === undefined) return null;
    named.push([name.toLowerCase(), value]);
  }
  return named;
}
