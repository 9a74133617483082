/**
 * Checks the whole chain against the rows, in the order in which it was made: docs/audit.md says what is found, and
 * what nobody can find from inside the database. Reads one moment of the database and changes nothing.
 */
import type pg from 'pg';
import { type BadRow, compareRows, nameOf, type RowName } from './compare.ts';
import { digestSeal, FORM, NO_DIGEST } from './encoding.ts';
import { READ_SETTINGS, readRows } from './read-rows.ts';
import { type Head, readHead, readSeals, type StoredSeal } from './seal-rows.ts';
import { SEALED_TABLES, selectRows, XACT } from './sealed-tables.ts';
import { inTransaction } from './transaction.ts';

export interface VerifyOptions {
  readonly pool: pg.Pool;
  /** The operator's key, if the chain is sealed with one. */
  readonly key?: string | null;
  /** A digest in hex that was noted somewhere else; some seal of the chain must have it. */
  readonly expect?: string | null;
}

/** What is wrong with a seal, the head, or what is not sealed yet. */
export type BadChain =
  /** A seal is not what its own digest says, or that digest was not made with the key. */
  | { readonly what: 'seal_changed' }
  /** The seal with this number is gone. */
  | { readonly what: 'seal_removed' }
  /** The seal is whole, but does not carry on the one before it: one of them was made anew. */
  | { readonly what: 'seal_not_linked' }
  /** The chain is sealed with a key up to here, and this seal was made without. */
  | { readonly what: 'seal_without_key' }
  /** The seal was made with a key, which was not given. */
  | { readonly what: 'key_missing' }
  /** The seal was made by a newer version of diBoaS. */
  | { readonly what: 'form_unknown' }
  /** The head is gone or does not agree with the last seal. */
  | { readonly what: 'head_changed' }
  /** No seal has the digest that was expected: the chain was made anew or cut since it was noted. */
  | { readonly what: 'digest_not_found'; readonly digest: string }
  /** A row that is not sealed has a number that the server has not given to anybody. */
  | { readonly what: 'row_from_nowhere'; readonly row: RowName };

/** The first bad entry, in the order of the chain, and the seal it belongs to. */
export type BadEntry = { readonly seal: number } & (BadRow | BadChain);

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
  const { pool, key = null, expect = null } = options;
  const begin = `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; ${READ_SETTINGS}`;
  return inTransaction(pool, begin, async (client) => {
    let chain = { ...START, expectFound: expect === null };
    for (;;) {
      const window = await readSeals(client, { after: chain.end.number, limit: WINDOW_SEALS });
      const links = followLinks(chain, window, { key, expect });
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

/** The chain as far as it was followed. */
interface Chain {
  readonly end: Head;
  readonly entries: number;
  readonly seals: number;
  readonly keyedFrom: number | null;
  readonly expectFound: boolean;
}

const START: Chain = {
  end: { number: 0, upto: 0n, digest: NO_DIGEST },
  entries: 0,
  seals: 0,
  keyedFrom: null,
  expectFound: false,
};

interface Known {
  readonly key: string | null;
  readonly expect: string | null;
}

/** Follows the seals of a window up to the first bad one. */
function followLinks(
  from: Chain,
  window: readonly StoredSeal[],
  { key, expect }: Known,
): { chain: Chain; bad: BadEntry | null } {
  let chain = from;
  for (const stored of window) {
    const bad = judgeSeal(chain, stored, key);
    if (bad !== null) return { chain, bad: { seal: chain.end.number + 1, ...bad } };
    const { seal, digest } = stored;
    chain = {
      end: { number: seal.number, upto: seal.upto, digest },
      entries: chain.entries + seal.entries,
      seals: chain.seals + 1,
      keyedFrom: chain.keyedFrom ?? (seal.keyed ? seal.number : null),
      expectFound: chain.expectFound || digest.toString('hex') === expect,
    };
  }
  return { chain, bad: null };
}

function judgeSeal(chain: Chain, { seal, digest }: StoredSeal, key: string | null): BadChain | null {
  const { end, keyedFrom } = chain;
  if (seal.number !== end.number + 1) return { what: 'seal_removed' };
  if (seal.form !== FORM) return { what: 'form_unknown' };
  if (!seal.keyed && keyedFrom !== null) return { what: 'seal_without_key' };
  if (seal.keyed && key === null) return { what: 'key_missing' };
  if (!digestSeal(seal, seal.keyed ? key : null).equals(digest)) return { what: 'seal_changed' };
  const linked = seal.previousDigest.equals(end.digest) && seal.from === end.upto;
  return linked ? null : { what: 'seal_not_linked' };
}

type Window = Awaited<ReturnType<typeof readSeals>>;

/** Compares the rows of seals that follow each other, as one stream. */
async function compareWindow(client: pg.ClientBase, window: Window): Promise<BadEntry | null> {
  const [first, last] = [window[0], window.at(-1)];
  if (!first || !last) return null;
  const comparisons = window.map(({ seal, marks }) => ({ seal, rows: compareRows(seal, marks) }));
  let at = 0;
  for await (const row of readRows(client, { from: first.seal.from, upto: last.seal.upto })) {
    while (at < comparisons.length - 1 && row.xact >= (comparisons[at]?.seal.upto ?? 0n)) at += 1;
    comparisons[at]?.rows.add(row);
  }
  for (const { seal, rows } of comparisons) {
    const bad = rows.judge();
    if (bad !== null) return { seal: seal.number, ...bad };
  }
  return null;
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
  const head = await readHead(client);
  if (head !== null && head.number > end.number) return { seal: end.number + 1, what: 'seal_removed' };
  const agrees = head !== null && head.number === end.number && head.digest.equals(end.digest);
  if (!agrees || head.upto !== end.upto) return { seal: end.number, what: 'head_changed' };
  return findRowFromNowhere(client, end.number);
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
    return { seal: seal + 1, what: 'row_from_nowhere', row: nameOf(row) };
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
