import { assert } from '@diboas/kernel';

/**
 * The signing secrets that are good at the same time. While a provider rolls one, the old and the new one both stand
 * here, so that no webhook is turned away in between. Refused at the start, by the name of the setting: none at all,
 * an empty one, and white space, with which every good signature would look forged.
 */
export function checkWebhookSecrets(secrets: readonly string[], setting: string): readonly string[] {
  assert(secrets.length > 0, `${setting} is missing: webhooks cannot be checked without a signing secret`);
  for (const secret of secrets) {
    assert(secret !== '', `${setting} holds an empty secret`);
    assert(
      !/\s/.test(secret),
      `${setting} holds white space: write each secret without spaces and line ends`,
    );
  }
  return secrets;
}
