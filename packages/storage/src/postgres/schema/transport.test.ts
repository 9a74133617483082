import { describe, expect, it } from 'vitest';
import { listMigrations } from './migration-files.ts';
import { describeTransport } from './start-check.ts';

describe('the way to the database', () => {
  const at = (rest: string) => `postgres://user:secret@${rest}`;
  it.each([
    at('127.0.0.1:5432/d'),
    at('localhost/d'),
    at('[::1]:5432/d'),
    'postgres:///d?host=/var/run/postgresql',
    at('db.example:5432/d?sslmode=verify-full'),
    at('db.example/d?sslmode=verify-full&sslrootcert=/ca.pem'),
  ])('%s is safe', (url) => expect(describeTransport(url, false)).toBeNull());

  it.each([
    at('db.example/d'),
    at('10.0.0.5/d'),
    at('db.example/d?sslmode=require'),
    at('db.example/d?sslmode=no-verify'),
    at('db.example/d?sslmode=verify-full&ssl=0'),
    at('db.example/d?sslmode=verify-full&sslmode=disable'),
    at('127.0.0.1.example/d'),
    at('localhost/d?host=db.example'),
  ])('%s is not, unless somebody insists', (url) => {
    expect(describeTransport(url, false)).toContain('sslmode=verify-full');
    expect(describeTransport(url, true)).toBeNull();
  });
});

describe('migrations', () => {
  it('are found by listing their folder', () => {
    expect(listMigrations()[0]).toMatchObject({ version: 1, name: 'core' });
  });
});
