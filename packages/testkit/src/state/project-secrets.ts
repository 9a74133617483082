// The secrets of one checkout: made once, at random, and kept where only we can read them.
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PROVIDERS } from '@diboas/providers';
import { createSecretSource, makeSecrets } from '@diboas/providers-kit';
import { Refused } from './refused.ts';
import { readStateObject, writeStateFile } from './state-file.ts';

export interface ProjectSecrets {
  /** Signs sessions and magic links. */
  auth: string;
  /** What the server and the sandbox share for each provider, by the names of the server's settings. */
  providers: Readonly<Record<string, string>>;
}

const ADVICE = 'Remove it and start again: new secrets are made, and people sign in anew.';

export function readProjectSecrets(stateFolder: string): ProjectSecrets {
  const file = join(stateFolder, 'secrets.json');
  mkdirSync(stateFolder, { recursive: true });
  const kept = readStateObject(file, ADVICE);
  // A file of an older version lacks the newer secrets, which are added to it.
  const found = { ...madeSecrets(), ...kept };
  const isWhole = kept !== null && Object.keys(found).length === Object.keys(kept).length;
  if (!isWhole) writeStateFile(file, `${JSON.stringify(found, null, 2)}\n`);
  // A copy of the folder may have opened the file to others.
  chmodSync(file, 0o600);
  const names = PROVIDERS.flatMap(({ secrets }) => Object.keys(secrets));
  return {
    auth: text(found, 'auth', file),
    providers: Object.fromEntries(names.map((name) => [name, text(found, name, file)])),
  };
}

function madeSecrets(): Record<string, string> {
  const source = createSecretSource();
  return { auth: source.token(), ...makeSecrets(PROVIDERS, source) };
}

function text(found: Readonly<Record<string, unknown>>, name: string, file: string): string {
  const value = found[name];
  if (typeof value === 'string' && value.length > 0) return value;
  throw new Refused(`${file} has no "${name}". ${ADVICE}`);
}
