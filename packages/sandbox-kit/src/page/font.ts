/** The letters of the pages that people see, from here: a page of the sandbox asks no other host for anything. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

export const FONT_PATH = '/fonts/hanken-grotesk.woff2';

const FILE = '@fontsource-variable/hanken-grotesk/files/hanken-grotesk-latin-wght-normal.woff2';

export const FONT = readFileSync(createRequire(import.meta.url).resolve(FILE));

export const FONT_HEADERS = {
  'Content-Type': 'font/woff2',
  'Cache-Control': 'public, max-age=86400',
  'X-Content-Type-Options': 'nosniff',
};
