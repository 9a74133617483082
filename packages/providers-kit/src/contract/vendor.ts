/** The provider itself, in its test mode, where `npm test -- --against <id>` asks for it. */
import { assert } from '@diboas/kernel';
import { NO_CHAINS } from '../manifest/chain-nodes.ts';
import type { ProviderManifest } from '../manifest/define-provider.ts';
import type { DeskName, Desks } from '../manifest/desk.ts';

/** The id of the provider that is tried besides its double. */
export const AGAINST = 'CONTRACT_AGAINST';

/** How long the provider may take: it is far away, and nobody waits. */
const PATIENT_MS = 30_000;

/**
 * Opens a desk of the provider with the settings of the environment; null when this provider is not asked for. The
 * world is the sandbox, so a key of the live mode is refused. Fails in the words of `vendorProblem`.
 */
export function openAtVendor<Names extends DeskName>(
  manifest: ProviderManifest<Pick<Desks, Names>>,
  environment: Readonly<Record<string, string | undefined>>,
): ((name: Names) => Promise<Desks[Names]>) | null {
  if (environment[AGAINST] !== manifest.id) return null;
  return async (name) => {
    const configured = manifest.configure(givenOf(manifest, environment));
    const problem = vendorProblem(manifest, environment);
    assert(problem === null && configured.ok && configured.value, problem ?? '', { name });
    const desks = await configured.value.open({
      ...{ world: 'sandbox', timeoutMs: PATIENT_MS, now: () => Date.now(), ...NO_CHAINS },
      // A key that is refused shows in every answer.
      reportCredentials: () => {},
      worth: () => null,
    });
    return desks[name];
  };
}

/** Why the provider cannot be tried with these settings, in words for whoever asked for it; null when it can. */
export function vendorProblem(
  manifest: ProviderManifest,
  environment: Readonly<Record<string, string | undefined>>,
): string | null {
  const configured = manifest.configure(givenOf(manifest, environment));
  const needs = `To try ${manifest.name} itself, give the settings of its test mode`;
  if (!configured.ok) return `${needs}: ${configured.refusal.join('; ')}.`;
  return configured.value === null ? `${needs}: ${Object.keys(manifest.secrets).join(', ')}.` : null;
}

function givenOf(
  { settingNames }: ProviderManifest,
  environment: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const given = settingNames.flatMap((name) => {
    const text = environment[name];
    return text === undefined || text === '' ? [] : [[name, text] as const];
  });
  return Object.fromEntries(given);
}
