/**
 * Checks the whole chain against the rows, in the order in which it was made: docs/audit.md says what is found, and
 * what nobody can find from inside the database. Reads one moment of the database and changes nothing.
 */
import type pg from 'pg';
import { rowNameOf } from './compare.ts';
import {
  type BadEntry,
  CHAIN_START,
  type Chain,
  compareSeals,
  followLinks,
  judgeHead,
} from './follow-chain.ts';
import { READ_SETTINGS, readRows } from './read-rows.ts';
import { type Head, readHead, readSeals } from './seal-rows.ts';
import { SEALED_TABLES, selectRows, XACT } from './sealed-tables.ts';
import { inLongTransaction } from './transaction.ts';

export interface VerifyOptions {
  readonly pool: pg.Pool;
  /** The operator's keys, if the chain is sealed with some. */
  readonly keys?: readonly string[];
  /** A digest in hex that was noted somewhere else; some seal of the chain must have it. */
  readonly expect?: string | null;
}

export type AuditReport =
  | {
      readonly ok: true;
      readonly entries: number;
      readonly seals: number;
      /** Rows that are newer than the last seal. */
      readonly unsealed: number;
      /** The last seal's digest, to be noted somewhere else; null when there is no seal yet. */
      readonly digest: string | null;
      /** The first seal that was made with the key; null when none was. */
      readonly keyedFrom: number | null;
    }
  | {
      readonly ok: false;
      /** What was good before it. */
      readonly entries: number;
      readonly seals: number;
      readonly bad: BadEntry;
    };

/** Seals read at a time; their rows are one range. */
const WINDOW_SEALS = 100;

export async function verifyAudit(options: VerifyOptions): Promise<AuditReport> {
  const { pool, keys = [], expect = null } = options;
  const begin = `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; ${READ_SETTINGS}`;
  return inLongTransaction(pool, begin, async (client) => {
    let chain = { ...CHAIN_START, expectFound: expect === null };
    for (;;) {
      const window = await readSeals(client, { after: chain.end.number, limit: WINDOW_SEALS });
      const links = followLinks(chain, window, { keys, expect });
      const whole = window.slice(0, links.chain.seals - chain.seals);
      const bad = (await compareWindow(client, whole)) ?? links.bad;
      if (bad !== null) return { ok: false, ...countBefore(chain, window, bad), bad };
      chain = links.chain;
      if (window.length < WINDOW_SEALS) break;
    }
    const { entries, seals, end, keyedFrom } = chain;
    const bad = (await checkEnd(client, end)) ?? lookForDigest(chain, expect);
    if (bad !== null) return { ok: false, entries, seals, bad };
    const digest = seals === 0 ? null : end.digest.toString('hex');
    return { ok: true, entries, seals, unsealed: await countUnsealed(client, end), digest, keyedFrom };
  });
}

type Window = Awaited<ReturnType<typeof readSeals>>;

async function compareWindow(client: pg.ClientBase, window: Window): Promise<BadEntry | null> {
  const [first, last] = [window[0], window.at(-1)];
  if (!first || !last) return null;
  return compareSeals(window, readRows(client, { from: first.seal.from, upto: last.seal.upto }));
}

function countBefore(chain: Chain, window: Window, bad: BadEntry): { entries: number; seals: number } {
  const good = window.filter(({ seal }) => seal.number < bad.seal);
  return {
    entries: good.reduce((sum, { seal }) => sum + seal.entries, chain.entries),
    seals: chain.seals + good.length,
  };
}

/** The head must agree with the last seal, and nothing may claim a number that is still to come. */
async function checkEnd(client: pg.ClientBase, end: Head): Promise<BadEntry | null> {
  return judgeHead(await readHead(client), end) ?? findRowFromNowhere(client, end.number);
}

/** The highest that PostgreSQL's bigint holds: the indexes end there. */
const XACT_MAX = 2n ** 63n - 1n;

async function findRowFromNowhere(client: pg.ClientBase, seal: number): Promise<BadEntry | null> {
  const next = await client.query<{ next: string }>(
    'SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS next',
  );
  const range = { from: BigInt(next.rows[0]?.next ?? 0), upto: XACT_MAX };
  for (const [ordinal, table] of SEALED_TABLES.entries()) {
    const query = { text: `${selectRows(table, range)} LIMIT 1`, rowMode: 'array' as const };
    const { rows } = await client.query<(string | null)[]>(query);
    const [first] = rows;
    if (!first) continue;
    const row = { ordinal, xact: BigInt(first[0] ?? 0), values: first.slice(1) };
    return { seal: seal + 1, what: 'row_from_nowhere', row: rowNameOf(row) };
  }
  return null;
}

function lookForDigest({ end, expectFound }: Chain, expect: string | null): BadEntry | null {
  if (expectFound || expect === null) return null;
  return { seal: end.number, what: 'digest_not_found', digest: expect };
}

async function countUnsealed(client: pg.ClientBase, end: Head): Promise<number> {
  const counts = SEALED_TABLES.map(
    ({ name }) => `(SELECT count(*) FROM ${name} WHERE ${XACT} >= ${end.upto})`,
  );
  const { rows } = await client.query<{ count: string }>(`SELECT ${counts.join(' + ')} AS count`);
  return Number(rows[0]?.count ?? 0);
}
