// A PostgreSQL server of our own.
export { type DatabaseFolder, findDatabaseFolder, forgetData } from './database-folder.ts';
export { type PostgresServer, startPostgres } from './postgres.ts';
export { findPostgresBinaries } from './postgres-binaries.ts';
export { isServerRunning, readCluster, readPostmaster } from './postgres-data.ts';
export { chooseUnprivilegedUser, parsePasswd } from './unprivileged-user.ts';
