import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { startGuardedProgram } from './guarded-program.ts';

/** Answers on a port of its own for as long as it lives, and says which. */
const SERVER = `require('node:http').createServer((_, answer) => answer.end()).listen(0, '127.0.0.1', function () {
  console.log('Listening on ' + this.address().port);
});`;
const READY = /^Listening on (\d+)/;

/** No path leads there, whoever asks. */
const NOWHERE = join(import.meta.dirname, 'no-such-program');

const lives = (port: string): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}`).then(
    () => true,
    () => false,
  );

describe('a guarded program', () => {
  it('is ready when it says so, and gone when its stop resolves, once or twice', async () => {
    const args = ['-e', SERVER];
    const program = await startGuardedProgram({
      name: 'server',
      command: process.execPath,
      args,
      ready: READY,
    });
    expect(await lives(program.said)).toBe(true);
    await program.stop();
    expect(await lives(program.said)).toBe(false);
    await program.stop();
  });

  it('ends with who started it, even when that is killed', async () => {
    const code = `import { startGuardedProgram } from ${JSON.stringify(import.meta.resolve('./guarded-program.ts'))};
      const args = ['-e', ${JSON.stringify(SERVER)}];
      const program = await startGuardedProgram({ name: 'server', command: process.execPath, args, ready: ${READY} });
      console.log(program.said);
      setInterval(() => {}, 60_000);`;
    const starter = spawn(process.execPath, ['--input-type=module', '-e', code], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const port = await new Promise<string>((resolve) => {
      createInterface({ input: starter.stdout }).once('line', resolve);
    });
    expect(await lives(port)).toBe(true);
    starter.kill('SIGKILL');
    await expect.poll(() => lives(port)).toBe(false);
  });

  it('that does not get ready is told with what it said', async () => {
    const args = ['-e', 'console.error("no such luck"); process.exit(3)'];
    const start = startGuardedProgram({ name: 'server', command: process.execPath, args, ready: READY });
    await expect(start).rejects.toThrow('server ended before it was ready.\nno such luck');
  });

  it('that is not there is told so', async () => {
    const start = startGuardedProgram({ name: 'server', command: NOWHERE, args: [], ready: READY });
    await expect(start).rejects.toThrow('ENOENT');
  });
});
