import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { parseConfig, testConfig } from './config.ts';
import { DOUBLES, SECRETS } from './testing/every-double.ts';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));
const FIRST = DOUBLES[0]?.id ?? '';
const running: ChildProcess[] = [];

function start(args: readonly string[], environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  return child;
}

afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

describe('the sandbox as a process', () => {
  it('B2 says on one line where it listens, answers, and ends by itself on SIGTERM', async () => {
    const child = start([`--${FIRST}-port`, '0', '--control-port=0'], SECRETS);
    const [line] = await once(child.stdout, 'data');
    const ready = JSON.parse(String(line));
    expect(ready).toEqual({
      ready: true,
      providers: Object.fromEntries(
        DOUBLES.map(({ id }) => [id, expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/)]),
      ),
      chains: {},
      floats: expect.any(Array),
      controlUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    });
    for (const url of Object.values<string>(ready.providers))
      expect((await fetch(url)).status).toBeLessThan(500);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('explains itself with --help', async () => {
    const child = start(['--help']);
    const help = await text(child.stdout);
    for (const name of [`SANDBOX_${FIRST.toUpperCase()}_PORT`, '--step-ms', '--auto-pay', 'SANDBOX_SEED'])
      expect(help).toContain(name);
  });

  it('refuses a wrong option with a sentence and exit code 2', async () => {
    const child = start(['--step-ms', 'soon'], SECRETS);
    const complaint = text(child.stderr);
    expect(await once(child, 'exit')).toEqual([2, null]);
    expect(await complaint).toContain('SANDBOX_STEP_MS (--step-ms) is "soon"');
  });
});

describe('the configuration', () => {
  it.each(Object.keys(SECRETS))('does not stand without %s, and shows no secret in its words', (name) => {
    const { [name]: _taken, ...others } = { ...SECRETS } as Record<string, string>;
    const missing = parseConfig([], others, DOUBLES);
    expect(missing.ok ? '' : missing.refusal).toContain(`${name} (`);
    const spoiled = parseConfig([], { ...others, [name]: 'a b\n' }, DOUBLES);
    expect(spoiled.ok ? '' : spoiled.refusal).toContain(name);
    expect(spoiled.ok ? '' : spoiled.refusal).not.toContain('a b');
  });

  it('stands without any other setting', () => {
    expect(parseConfig([], SECRETS, DOUBLES)).toMatchObject({
      ok: true,
      value: {
        host: '127.0.0.1',
        providers: Object.fromEntries(DOUBLES.map(({ id }, index) => [id, { port: 12_111 + index }])),
        controlPort: 12110,
        seed: 1,
        stepMs: 1500,
        businessDayMs: 8000,
        autoPay: true,
      },
    });
    expect(testConfig({ example: {} }, { seed: 3 })).toMatchObject({
      seed: 3,
      providers: { example: { port: 0 } },
    });
  });

  it('takes flags over the environment, and an empty variable as not set', () => {
    const environment = { ...SECRETS, SANDBOX_STEP_MS: '10', SANDBOX_SEED: '', SANDBOX_AUTO_PAY: 'off' };
    expect(parseConfig(['--step-ms', '20'], environment, DOUBLES)).toMatchObject({
      value: { stepMs: 20, seed: 1, autoPay: false },
    });
  });

  it.each([
    [[`--${FIRST}-port`, '70000'], `SANDBOX_${FIRST.toUpperCase()}_PORT`],
    [['--auto-pay', 'maybe'], 'SANDBOX_AUTO_PAY'],
    [[`--${FIRST}-webhook-url`, 'nowhere'], `SANDBOX_${FIRST.toUpperCase()}_WEBHOOK_URL`],
    [['--nonsense'], '--nonsense'],
    [['word'], 'word'],
  ])('refuses %j', (args, mentioned) => {
    const result = parseConfig(args, SECRETS, DOUBLES);
    expect(result.ok ? '' : result.refusal).toContain(mentioned);
  });
});
