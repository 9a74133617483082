/** The doubles of all providers, with secrets that were made for this run. */
import { PROVIDERS } from '@diboas/providers';
import { createSecretSource, makeSecrets, sandboxSettings } from '@diboas/providers-kit';

export const DOUBLES = await Promise.all(PROVIDERS.map((one) => one.sandbox()));

export const MADE = makeSecrets(PROVIDERS, createSecretSource());

/** The settings of the sandbox that have no default. */
export const SECRETS = sandboxSettings(PROVIDERS, { secrets: MADE, serverUrl: null });
