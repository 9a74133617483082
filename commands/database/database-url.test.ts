import { afterEach, describe, expect, it, vi } from 'vitest';
import { UsageError } from '../command-line/options.ts';
import { readDatabaseUrl } from './database-url.ts';

describe('the address of a database', () => {
  afterEach(() => vi.unstubAllEnvs());

  it.each(['nonsense', 'mysql://root:hunter2@db/x'])('is refused without repeating it: %s', (text) => {
    vi.stubEnv('DATABASE_URL', text);
    expect(readDatabaseUrl).toThrow(UsageError);
    expect(readDatabaseUrl).not.toThrow(text);
  });

  it('is read where there is one', () => {
    vi.stubEnv('DATABASE_URL', '');
    expect(readDatabaseUrl()).toBeNull();
    vi.stubEnv('DATABASE_URL', 'postgres://me:secret@db:5432/x');
    expect(readDatabaseUrl()?.host).toBe('db:5432');
  });
});
