/** How the server and the sandbox are brought together: what each is told, made from the manifests alone. */
import { assert, isAsset, type Money, NETWORKS, type Network, parseMoney } from '@diboas/kernel';
import * as z from 'zod';
import type { ProviderManifest } from './define-provider.ts';

type Texts = Readonly<Record<string, string>>;

/** What the sandbox is told: the secrets that it shares with its callers, and where its webhooks go. */
export function sandboxSettings(
  manifests: readonly ProviderManifest[],
  { secrets, serverUrl }: { readonly secrets: Texts; readonly serverUrl: string | null },
): Record<string, string> {
  const settings: Record<string, string> = {};
  for (const one of manifests) {
    for (const name of Object.keys(one.secrets)) settings[`SANDBOX_${name}`] = secrets[name] ?? '';
    if (serverUrl !== null)
      settings[sandboxName(one.id, 'WEBHOOK_URL')] = `${serverUrl}/v1/webhooks/${one.id}`;
  }
  return settings;
}

/** On which port each provider's double listens. */
export function sandboxPorts(ports: Readonly<Record<string, number>>): Record<string, string> {
  const entries = Object.entries(ports).map(([id, port]) => [sandboxName(id, 'PORT'), String(port)]);
  return Object.fromEntries(entries);
}

/** What the server is told: the same secrets, and where each sandbox is. A provider without an address is left out. */
export function outsideSettings(
  manifests: readonly ProviderManifest[],
  { secrets, urls }: { readonly secrets: Texts; readonly urls: Texts },
): Record<string, string> {
  const settings: Record<string, string> = {};
  for (const one of manifests) {
    const url = urls[one.id];
    if (url === undefined) continue;
    const shared = Object.keys(one.secrets).filter((name) => !one.heldByProvider.includes(name));
    for (const name of shared) settings[name] = secrets[name] ?? '';
    Object.assign(settings, one.settingsAt(url));
  }
  return settings;
}

function sandboxName(id: string, setting: 'PORT' | 'WEBHOOK_URL'): string {
  return `SANDBOX_${id.toUpperCase().replaceAll('-', '_')}_${setting}`;
}

/** Where each provider's double listens, as the sandbox says when it is ready. */
export function readProviderUrls(ready: Readonly<Record<string, unknown>>): Record<string, string> {
  return z.record(z.string(), z.url()).parse(ready.providers);
}

/** Where each chain is asked that the sandbox started, by its network. */
export function readChainUrls(ready: Readonly<Record<string, unknown>>): Record<string, string> {
  return z.record(z.string(), z.url()).parse(ready.chains);
}

/** What the server is told of them. */
export function chainSettings(urls: Texts): Record<string, string> {
  const entries = Object.entries(urls).map(([network, url]) => [`CHAIN_URL_${network.toUpperCase()}`, url]);
  return Object.fromEntries(entries);
}

const floatShape = z.object({
  provider: z.string(),
  asset: z.string(),
  network: z.enum(NETWORKS),
  amount: z.string(),
});

/** What of ours lies with the sandbox's providers from the beginning. */
export function readFloats(
  ready: Readonly<Record<string, unknown>>,
): { readonly provider: string; readonly money: Money; readonly network: Network }[] {
  return z
    .array(floatShape)
    .parse(ready.floats)
    .map(({ provider, asset, network, amount }) => {
      const money = isAsset(asset) ? parseMoney(asset, amount) : null;
      assert(money?.ok, 'a float is an amount of an asset', { asset, amount });
      return { provider, money: money.value, network };
    });
}
