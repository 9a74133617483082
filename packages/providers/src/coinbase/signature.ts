import { createHmac, timingSafeEqual } from 'node:crypto';
import type { RawWebhook } from '@diboas/orchestration';

const HEADER = 'x-hook0-signature';

/** A good signature: when it was made, and the headers that it covers besides the body. */
export interface GoodSignature {
  readonly seconds: number;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Checks the Hook0 signature of a webhook (docs.cdp.coinbase.com/webhooks/verify-signatures): `t=`, `h=` the names
 * of signed headers, `v1=` the hex HMAC-SHA256 of `<t>.<names>.<values>.<body>`, where names are joined by spaces
 * and values by dots. `v0`, which covers no headers, is not looked at. Null when the signature is missing or wrong;
 * its age is for the caller to judge.
 */
export function checkSignature(raw: RawWebhook, secret: string): GoodSignature | null {
  const fields = (raw.headers[HEADER] ?? '').split(',').map((field) => field.trim());
  const valuesOf = (name: string): readonly string[] =>
    fields.filter((field) => field.startsWith(`${name}=`)).map((field) => field.slice(name.length + 1));
  const [time, ...times] = valuesOf('t');
  const [names, ...lists] = valuesOf('h');
  if (time === undefined || names === undefined || times.length > 0 || lists.length > 0) return null;
  if (!/^[0-9]{1,12}$/.test(time)) return null;

  const headers: Record<string, string> = {};
  const values: string[] = [];
  for (const name of names.split(' ').filter((one) => one !== '')) {
    const value = raw.headers[name.toLowerCase()];
    if (value === undefined) return null;
    headers[name.toLowerCase()] = value;
    values.push(value);
  }
  const expected = createHmac('sha256', secret)
    .update(`${time}.${names}.${values.join('.')}.`)
    .update(raw.body)
    .digest();
  const good = valuesOf('v1').some((given) => isEqual(given, expected));
  return good ? { seconds: Number(time), headers } : null;
}

function isEqual(given: string, expected: Buffer): boolean {
  return /^[0-9a-f]{64}$/.test(given) && timingSafeEqual(Buffer.from(given, 'hex'), expected);
}
