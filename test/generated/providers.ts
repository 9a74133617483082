import { PROVIDERS } from '@diboas/providers';
import {
  createSecretSource,
  makeSecrets,
  NO_CHAINS,
  type ProviderManifest,
  type SecretSource,
} from '@diboas/providers-kit';
import { codeOf, codesOf, documentOf, tableOf } from './document.ts';

/** What is made with it opens a provider that nobody calls, to see which desks it has. */
const anySecrets: SecretSource = {
  token: () => 'a'.repeat(64),
  uuid: () => '00000000-0000-4000-8000-000000000000',
  ed25519: () => Buffer.alloc(64, 1).toString('base64'),
  p256: () => '1'.repeat(64),
  rsa: () => createSecretSource().rsa(),
};

/** Every provider by its manifest: what it does, and what it must be given. */
export async function describeProviders(): Promise<string> {
  const rows = PROVIDERS.map(async (provider) => [
    codeOf(provider.id),
    provider.name,
    codesOf(await desksOf(provider)),
    provider.configure({}).ok ? 'no' : 'yes',
    codesOf(Object.keys(provider.secrets).filter((name) => !provider.heldByProvider.includes(name))),
    codesOf(provider.settingNames.filter((name) => !(name in provider.secrets))),
    (await sendsEvents(provider)) ? codeOf(`/v1/webhooks/${provider.id}`) : 'sends none',
  ]);
  const heads = ['Folder', 'Name', 'Desks', 'Required', 'Secrets', 'Other settings', 'Webhooks arrive at'];
  return documentOf('Providers', 'the manifests that `providers/index.ts` lists', [
    tableOf({ heads, rows: await Promise.all(rows) }),
  ]);
}

async function desksOf(provider: ProviderManifest): Promise<string[]> {
  const texts = {
    ...makeSecrets([provider], anySecrets),
    ...provider.settingsAt('http://127.0.0.1:1'),
  };
  const configured = provider.configure(texts);
  if (!configured.ok || configured.value === null)
    throw new Error(`${provider.id} does not open with the secrets that it makes itself`);
  const silent = { reportCredentials: () => {}, worth: () => null, ...NO_CHAINS };
  const parts = { world: 'sandbox', timeoutMs: 1_000, now: () => 0, ...silent } as const;
  return Object.keys(await configured.value.open(parts));
}

/** Who only answers carries out nothing that there could be news of, and an exchange and a network are asked for it. */
const WITHOUT_EVENTS: readonly string[] = [
  'prices',
  'addressScreening',
  'exchange',
  'marketData',
  'yields',
  'dex',
  'crossings',
  'strategies',
  'signer',
];

async function sendsEvents(provider: ProviderManifest): Promise<boolean> {
  return (await desksOf(provider)).some((desk) => !WITHOUT_EVENTS.includes(desk));
}
