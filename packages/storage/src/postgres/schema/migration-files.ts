import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { assert } from '@diboas/kernel';
import type Postgrator from 'postgrator';

const FOLDER = new URL('../../../migrations/', import.meta.url);

/** `0001.do.core.sql`: a number, what it does, and what it is about. */
const FILE_NAME = /^(\d{4})\.do\.([a-z0-9-]+)\.sql$/;

/**
 * The migrations in the folder, in the order of their numbers. The folder is listed, never matched: a path may hold any
 * character, also those that mean something in a pattern.
 */
export function listMigrations(): Postgrator.Migration[] {
  const found = readdirSync(FOLDER).flatMap((file) => {
    const [, number, name] = FILE_NAME.exec(file) ?? [];
    return number === undefined || name === undefined ? [] : [describeFile(file, Number(number), name)];
  });
  assert(found.length > 0, 'there are migrations beside the program', { folder: FOLDER.pathname });
  return found.sort((left, right) => left.version - right.version);
}

function describeFile(file: string, version: number, name: string): Postgrator.Migration {
  const url = new URL(encodeURIComponent(file), FOLDER);
  // A checkout may have changed the ends of lines, which changes nothing.
  const sql = readFileSync(url, 'utf8').replaceAll('\r\n', '\n');
  const md5 = createHash('md5').update(sql).digest('hex');
  return { version, action: 'do', filename: file, name, md5, getSql: () => sql };
}

/** The number of the last migration: the version that this program works with. */
export function latestVersion(): number {
  return Math.max(...listMigrations().map(({ version }) => version));
}
