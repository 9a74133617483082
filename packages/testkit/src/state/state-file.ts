// The small files in .diboas. Each is written beside itself and renamed, so that whoever reads it after a power cut
// finds the old text or the new one, and never half of one.
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Refused } from './refused.ts';

/** Only we may read it: most of these files hold a secret, and none is anybody else's business. */
const MODE = 0o600;

export function writeStateFile(file: string, text: string): void {
  const growing = `${file}.${process.pid}.new`;
  // A name that somebody else has taken is not written into.
  rmSync(growing, { force: true });
  const descriptor = openSync(growing, 'wx', MODE);
  try {
    writeFileSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(growing, file);
  if (process.platform !== 'win32') syncFolder(dirname(file));
}

/** The new name is kept by the folder, which has a buffer of its own. */
function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Null when there is no file.
 * @param advice what to do about a file that is not whole, as a sentence
 */
export function readStateObject(file: string, advice: string): Readonly<Record<string, unknown>> | null {
  const text = readIfThere(file);
  if (text === null) return null;
  const value = parseObject(text);
  if (value === null) throw new Refused(`${file} is not whole, as after a power cut. ${advice}`);
  return value;
}

export function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Null for what is no object in JSON. */
export function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}
