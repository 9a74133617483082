// The secrets of one checkout: made once, at random, and kept where only we can read them.
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface ProjectSecrets {
  /** Signs sessions and magic links. */
  auth: string;
  /** What the server shows the sandbox, in the form Stripe gives test keys. */
  stripeApiKey: string;
  /** What the sandbox signs its webhooks with. */
  stripeWebhookSecret: string;
}

export function readProjectSecrets(stateFolder: string): ProjectSecrets {
  const file = join(stateFolder, 'secrets.json');
  mkdirSync(stateFolder, { recursive: true });
  if (!existsSync(file)) writeFileSync(file, `${JSON.stringify(makeSecrets(), null, 2)}\n`, { mode: 0o600 });
  // A copy of the folder may have opened the file to others.
  chmodSync(file, 0o600);
  const found: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return {
    auth: text(found, 'auth', file),
    stripeApiKey: text(found, 'stripeApiKey', file),
    stripeWebhookSecret: text(found, 'stripeWebhookSecret', file),
  };
}

function makeSecrets(): ProjectSecrets {
  const random = () => randomBytes(32).toString('base64url');
  return { auth: random(), stripeApiKey: `sk_test_${random()}`, stripeWebhookSecret: `whsec_${random()}` };
}

function text(found: unknown, name: keyof ProjectSecrets, file: string): string {
  const value = typeof found === 'object' && found !== null ? Reflect.get(found, name) : undefined;
  if (typeof value === 'string' && value.length > 0) return value;
  throw new Error(
    `${file} has no "${name}". Remove the file and start again; sessions will have to sign in anew.`,
  );
}
