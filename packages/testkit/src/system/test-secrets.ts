import { assert } from '@diboas/kernel';
import { PROVIDERS } from '@diboas/providers';
import { createSecretSource, makeSecrets } from '@diboas/providers-kit';
import type { ProjectSecrets } from '../state/project-secrets.ts';

/** The same in every process: a client in a process of its own signs webhooks as well. */
const TOKEN = 'of_tests_which_everybody_may_know';

/** What is shared by the servers and the sandbox of a test. */
export const TEST_SECRETS: ProjectSecrets = {
  auth: 'a secret that only tests sign with',
  providers: makeSecrets(PROVIDERS, { ...createSecretSource(), token: () => TOKEN }),
};

/** @param name of a server's setting, such as a provider's key */
export function testSecret(name: string): string {
  const secret = TEST_SECRETS.providers[name];
  assert(secret !== undefined, `no provider has a secret "${name}"`);
  return secret;
}
