// The secrets of one checkout: made once, at random, and kept where only we can read them.
import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface ProjectSecrets {
  /** Signs sessions and magic links. */
  auth: string;
  /** What the server shows the sandbox, in the form Stripe gives test keys. */
  stripeApiKey: string;
  /** What the sandbox signs its webhooks with. */
  stripeWebhookSecret: string;
  /** The same for Coinbase, whose keys are an id and an Ed25519 secret: the seed and the public key in base64. */
  coinbaseApiKeyId: string;
  coinbaseApiKeySecret: string;
  coinbaseWebhookSecret: string;
}

export function readProjectSecrets(stateFolder: string): ProjectSecrets {
  const file = join(stateFolder, 'secrets.json');
  mkdirSync(stateFolder, { recursive: true });
  const kept: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  // A file of an older version lacks the newer secrets, which are added to it.
  const found = { ...makeSecrets(), ...(typeof kept === 'object' ? kept : {}) };
  writeFileSync(file, `${JSON.stringify(found, null, 2)}\n`, { mode: 0o600 });
  // A copy of the folder may have opened the file to others.
  chmodSync(file, 0o600);
  return {
    auth: text(found, 'auth', file),
    stripeApiKey: text(found, 'stripeApiKey', file),
    stripeWebhookSecret: text(found, 'stripeWebhookSecret', file),
    coinbaseApiKeyId: text(found, 'coinbaseApiKeyId', file),
    coinbaseApiKeySecret: text(found, 'coinbaseApiKeySecret', file),
    coinbaseWebhookSecret: text(found, 'coinbaseWebhookSecret', file),
  };
}

function makeSecrets(): ProjectSecrets {
  const random = () => randomBytes(32).toString('base64url');
  return {
    auth: random(),
    stripeApiKey: `sk_test_${random()}`,
    stripeWebhookSecret: `whsec_${random()}`,
    coinbaseApiKeyId: randomUUID(),
    coinbaseApiKeySecret: makeEd25519Secret(),
    coinbaseWebhookSecret: random(),
  };
}

function makeEd25519Secret(): string {
  const { d, x } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  const bytes = [d, x].map((part) => Buffer.from(part ?? '', 'base64url'));
  return Buffer.concat(bytes).toString('base64');
}

function text(found: unknown, name: keyof ProjectSecrets, file: string): string {
  const value = typeof found === 'object' && found !== null ? Reflect.get(found, name) : undefined;
  if (typeof value === 'string' && value.length > 0) return value;
  throw new Error(
    `${file} has no "${name}". Remove the file and start again; sessions will have to sign in anew.`,
  );
}
