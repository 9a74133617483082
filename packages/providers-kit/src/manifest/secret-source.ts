import { createECDH, generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import type { ProviderManifest, SecretSource } from './define-provider.ts';

/** Secrets by chance, as strong as those of a provider. */
export function createSecretSource(): SecretSource {
  return {
    token: () => randomBytes(32).toString('base64url'),
    uuid: randomUUID,
    ed25519() {
      const { d, x } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
      return Buffer.concat([d, x].map((part) => Buffer.from(part ?? '', 'base64url'))).toString('base64');
    },
    p256() {
      const key = createECDH('prime256v1');
      key.generateKeys();
      // Leading zeros are part of it.
      return key.getPrivateKey('hex').padStart(64, '0');
    },
    rsa() {
      const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
      return privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');
    },
  };
}

/** New secrets for the sandboxes of these providers, by the names of the server's settings. */
export function makeSecrets(
  manifests: readonly ProviderManifest[],
  source: SecretSource,
): Record<string, string> {
  const all: Record<string, string> = {};
  for (const { secrets } of manifests) {
    for (const [name, make] of Object.entries(secrets)) all[name] = make(source, all);
  }
  return all;
}
