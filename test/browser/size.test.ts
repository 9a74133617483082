import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { WEB_DIST } from './project-folder.ts';

const KB = 1_000;
const assets = path.join(WEB_DIST, 'assets');
const names = readdirSync(assets);
const html = readFileSync(path.join(WEB_DIST, 'index.html'), 'utf8');

const gzipped = (name: string): number =>
  gzipSync(readFileSync(path.join(assets, name)), { level: 9 }).length;
const plain = (name: string): number => readFileSync(path.join(assets, name)).length;
const sum = (some: readonly string[], size: (name: string) => number): number =>
  some.reduce((total, name) => total + size(name), 0);

const scripts = names.filter((name) => name.endsWith('.js'));
const styles = names.filter((name) => name.endsWith('.css'));
const first = scripts.filter((name) => html.includes(name));
const fonts = names.filter((name) => /latin-wght.*\.woff2$/.test(name));

/** The limits of experience.md section 2.1; fonts are compressed already. */
describe('the size budget', () => {
  it('JavaScript before the first screen works is at most 150 kB', () => {
    expect(first.length).toBeGreaterThan(0);
    expect(sum(first, gzipped)).toBeLessThanOrEqual(150 * KB);
  });

  it('every further route is at most 30 kB', () => {
    for (const name of scripts.filter((one) => !first.includes(one))) {
      expect(gzipped(name), name).toBeLessThanOrEqual(30 * KB);
    }
  });

  it('all CSS is at most 20 kB and the fonts of the first view 60 kB', () => {
    expect(sum(styles, gzipped)).toBeLessThanOrEqual(20 * KB);
    expect(fonts).toHaveLength(1);
    expect(sum(fonts, plain)).toBeLessThanOrEqual(60 * KB);
  });

  it('the first view is at most 260 kB with everything', () => {
    const page = gzipSync(html).length + sum(first, gzipped) + sum(styles, gzipped) + sum(fonts, plain);
    expect(page).toBeLessThanOrEqual(260 * KB);
  });

  it('the page holds no inline script and no inline style, as the content policy asks', () => {
    expect(html).not.toMatch(/<script(?![^>]*\ssrc=)[^>]*>/);
    expect(html).not.toMatch(/<style|\sstyle=/);
  });
});
