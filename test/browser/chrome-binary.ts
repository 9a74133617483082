import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { PROJECT } from '@diboas/testkit/system';

/**
 * Finds a Chromium to test with. `CHROME_PATH` names one of the machine; otherwise the one inside the npm package is
 * unpacked once, into a folder named by its version, so that a bare machine needs no system install. The package
 * also carries the few shared libraries and the font that such a machine lacks; they are used only where it does.
 */
export interface Chrome {
  readonly executablePath: string;
  readonly env: Record<string, string>;
}

export function prepareChrome(): Chrome {
  const named = process.env.CHROME_PATH;
  if (named && existsSync(named)) return { executablePath: named, env: {} };
  const folder = unpack();
  return { executablePath: path.join(folder, 'chromium'), env: lackingParts(folder) };
}

function unpack(): string {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const root = entry.slice(0, entry.lastIndexOf(`${path.sep}build${path.sep}`));
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    version: string;
  };
  const folder = path.join(PROJECT, '.diboas', `chromium-${version}`);
  if (existsSync(path.join(folder, 'chromium'))) return folder;

  // Unpacked aside and moved as a whole, so that a run that was stopped half-way leaves nothing that looks ready.
  const aside = `${folder}.${process.pid}`;
  mkdirSync(aside, { recursive: true });
  const read = (name: string): Buffer => brotliDecompressSync(readFileSync(path.join(root, 'bin', name)));
  for (const archive of ['al2023', 'fonts', 'swiftshader']) {
    const tar = path.join(aside, `${archive}.tar`);
    writeFileSync(tar, read(`${archive}.tar.br`));
    execFileSync('tar', ['xf', tar, '-C', aside]);
    rmSync(tar);
  }
  writeFileSync(path.join(aside, 'chromium'), read('chromium.br'), { mode: 0o755 });
  try {
    renameSync(aside, folder);
  } catch (error) {
    // Another run was faster; its folder is as good as ours.
    rmSync(aside, { recursive: true, force: true });
    if (!existsSync(path.join(folder, 'chromium'))) throw error;
  }
  return folder;
}

/** Environment for what the machine lacks: NSS and NSPR, and any font at all. */
function lackingParts(folder: string): Record<string, string> {
  const env: Record<string, string> = {};
  const linked = execFileSync('ldd', [path.join(folder, 'chromium')], { encoding: 'utf8' });
  if (linked.includes('not found')) env.LD_LIBRARY_PATH = path.join(folder, 'lib');
  if (!existsSync('/etc/fonts/fonts.conf')) {
    const config = `<?xml version="1.0"?><fontconfig><dir>${folder}/fonts</dir><cachedir>${folder}/font-cache</cachedir></fontconfig>`;
    writeFileSync(path.join(folder, 'own-fonts.conf'), config);
    env.FONTCONFIG_FILE = path.join(folder, 'own-fonts.conf');
  }
  return env;
}
