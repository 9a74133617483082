// Rule: nobody names a provider but its own folder and the one list. What knows one by name would have to be changed for
// the next one, and would be found only when something is missing.
import { posix } from 'node:path';
import type { Breach } from './breach.ts';
import { mayNameProviders, templateOfProviders } from './rules.ts';

/** What of a source file this rule looks at: every line, comments too. */
interface Text {
  readonly path: string;
  readonly text: string;
}

/** The ids are the names of the folders that have a manifest. The template is nobody's name. */
export function providerIdsIn(paths: readonly string[]): string[] {
  const manifests = paths.filter((path) => /^providers\/[^/]+\/provider\.ts$/.test(path));
  return manifests
    .map((path) => posix.basename(posix.dirname(path)))
    .filter((id) => id !== templateOfProviders);
}

export function checkProviderNames({ path, text }: Text, ids: readonly string[]): Breach[] {
  if (mayNameProviders.includes(path)) return [];
  // Whoever has two services has two folders, of which the second bears the name of the first: `acme`, `acme-ticker`.
  const foreign = ids.filter(
    (id) => !path.startsWith(`providers/${id}/`) && !path.startsWith(`providers/${id}-`),
  );
  return text.split('\n').flatMap((line, index) => {
    const named = foreign.filter((id) => nameOf(id).test(line));
    return named.map((id) => ({
      path,
      line: index + 1,
      problem: `names ${id}: only providers/${id} and ${mayNameProviders.join(' and ')} may`,
    }));
  });
}

/** As an id, a path, an identifier, a setting or a word of people: an id may be an ordinary word as well. */
function nameOf(id: string): RegExp {
  const word = `${id.charAt(0).toUpperCase()}${id.slice(1)}`;
  const forms = [`['"\`/@]${id}(?![a-z])`, `\\b${word}`, `\\b${id.toUpperCase()}_`, `\\b${id}(?=[A-Z-])`];
  return new RegExp(forms.join('|'));
}

/** What every provider's folder holds; `adapter/<desk>` stands for each desk that it has. */
const ANATOMY: readonly string[] = [
  ...['package.json', 'provider.ts', 'contract.test.ts', 'quality.yaml'],
  ...['adapter/wire/connection.ts', 'adapter/wire/fault.ts'],
  ...['double', 'server', 'errors'].map((file) => `sandbox/${file}.ts`),
  'testing/suites.ts',
];

/** One that is contracts on a network has no company's wire, and no server that a double would be of. */
const ANATOMY_ON_CHAIN: readonly string[] = [
  ...['package.json', 'provider.ts', 'contract.test.ts', 'quality.yaml'],
  ...['adapter/wire/contracts.ts', 'adapter/wire/reader.ts', 'sandbox/double.ts', 'testing/suites.ts'],
];
const ORDER_FILES = ['desk', 'submit', 'lookup', 'webhook'];

/**
 * The files of a desk that is not like an on-ramp. Prices, screenings and what a market says have no events; what a transfer costs is
 * its network's to say, so one file of the kit has the prices of all wallets; who somebody is costs nothing that would be asked
 * first.
 */
const DESK_FILES: Readonly<Record<string, readonly string[]>> = {
  prices: ['desk'],
  'address-screening': ['desk'],
  'market-data': ['desk'],
  yields: ['desk'],
  // Who sends no webhooks has nothing to read them with.
  exchange: ['desk', 'quote', 'submit', 'lookup', 'cancel', 'holdings'],
  dex: ['desk', 'quote', 'prepare', 'submit', 'lookup'],
  // What a carrier's own call carries is quoted, prepared and looked up by the kit.
  crossings: ['desk'],
  // The verbs of strategies on Ethereum are made by the kit of what a venue says; elsewhere they are the folder's own.
  strategies: ['desk'],
  signer: ['desk'],
  wallet: ORDER_FILES,
  identity: ['desk', 'begin', 'look', 'webhook'],
};

/** Files that a provider lacks. Who knows one provider finds the way in every other. */
export function checkProviderAnatomy(paths: readonly string[]): Breach[] {
  const folders = paths.flatMap((path) => /^(providers\/[^/]+)\/provider\.ts$/.exec(path)?.[1] ?? []);
  return folders.flatMap((folder) => {
    const own = paths
      .filter((path) => path.startsWith(`${folder}/`))
      .map((path) => path.slice(folder.length + 1));
    const desks = new Set(own.flatMap((path) => /^adapter\/(?!wire\/)([^/]+)\//.exec(path)?.[1] ?? []));
    const ofDesks = [...desks].flatMap((desk) => {
      const files = DESK_FILES[desk] ?? [...ORDER_FILES, 'quote'];
      const events = files.includes('webhook') ? ['sandbox/webhooks.ts'] : [];
      return [...events, ...files.map((file) => `adapter/${desk}/${file}.ts`)];
    });
    const isOnChain = own.includes('adapter/wire/contracts.ts');
    const anatomy = isOnChain ? ANATOMY_ON_CHAIN : ANATOMY;
    const lacking = [...new Set([...anatomy, ...ofDesks])].filter((file) => !own.includes(file));
    const problems = lacking.map((file) => `lacks ${file}, which every provider has`);
    if (!isOnChain && !own.some((path) => /^vectors\/.*\.json$/.test(path))) problems.push('has no vectors');
    if (desks.size === 0) problems.push('has no desk');
    return problems.map((problem) => ({ path: `${folder}/provider.ts`, line: 1, problem }));
  });
}
