import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';
import { unsaidWords } from './named-words.config.ts';

/** Where the first view of somebody who is not signed in begins: the first script, the app, and the page to sign in. */
export const FIRST_VIEW: readonly string[] = ['main.ts', 'app/start.tsx', 'screens/sign-in/sign-in-page.tsx'];

const SOURCE = path.join(import.meta.dirname, 'src');
/** What a file needs to run: not what it fetches later, and no types. */
const NEEDED = /^(?:import|export)\s(?!type\s)[^'";]*?'(\.[^']+)'/gm;
/** What a file fetches later. */
const FETCHED_LATER = /import\('(\.[^']+)'\)/g;

/** The files of ours, by their whole paths, that the first view can not be shown without. */
export function firstViewFiles(): ReadonlySet<string> {
  return filesNeededBy(FIRST_VIEW.map((name) => path.join(SOURCE, name)));
}

/** The same of every page that is not made with the words of flows: the product has no gallery. */
export function otherPageFiles(): ReadonlySet<string> {
  return filesOfPages(/(?<!flowPage\(\s*\(\) => )import\('((?!\.\.\/screens\/earn\/)[^']+)'\)/g);
}

/** The same of those and of every page of flows, with what any of them fetches later, and without the pages of what earns. */
function flowPageFiles(): ReadonlySet<string> {
  const isElsewhere = (file: string) => /[\\/](?:gallery|earn)[\\/]/.test(file);
  const reached = new Set<string>();
  let open: readonly string[] = FIRST_VIEW.map((name) => path.join(SOURCE, name));
  while (open.length > 0) {
    const found = [...filesNeededBy(open)].filter((file) => !reached.has(file));
    for (const file of found) reached.add(file);
    open = found.flatMap(fetchedLaterBy).filter((file) => !reached.has(file) && !isElsewhere(file));
  }
  return reached;
}

function fetchedLaterBy(file: string): readonly string[] {
  const names = [...readFileSync(file, 'utf8').matchAll(FETCHED_LATER)].map(([, name = '']) => name);
  return names.filter((name) => /\.tsx?$/.test(name)).map((name) => path.join(path.dirname(file), name));
}

function filesOfPages(pattern: RegExp): ReadonlySet<string> {
  const router = path.join(SOURCE, 'app', 'router.tsx');
  const pages = [...readFileSync(router, 'utf8').matchAll(pattern)]
    .map(([, name = '']) => path.join(path.dirname(router), name))
    .filter((file) => !file.includes(`${path.sep}gallery${path.sep}`));
  return filesNeededBy([...FIRST_VIEW.map((name) => path.join(SOURCE, name)), ...pages]);
}

function filesNeededBy(roots: readonly string[]): ReadonlySet<string> {
  const reached = new Set<string>();
  const open = [...roots];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (reached.has(file) || !/\.tsx?$/.test(file)) continue;
    reached.add(file);
    for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(NEEDED)) {
      open.push(path.join(path.dirname(file), name));
    }
  }
  return reached;
}

/** What looks like an id of words in a source: 'home.title'. */
export function literalIds(source: string): ReadonlySet<string> {
  return new Set([...source.matchAll(/'([a-z][\w]*(?:\.[\w]+)+)'/gi)].map(([, id = '']) => id));
}

/** Answers whether a source names the words of an id: as they are, in a template, or as those that its own stand in for. */
export function wordsNamedIn(source: string): (id: string) => boolean {
  const literal = literalIds(source);
  const templates = [...source.matchAll(/`([a-zA-Z]+\.[^`\s]*\$\{[^`]*)`/g)].map(
    ([, text = '']) => new RegExp(`^${text.replace(/\$\{[^}]*\}/g, '[\\w]+').replaceAll('.', '\\.')}$`),
  );
  const isNamed = (id: string): boolean => literal.has(id) || templates.some((template) => template.test(id));
  // An operation's own words stand in for general ones, and those of one way to pay for those of any.
  const generalOf = (id: string): string => id.replace(/^own\.[A-Z_]+\./, '').replace(/\.(card|bank)$/, '');
  return (id) => isNamed(id) || isNamed(generalOf(id));
}

/** Which words the first view may show. */
export function firstViewWords(): (id: string) => boolean {
  return wordsNamedIn([...firstViewFiles()].map((file) => readFileSync(file, 'utf8')).join('\n'));
}

/** The parts of a catalogue, in the order in which they are waited for; `own` comes beside `others`. */
export const PARTS_OF_WORDS = ['first', 'others', 'own', 'flows', 'earn'] as const;
export type PartOfWords = (typeof PARTS_OF_WORDS)[number];

/**
 * Which part the words of an id are in: those that no page but flows names are fetched with the first flow, and those that only
 * the pages of what earns name with the first of them. What operations have of their own is a part by itself, for its size.
 */
export function partOfWords(): (id: string) => PartOfWords {
  const named = (files: ReadonlySet<string>) =>
    wordsNamedIn([...files].map((file) => readFileSync(file, 'utf8')).join('\n'));
  const [isFirst, isOther, isFlow] = [firstViewWords(), named(otherPageFiles()), named(flowPageFiles())];
  return (id) => {
    if (isFirst(id)) return 'first';
    if (isOther(id)) return id.startsWith('own.') ? 'own' : 'others';
    return isFlow(id) ? 'flows' : 'earn';
  };
}

/** The one file that makes what words are asked of; all others use it. */
const MAKER = path.join(SOURCE, 'words', 'text.ts');

/** Where a file of the first view asks for words in a way that the build cannot follow, by the file's name. */
export function unsaidInFirstView(): readonly string[] {
  return [...firstViewFiles()]
    .filter((file) => file !== MAKER)
    .flatMap((file) =>
      unsaidWords(file, readFileSync(file, 'utf8')).map(
        (place) => `${path.relative(SOURCE, file)}: ${place}`,
      ),
    );
}

/**
 * Parts each catalogue in the words of the first view, those of the pages that people read, those of flows, and those of what
 * earns, so that nobody waits for what they may never be told. Nobody keeps a list: which part words are in is told by what files name.
 */
export function partWords(): Plugin {
  const partOf = partOfWords();
  return {
    name: 'part-words',
    apply: 'build',
    buildStart() {
      for (const place of unsaidInFirstView()) this.error(`asks for words that nobody can tell: ${place}`);
    },
    transform: {
      order: 'post',
      filter: { id: /\?part=(first|others|own|flows|earn)&/ },
      handler(code, id) {
        const [, compiled] = /JSON\.parse\(("(?:[^"\\]|\\.)*")\)/.exec(code) ?? [];
        if (compiled === undefined) this.error(`the compiled words of ${id} are not where they used to be`);
        const words = Object.entries(JSON.parse(JSON.parse(compiled) as string) as Record<string, unknown>);
        const wanted = words.filter(([one]) => id.includes(`part=${partOf(one)}&`));
        const text = JSON.stringify(JSON.stringify(Object.fromEntries(wanted)));
        return { code: `export const messages = JSON.parse(${text});`, map: null };
      },
    },
  };
}
