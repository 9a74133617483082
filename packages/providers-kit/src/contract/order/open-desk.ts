import { assert, type Instant } from '@diboas/kernel';
import type { Provider } from '@diboas/orchestration';
import { NO_CHAINS } from '../../manifest/chain-nodes.ts';
import type { ProviderManifest } from '../../manifest/define-provider.ts';
import type { Desks } from '../../manifest/desk.ts';

/** Opens a provider's on-ramp by its manifest, as the server does, at an address of the test's choice. */
export function openOnRampAt(
  manifest: ProviderManifest<Pick<Desks, 'onRamp'>>,
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
): Provider {
  const configured = manifest.configure({ ...secrets, ...manifest.settingsAt(url) });
  assert(configured.ok && configured.value, 'the secrets are all that a provider needs in the sandbox', {
    configured,
  });
  return configured.value.open({
    ...{ world: 'sandbox', timeoutMs, now, chains: NO_CHAINS, reportCredentials: () => {} },
    // An on-ramp asks the provider for every figure.
    worth: () => null,
  }).onRamp;
}
