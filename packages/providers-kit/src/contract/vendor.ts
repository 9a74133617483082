/** The provider itself, in its test mode, where `npm test -- --against <id>` asks for it. */
import type { ProviderManifest } from '../manifest/define-provider.ts';
import type { DeskName, Desks } from '../manifest/desk.ts';

/** The id of the provider that is tried besides its double. */
export const AGAINST = 'CONTRACT_AGAINST';

/** How long the provider may take: it is far away, and nobody waits. */
const PATIENT_MS = 30_000;

/**
 * Opens a desk of the provider with the settings of the environment; null when this provider is not asked for. The
 * world is the sandbox, so a key of the live mode is refused. Fails with the names of the settings that are missing.
 */
export function openAtVendor<Names extends DeskName>(
  manifest: ProviderManifest<Pick<Desks, Names>>,
  environment: Readonly<Record<string, string | undefined>>,
): ((name: Names) => Desks[Names]) | null {
  if (environment[AGAINST] !== manifest.id) return null;
  return (name) => {
    const configured = manifest.configure(givenOf(manifest, environment));
    const needs = `To try ${manifest.name} itself, give the settings of its test mode`;
    if (!configured.ok) throw new Error(`${needs}: ${configured.refusal.join('; ')}.`);
    if (configured.value === null) throw new Error(`${needs}: ${Object.keys(manifest.secrets).join(', ')}.`);
    const opened = configured.value.open({
      ...{ world: 'sandbox', timeoutMs: PATIENT_MS, now: () => Date.now() },
      // A key that is refused shows in every answer.
      reportCredentials: () => {},
    });
    return opened[name];
  };
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
