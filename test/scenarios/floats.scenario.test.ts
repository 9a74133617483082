// What operators see and do of money that lies with providers, with a node that runs, over the very command.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { inProcess } from '@diboas/testkit/in-process';
import { type OpenSystem, openSystem } from '@diboas/testkit/system';
import { afterAll, beforeAll, expect, it } from 'vitest';

const COMMAND = join(import.meta.dirname, '../../commands/floats.ts');

let world: OpenSystem;
/** Two that pay out of USDC on Solana. */
let north: string;
let south: string;

beforeAll(async () => {
  world = await openSystem({
    start: inProcess(),
    floats: true,
    everyProvider: true,
    settings: { PACE_FACTOR: '0.05' },
  });
  const rows = await world.database.query<{ provider: string }>(
    `SELECT DISTINCT provider FROM floats WHERE asset = 'USDC' AND network = 'solana' ORDER BY 1`,
  );
  [north = '', south = ''] = rows.map(({ provider }) => provider);
  expect(south).not.toBe('');
});
afterAll(() => world?.close());

/** Not waited for in one piece: the node runs in this very process. */
function floats(...args: readonly string[]): Promise<{ readonly code: number; readonly said: string }> {
  const env = { ...process.env, DATABASE_URL: world.database.url };
  return new Promise((resolve) => {
    execFile(process.execPath, [COMMAND, ...args], { env }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, said: `${stdout}${stderr}` });
    });
  });
}

const on = (amount: string, by = 'ana') => [
  ...['--amount', `${amount} USDC`, '--network', 'solana', '--by', by, '--reason', 'a test of floats'],
];

/** What is said of one float. */
async function compared(provider: string): Promise<string> {
  const { code, said } = await floats('compare');
  expect(code, said).toBe(0);
  const lines = said.split('\n');
  const at = lines.indexOf(`${provider} USDC solana`);
  return lines.slice(at + 1, at + 3).join('\n');
}

async function figures(): Promise<string> {
  return (await fetch(`${world.url}/v1/metrics`)).text();
}

function idIn(said: string): string {
  return /(?:confirm|arrived) (\S+) --by/.exec(said)?.[1] ?? '';
}

it('B8: what lies with each provider is what the books say, and what was typed and never brought is missing', async () => {
  expect(await compared(north)).toMatch(/held, no difference; compared /);
  expect(await floats('add', north, ...on('100.00'))).toMatchObject({
    code: 0,
    said: expect.stringContaining('Add --yes to do it'),
  });
  expect((await floats('add', north, ...on('100.00'), '--yes')).said).toContain('added: 100.000000 USDC');
  expect(await compared(north)).toMatch(/-100\.000000 of it missing, since /);
  // The node shows what the command found at its next look.
  await expect
    .poll(() => figures(), { timeout: 20_000 })
    .toContain(`diboas_float_difference{provider="${north}",asset="USDC",network="solana"} -100\n`);
  // It goes out again by the books, and what has yet to leave is nothing to wonder about.
  expect((await floats('take', north, ...on('150.00'), '--yes')).said).toContain('taken: 150.000000 USDC');
  expect(await compared(north)).toContain('no difference');
});

it('B9: what is about much needs two, and a move is in neither float until it has arrived', async () => {
  const proposed = await floats('move', north, south, ...on('1000.01'), '--yes');
  expect(proposed.said).toContain('It needs two people: it is only proposed.');
  const act = idIn(proposed.said);
  expect(await floats('confirm', act, '--by', 'ana', '--yes')).toMatchObject({ code: 1 });
  expect((await floats('confirm', act, '--by', 'bo', '--yes')).said).toContain('on its way');
  // Nothing has really moved here, and either end explains it.
  const { said } = await floats('compare');
  expect(said).toContain(`act ${act}: move 1000.010000 USDC from ${north} on solana`);
  expect(said).toContain('1000.010000 USDC is on its way');
  expect(said).not.toMatch(/too much|missing/);
  const there = ['--amount', '1000.00 USDC', '--by', 'ana', '--yes'];
  expect((await floats('arrived', act, ...there)).said).toContain(`added: 1000.000000 USDC to ${south}`);
  expect(await compared(south)).toContain('-1000.000000 of it missing');
  const audited = await world.database.query(
    `SELECT actor, act FROM audit WHERE subject = '${act}' ORDER BY xact::text::bigint`,
  );
  expect(audited.map(({ actor, act: done }) => `${actor} ${done}`)).toEqual([
    ...['ana float_act_proposed', 'bo float_act_begun', 'ana float_act_arrived', 'ana float_act_ended'],
  ]);
});
