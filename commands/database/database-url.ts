import { UsageError } from '../command-line/options.ts';

/** The address in DATABASE_URL; null when there is none. */
export function readDatabaseUrl(): URL | null {
  const text = process.env.DATABASE_URL ?? '';
  if (text === '') return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['postgres:', 'postgresql:'].includes(url.protocol)) {
    // The value is not repeated: it may hold a password.
    throw new UsageError('DATABASE_URL is not an address like postgres://user:password@host:5432/database.');
  }
  return url;
}
