// Where the data of `npm start` lies.
//
// Normally in .diboas/postgres. When we are root and the project lies where other users may not go (a home folder of
// mode 700), the user PostgreSQL runs as could not reach it there: then in a folder under /var/tmp, whose name is
// written down in .diboas. The folder names its project in turn, so a copied project does not share the data.
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeStateFile } from '../state/state-file.ts';
import { canEnter, chooseUnprivilegedUser } from './unprivileged-user.ts';

export interface DatabaseFolder {
  dataDir: string;
  /** Whether it lies outside the project, which the person should be told. */
  elsewhere: boolean;
}

export function findDatabaseFolder(stateFolder: string, project: string): DatabaseFolder {
  const inside = join(stateFolder, 'postgres');
  const user = chooseUnprivilegedUser();
  mkdirSync(inside, { recursive: true, mode: user === null ? 0o700 : 0o711 });
  if (user === null || canEnter(user, inside)) return { dataDir: join(inside, 'data'), elsewhere: false };
  const noteFile = join(inside, 'folder');
  const noted = existsSync(noteFile) ? readFileSync(noteFile, 'utf8') : null;
  if (noted !== null && belongsTo(noted, project)) return { dataDir: join(noted, 'data'), elsewhere: true };
  for (const root of ['/var/tmp', tmpdir(), '/tmp']) {
    if (!existsSync(root) || !canEnter(user, root)) continue;
    const folder = mkdtempSync(join(root, 'diboas-data-'));
    chmodSync(folder, 0o711);
    writeStateFile(join(folder, 'project'), project);
    writeStateFile(noteFile, folder);
    return { dataDir: join(folder, 'data'), elsewhere: true };
  }
  throw new Error(
    `There is no folder that the user ${user.name} can reach. Give your own database with DATABASE_URL.`,
  );
}

/** Removes the data; the next start makes new ones. */
export function forgetData(folder: DatabaseFolder): void {
  rmSync(folder.dataDir, { recursive: true, force: true });
}

function belongsTo(folder: string, project: string): boolean {
  const file = join(folder, 'project');
  return existsSync(file) && readFileSync(file, 'utf8') === project;
}
