import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const here = (file: string) => JSON.stringify(join(import.meta.dirname, file));

/** A program that logs like the server and ends by a bug. */
function endBy(bug: string) {
  const program = `
    import { createLogger } from ${here('logger.ts')};
    import { logLastWords } from ${here('last-words.ts')};
    logLastWords(createLogger('info'));
    const error = Object.assign(new Error('duplicate key'), { detail: 'Key (email)=(ana@example.com)' });
    setInterval(() => {}, 1_000);
    ${bug}`;
  return spawnSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8' });
}

describe('a bug that nobody caught', () => {
  it.each(['setImmediate(() => { throw error; });', 'void Promise.reject(error);'])(
    'ends the process with one line of the log, which says nothing of a person: %s',
    (bug) => {
      const { status, stderr } = endBy(bug);
      expect(status).toBe(1);
      expect(stderr).not.toContain('ana@');
      expect(JSON.parse(stderr)).toMatchObject({ level: 60, err: { message: 'duplicate key' } });
    },
  );
});
