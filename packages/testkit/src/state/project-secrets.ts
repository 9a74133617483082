// The secrets of one checkout: made once, at random, and kept where only we can read them.
import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Refused } from './refused.ts';
import { readStateObject, writeStateFile } from './state-file.ts';

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

const ADVICE = 'Remove it and start again: new secrets are made, and people sign in anew.';

export function readProjectSecrets(stateFolder: string): ProjectSecrets {
  const file = join(stateFolder, 'secrets.json');
  mkdirSync(stateFolder, { recursive: true });
  const kept = readStateObject(file, ADVICE);
  // A file of an older version lacks the newer secrets, which are added to it.
  const found = { ...makeSecrets(), ...kept };
  const isWhole = kept !== null && Object.keys(found).length === Object.keys(kept).length;
  if (!isWhole) writeStateFile(file, `${JSON.stringify(found, null, 2)}\n`);
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

function text(found: Readonly<Record<string, unknown>>, name: keyof ProjectSecrets, file: string): string {
  const value = found[name];
  if (typeof value === 'string' && value.length > 0) return value;
  throw new Refused(`${file} has no "${name}". ${ADVICE}`);
}
