import { assert, type Instant } from '@diboas/kernel';
import { NO_CHAINS } from '../../manifest/chain-nodes.ts';
import type { ProviderManifest } from '../../manifest/define-provider.ts';
import type { Desks, OrderDeskName } from '../../manifest/desk.ts';

/** Opens a desk of a provider by its manifest, as the server does, at an address of the test's choice. */
export async function openDeskAt<Name extends OrderDeskName>(
  name: Name,
  manifest: ProviderManifest<Pick<Desks, Name>>,
  {
    secrets,
    url,
    timeoutMs,
    now,
  }: {
    readonly secrets: Readonly<Record<string, string>>;
    readonly url: string;
    readonly timeoutMs: number;
    readonly now: () => Instant;
  },
): Promise<Desks[Name]> {
  const configured = manifest.configure({ ...secrets, ...manifest.settingsAt(url) });
  assert(configured.ok && configured.value, 'the secrets are all that a provider needs in the sandbox', {
    configured,
  });
  const desks = await configured.value.open({
    ...{ world: 'sandbox', timeoutMs, now, ...NO_CHAINS, reportCredentials: () => {} },
    // Whoever is asked here asks the provider for every figure.
    worth: () => null,
  });
  return desks[name];
}
