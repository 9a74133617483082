import { accept, refuse } from '@diboas/kernel';
import { changed, withImport, withMember } from '../plan/edit.ts';
import type { Name } from '../plan/name.ts';
import type { Kind } from '../plan/plan.ts';

/** The package that every provider begins as. It passes every suite in every run, so what is copied from it works. */
const TEMPLATE = 'providers/example';
const LIST = 'providers/index.ts';

/** A third party: a copy of the template under its own name, and its line in the list. */
export const providerKind: Kind = {
  kind: 'provider',
  plan(name, tree) {
    if (name.kebab.includes('-'))
      return refuse(`The id of a provider is one word of small letters and digits; not "${name.kebab}".`);
    const folder = `providers/${name.kebab}`;
    if (tree.list(`${folder}/*`).length > 0) return refuse(`${folder} is there already.`);
    const files = tree.list(`${TEMPLATE}/**/*.{ts,json,yaml}`).map((path) => ({
      path: folder + path.slice(TEMPLATE.length),
      text: renamed(tree.read(path) ?? '', name),
    }));
    return accept({
      files,
      changes: [
        changed(
          tree,
          LIST,
          withImport(`import { ${name.camel} } from './${name.kebab}/provider.ts';`),
          withMember(name.camel, { opening: 'readonly ProviderManifest[] = [', closing: ']' }),
        ),
      ],
      tests: [folder],
      next: [
        `Say what it is: ${folder}/provider.ts. Every other file begins as one that works with a double of itself.`,
        `Speak its wire: ${folder}/adapter, and its server as its documentation says: ${folder}/sandbox. They share no code.`,
        'Read providers/README.md: what every adapter promises.',
        'npm install, so that its package is known.',
      ],
    });
  },
};

function renamed(text: string, { camel, pascal, capitals, words }: Name): string {
  return text
    .replace(
      /The template of a provider: a third party that does not exist[^*]*/,
      `The manifest of ${words}: everything that the house knows of it.\n `,
    )
    .replaceAll('EXAMPLE', capitals)
    .replaceAll('Example', pascal)
    .replaceAll('example', camel);
}
