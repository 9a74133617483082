// The command as people type it, on a chain of this machine: proposed by one, signed by two, sent by another.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LocalBitcoin, startBitcoin } from '@diboas/local-chains';
import { openPool } from '@diboas/storage';
import { createTestDatabase, type TestDatabase } from '@diboas/testkit/database';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { runTreasury } from './acts.ts';

const TO = 'bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080';
/** The secret keys 1, 2 and 3, as a chain of one's own machine writes them, and their public keys. */
const SECRETS = [
  'cMahea7zqjxrtgAbB7LSGbcQUr1uX1ojuat9jZodMN87JcbXMTcA',
  'cMahea7zqjxrtgAbB7LSGbcQUr1uX1ojuat9jZodMN87K7XCyj5v',
];
const KEYS = [
  '0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798',
  '02c6047f9441ed7d6d3045406e95c07cd85c778e4b8cef3ca7abac09b95c709ee5',
  '02f9308a019258c31049344f85f89d5229b531c845836f99b08601f113bce036f9',
];

let database: TestDatabase;
let chain: LocalBitcoin;
const folder = mkdtempSync(join(tmpdir(), 'diboas-treasury-'));

beforeAll(async () => {
  [database, chain] = await Promise.all([
    createTestDatabase(),
    startBitcoin({ dataless: true, port: 0, seed: 'the treasury', pace: 'by-hand' }),
  ]);
  vi.stubEnv('DATABASE_URL', database.appUrl);
  vi.stubEnv('INIT_CWD', folder);
  vi.stubEnv('CHAIN_URL_BITCOIN', chain.url);
  vi.stubEnv('TREASURY_BITCOIN_KEYS', KEYS.join(','));
  for (const [index, secret] of SECRETS.entries()) writeFileSync(join(folder, `key-${index}`), secret);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await chain.stop();
  await database.drop();
  rmSync(folder, { recursive: true });
});

/** What the command says, and with what it ends. */
async function type(...args: readonly string[]): Promise<{ said: string; code: number }> {
  const said: string[] = [];
  const hear = (text: string) => said.push(text);
  vi.spyOn(console, 'log').mockImplementation(hear);
  vi.spyOn(console, 'error').mockImplementation(hear);
  try {
    return { code: await runTreasury(args), said: said.join('\n') };
  } finally {
    vi.restoreAllMocks();
  }
}

it('M57: what one proposes and two sign, another sends; alone nobody does', async () => {
  const shown = await type('address');
  const [address = ''] = shown.said.split('\n');
  expect(address).toMatch(/^bcrt1q[a-z0-9]{58}$/);
  await chain.fund(address, 'BTC', 100_000_000n);
  const spend = [
    '--to',
    TO,
    '--amount',
    '0.4 BTC',
    '--file',
    'a.psbt',
    '--by',
    'ana',
    '--reason',
    'to the desk',
  ];
  expect(await type('propose', ...spend)).toMatchObject({
    code: 0,
    said: expect.stringContaining('Add --yes'),
  });
  const proposed = await type('propose', ...spend, '--yes');
  expect(proposed).toMatchObject({ code: 0, said: expect.stringContaining(`pays 0.40000000 BTC to ${TO}`) });
  const [hash = ''] = proposed.said.split('\n');

  writeFileSync(join(folder, 'b.psbt'), readFileSync(join(folder, 'a.psbt')));
  expect((await type('sign', 'a.psbt', '--key-file', 'key-0')).code).toBe(0);
  expect((await type('send', 'a.psbt', '--by', 'bo', '--yes')).said).toContain('have not signed all of it');
  expect((await type('sign', 'b.psbt', '--key-file', 'key-1')).said).toContain(`signed by ${KEYS[1]}`);
  const both = ['send', 'a.psbt', 'b.psbt', '--yes', '--by'];
  expect(await type(...both, 'ana')).toMatchObject({
    code: 1,
    said: expect.stringContaining('You proposed it'),
  });
  expect(await type(...both, 'bo')).toMatchObject({
    code: 0,
    said: expect.stringContaining(`Sent: ${hash}`),
  });
  expect((await type('watch', hash)).said).toContain('waits: pays 1.');
  await chain.mine(1);
  expect((await type('watch', hash)).said).toContain('in block');
  expect(await chain.balance(TO, 'BTC')).toBe(40_000_000n);

  const pool = openPool(database.appUrl, { max: 1 });
  const { rows } = await pool.query('SELECT actor, act FROM audit WHERE subject = $1 ORDER BY at', [hash]);
  await pool.end();
  expect(rows).toEqual([
    { actor: 'ana', act: 'treasury_proposed' },
    { actor: 'bo', act: 'treasury_sent' },
  ]);
});
