import { createHmac, timingSafeEqual } from 'node:crypto';
import type { RawWebhook } from '@diboas/orchestration';

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
  const fields = (headerOf(raw, HEADER) ?? '').split(',').map((field) => field.trim());
  const valuesOf = (name: string): readonly string[] =>
    fields.filter((field) => field.startsWith(`${name}=`)).map((field) => field.slice(name.length + 1));
  const [time, ...times] = valuesOf('t');
  const [names, ...lists] = valuesOf('h');
  if (time === undefined || times.length > 0 || lists.length > 0) return null;
  if (!/^[0-9]{1,12}$/.test(time)) return null;

  if (names === undefined && raw.body[0] !== OBJECT_BEGINS) return null;
  const named = names === undefined ? [] : namedHeaders(raw, names);
  if (named === null) return null;
  const covered = names === undefined ? '' : `${names}.${named.map(([, value]) => value).join('.')}.`;
  const given = valuesOf('v1');
  const good = secrets.some((secret) => {
    const expected = createHmac('sha256', secret).update(`${time}.${covered}`).update(raw.body).digest();
    return given.some((one) => isEqual(one, expected));
  });
  return good ? { seconds: Number(time), headers: new Map(named) } : null;
}

/** The headers that the list names, in its order; null when one of them is not there. */
function namedHeaders(raw: RawWebhook, names: string): readonly (readonly [string, string])[] | null {
  const named: [string, string][] = [];
  for (const name of names.split(' ').filter((one) => one !== '')) {
    const value = headerOf(raw, name.toLowerCase());
    if (value === undefined) return null;
    named.push([name.toLowerCase(), value]);
  }
  return named;
}

/** Only what was really sent: names like `constructor` are there in every object. */
function headerOf({ headers }: RawWebhook, name: string): string | undefined {
  return Object.hasOwn(headers, name) ? headers[name] : undefined;
}

function isEqual(given: string, expected: Buffer): boolean {
  return /^[0-9a-f]{64}$/.test(given) && timingSafeEqual(Buffer.from(given, 'hex'), expected);
}
