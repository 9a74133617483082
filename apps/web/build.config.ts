import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { HtmlTagDescriptor, Plugin, Rolldown } from 'vite';

type Bundle = Rolldown.OutputBundle;

/**
 * Starts the latin font and the app's own scripts with the page: the first script is small and asks for them only
 * once it runs, which would be one more way to the server and back before anything is seen.
 */
export function preloadFirstView(): Plugin {
  return {
    name: 'preload-first-view',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_, { bundle = {} }) {
        const font = Object.keys(bundle).find((name) => /latin-wght-normal.*\.woff2$/.test(name));
        const fonts = font === undefined ? [] : [preload(font, { as: 'font', type: 'font/woff2' })];
        return [...appScripts(bundle).map((name) => preload(name)), ...fonts];
      },
    },
  };
}

/** The chunk of app/start.tsx with everything that it imports, but for what the first script brings by a tag of its own. */
function appScripts(bundle: Bundle): readonly string[] {
  const chunks = Object.values(bundle).filter((one) => one.type === 'chunk');
  const withImports = (wanted: (chunk: Rolldown.OutputChunk) => boolean): Set<string> => {
    const names = new Set<string>();
    const add = (name: string): void => {
      const chunk = bundle[name];
      if (names.has(name) || chunk?.type !== 'chunk') return;
      names.add(name);
      for (const imported of chunk.imports) add(imported);
    };
    for (const chunk of chunks) if (wanted(chunk)) add(chunk.fileName);
    return names;
  };
  const app = withImports(({ facadeModuleId }) => facadeModuleId?.endsWith('/app/start.tsx') === true);
  const begun = withImports(({ isEntry }) => isEntry);
  return [...app].filter((name) => !begun.has(name));
}

function preload(name: string, attrs?: Record<string, string>): HtmlTagDescriptor {
  const how = attrs ? { rel: 'preload', ...attrs } : { rel: 'modulepreload' };
  return { tag: 'link', attrs: { ...how, href: `/${name}`, crossorigin: true }, injectTo: 'head' };
}

/**
 * Files of the build that import each other start in an order that nobody chose: one may run before what it needs is
 * there, and a page that no test opened stays white. So such a build is none.
 */
export function refuseCircles(): Plugin {
  return {
    name: 'refuse-circles',
    apply: 'build',
    generateBundle(_, bundle) {
      const importsOf = (name: string): readonly string[] => {
        const chunk = bundle[name];
        return chunk?.type === 'chunk' ? chunk.imports : [];
      };
      for (const name of Object.keys(bundle)) {
        const reached = new Set<string>();
        const open = [...importsOf(name)];
        for (let next = open.pop(); next !== undefined; next = open.pop()) {
          if (next === name) this.error(`${name} imports itself over ${[...reached].join(', ')}`);
          if (reached.has(next)) continue;
          reached.add(next);
          open.push(...importsOf(next));
        }
      }
    },
  };
}

const TEXT = /\.(js|css|html|svg|json|webmanifest|txt)$/;
/** Below this a compressed form saves less than a packet of the network. */
const LEAST_BYTES = 600;

/**
 * Leaves a .br and a .gz beside every text of the build, made once and as small as can be, which the server then sends
 * instead. Fonts and images are compressed already.
 */
export function precompress(): Plugin {
  let folder = '';
  return {
    name: 'precompress',
    apply: 'build',
    configResolved(config) {
      folder = path.resolve(config.root, config.build.outDir);
    },
    closeBundle() {
      for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
        if (!TEXT.test(name)) continue;
        const file = path.join(folder, name);
        const content = readFileSync(file);
        if (content.length < LEAST_BYTES) continue;
        writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
        writeFileSync(
          `${file}.br`,
          brotliCompressSync(content, {
            params: {
              [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
              [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
              [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
            },
          }),
        );
      }
    },
  };
}
