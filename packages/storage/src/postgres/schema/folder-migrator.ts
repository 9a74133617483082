import Postgrator from 'postgrator';
import { listMigrations } from './migration-files.ts';

/** Runs the listed migrations, and keeps count of them. */
export class FolderMigrator extends Postgrator {
  /** Where Postgrator looks for what it has listed. */
  migrations: readonly Postgrator.Migration[] = [];

  override async getMigrations(): Promise<Postgrator.Migration[]> {
    const listed = listMigrations();
    this.migrations = listed;
    return listed;
  }
}
