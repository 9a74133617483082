// Whether `npm start` can do its work in this folder, as this user. Looked at before anything is built or started.
import { accessSync, constants, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Refused } from './refused.ts';

/**
 * Refuses a state folder with something in it that another user made, as root does who started the system here once:
 * whatever we try to write over it fails half-way.
 */
export function refuseForeignState(state: string, uid: number | undefined = process.getuid?.()): void {
  if (uid === undefined || uid === 0) return;
  for (const path of [state, ...listIn(state), ...listIn(join(state, 'logs'))]) {
    const status = lstatSync(path, { throwIfNoEntry: false });
    if (status === undefined || (status.uid === uid && isWritable(path))) continue;
    throw new Refused(
      `${path} belongs to another user or can not be written: diBoaS was started here by somebody else before.\n` +
        `Start it as that user, or hand the folder over (with the rights to do so): chown -R ${uid} ${state}`,
    );
  }
}

function listIn(folder: string): string[] {
  try {
    return readdirSync(folder).map((name) => join(folder, name));
  } catch {
    // It is not there yet, or is not ours to read, which is found where it is looked at itself.
    return [];
  }
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
