import { readdirSync, readFileSync } from 'node:fs';
import { get, type IncomingHttpHeaders } from 'node:http';
import path from 'node:path';
import { ROUTES, type Route, type RouteName } from '@diboas/protocol';
import type { OpenSystem } from '@diboas/testkit/system';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WEB_DIST } from './app/web-dist.ts';
import { openRealSystem } from './real-scene.ts';

const KB = 1_000;
const names = readdirSync(path.join(WEB_DIST, 'assets'));
const html = readFileSync(path.join(WEB_DIST, 'index.html'), 'utf8');

const scripts = names.filter((name) => name.endsWith('.js'));
const catalogues = scripts.filter((name) => /^(en|es|de|pt-BR)-/.test(name));
/** What the page names. */
const first = scripts.filter((name) => html.includes(name));
/** What comes beside it: the smaller part of a language, and the page to sign in with the parts that it shares. */
const words = catalogues.filter((name) => textOf(name).includes('signIn.submit'));
const beside = [
  ...words.filter((name) => name.startsWith('en-')),
  ...scripts.filter((name) => /^(sign-in|later)-/.test(name)),
];
const styles = names.filter((name) => name.endsWith('.css'));
const fonts = names.filter((name) => /latin-wght.*\.woff2$/.test(name));

function textOf(name: string): string {
  return readFileSync(path.join(WEB_DIST, 'assets', name), 'utf8');
}

interface Sent {
  readonly bytes: number;
  readonly headers: IncomingHttpHeaders;
}

/** The limits of P1, as the real server sends the real files, counted as they come in. */
describe('P1 the size budget, on the wire', () => {
  let system: OpenSystem;
  beforeAll(async () => {
    system = await openRealSystem();
  });
  afterAll(() => system?.close());

  const fetched = (address: string, encoding: string): Promise<Sent> =>
    new Promise((resolve, reject) => {
      const headers = { accept: 'text/html,*/*', 'accept-encoding': encoding };
      get(new URL(address, system.url), { headers }, (response) => {
        let bytes = 0;
        response.on('data', (chunk: Buffer) => (bytes += chunk.length));
        response.on('end', () => resolve({ bytes, headers: response.headers }));
      }).on('error', reject);
    });
  const wire = async (some: readonly string[], encoding: string): Promise<number> => {
    const sent = await Promise.all(some.map((name) => fetched(`/assets/${name}`, encoding)));
    return sent.reduce((total, { bytes }) => total + bytes, 0);
  };

  it('JavaScript before the first screen works is at most 119 kB to a browser of today, 135 kB to an old one', async () => {
    expect(first.length).toBeGreaterThan(2);
    expect(await wire(first, 'gzip, deflate, br, zstd')).toBeLessThanOrEqual(119 * KB);
    expect(await wire(first, 'gzip')).toBeLessThanOrEqual(135 * KB);
  });

  it('the gallery is no part of the product', () => {
    const all = scripts.map(textOf).join('');
    expect(all).toContain('data-hide-amounts');
    expect(all).not.toMatch(/data-gallery|data-exhibit/);
    expect(all).not.toContain('/gallery');
  });

  it('what routes say for the reference is no part of the product', () => {
    const all = scripts.map(textOf).join('');
    expect(all).toContain(ROUTES.requestLink.path);
    for (const name of Object.keys(ROUTES) as RouteName[]) {
      const { says, more = says }: Route = ROUTES[name];
      expect(all.includes(more), name).toBe(false);
    }
  });

  it('every further script is at most 15 kB, a part of a language 16, and the first view waits for 2 of it', async () => {
    for (const name of scripts.filter((one) => !first.includes(one))) {
      const most = catalogues.includes(name) ? 16 : 15;
      expect((await fetched(`/assets/${name}`, 'gzip')).bytes, name).toBeLessThanOrEqual(most * KB);
    }
    expect(catalogues).toHaveLength(20);
    expect(words).toHaveLength(4);
    for (const name of words)
      expect((await fetched(`/assets/${name}`, 'gzip')).bytes, name).toBeLessThan(2 * KB);
  });

  it('all CSS is at most 9 kB and the fonts of the first view 36 kB', async () => {
    expect(await wire(styles, 'gzip')).toBeLessThanOrEqual(9 * KB);
    expect(fonts).toHaveLength(1);
    expect(await wire(fonts, 'br')).toBeLessThanOrEqual(36 * KB);
  });

  it('the first view is at most 167 kB with everything', async () => {
    const page = (await fetched('/', 'br')).bytes;
    const rest = await wire([...first, ...beside, ...styles, ...fonts], 'br');
    expect(page + rest).toBeLessThanOrEqual(167 * KB);
  });

  it('sends each text compressed as the browser can read it, and says that it did', async () => {
    const [script = ''] = first;
    const address = `/assets/${script}`;
    expect((await fetched(address, 'br')).headers['content-encoding']).toBe('br');
    expect((await fetched(address, 'gzip')).headers['content-encoding']).toBe('gzip');
    expect((await fetched(address, 'identity')).headers['content-encoding']).toBeUndefined();
    expect((await fetched(address, 'br')).headers.vary).toMatch(/accept-encoding/i);
  });

  it('the page holds no inline script and no inline style, as the content policy asks', () => {
    expect(html).not.toMatch(/<script(?![^>]*\ssrc=)[^>]*>/);
    expect(html).not.toMatch(/<style|\sstyle=/);
  });
});
