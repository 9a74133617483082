// The database of this project, for commands that look into it: the one in DATABASE_URL, else the one of `npm start`,
// running or not.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { accept, type Outcome, refuse } from '@diboas/kernel';
import {
  chooseUnprivilegedUser,
  findDatabaseFolder,
  findPostgresBinaries,
  isServerRunning,
  readCluster,
  readPostmaster,
  startPostgres,
} from '@diboas/testkit/postgres';
import { holdRunningFile } from '@diboas/testkit/state';
import { readDatabaseUrl } from './database-url.ts';

export interface ProjectDatabase {
  url: string;
  /** Stops what was started for it; leaves alone what ran before. */
  close(): Promise<void>;
}

/** Refuses in words for the person when there is no database, or it is not ready. */
export async function openProjectDatabase(project: string): Promise<Outcome<ProjectDatabase, string>> {
  const given = readDatabaseUrl();
  if (given !== null) return accept({ url: given.href, close: async () => {} });
  const state = join(project, '.diboas');
  const missing = refuse(
    'There is no database here yet: npm start makes one. Or name yours in DATABASE_URL.',
  );
  if (!existsSync(join(state, 'postgres'))) return missing;
  const { dataDir } = findDatabaseFolder(state, project);
  if (!existsSync(dataDir)) return missing;
  const server = readPostmaster(dataDir);
  if (server?.ready && isServerRunning(server.pid)) {
    const { password } = readCluster(dataDir, findPostgresBinaries(chooseUnprivilegedUser()));
    const url = `postgres://postgres:${password}@127.0.0.1:${server.port}/postgres`;
    return accept({ url, close: async () => {} });
  }
  // Held while our own server runs, so that a start in the meantime is told instead of failing on the data.
  const running = holdRunningFile(join(state, 'running.json'));
  if (running.heldBy !== null)
    return refuse(
      `diBoaS is starting or stopping in this folder (process ${running.heldBy.pid}). Try again.`,
    );
  try {
    const postgres = await startPostgres({ dataDir, logFile: join(state, 'logs', 'postgres.log') });
    const close = () => postgres.stop().finally(running.release);
    return accept({ url: postgres.url, close });
  } catch (error) {
    running.release();
    throw error;
  }
}
