import { assert, type Bucket, type Id, type Instant } from '@diboas/kernel';
import type { Transfer } from '@diboas/ledger';
import type {
  DueClaim,
  JournalEntry,
  KeyUse,
  Submission,
  Terms,
  Transaction,
  Writes,
} from '@diboas/orchestration';
import { breachesOfWrites } from '@diboas/storage/checks';
import type { SimChain, SimSealer } from '../around/sealer.ts';
import type { Brought } from '../around/treasurer.ts';
import type { BarredFrom } from '../around/warden.ts';
import type { Chance } from '../ground/chance.ts';
import type { ChecksTruth } from '../outside/checks-truth.ts';
import type { SimDeposit } from '../outside/deposits.ts';
import type { SimBooks, SomeAnswer } from '../outside/order.ts';
import type { Confirmation } from '../people/confirming.ts';
import type { SharedStore } from '../store/faulty-store.ts';
import { checkAtOnce } from './at-once.ts';
import { AuditCheck } from './audit.ts';
import { checkCharges } from './booked.ts';
import { checkChecks, checkChecksAtEnd, checkLimits } from './checks.ts';
import { checkCrossings, checkEnds } from './defi/crossings.ts';
import { StrategyCheck } from './defi/strategies.ts';
import { checkDeposits, checkDepositsAtEnd } from './deposits.ts';
import { checkEnd, checkLinks } from './end.ts';
import { FloatCheck } from './floats.ts';
import { checkClaimed, checkGiveEnds, checkGives, checkInTransit, checkStanding } from './gives.ts';
import { checkParentEnds, checkParents, LegOrder } from './legs.ts';
import {
  CareCheck,
  checkGivenBack,
  checkMoves,
  checkNotForgotten,
  checkOnce,
  checkPayloads,
  checkPutOff,
  checkReplay,
  checkSent,
  checkStream,
  checkUnknown,
} from './life.ts';
import { foldEntry } from './model/fold.ts';
import { LedgerModel } from './model/ledger-model.ts';
import { hasEnded, type NewEntry, type Report, type Sight } from './model/sight.ts';
import { checkBalances, checkHolds, checkNotBelowZero, checkTwoSides } from './money.ts';
import { checkActs, checkClaims, checkInbox, KeyCheck } from './promises.ts';
import { checkQuarantine, checkReplays } from './quarantine.ts';

export type Rule =
  | 1
  | 2
  | 3
  | 4
  | 5
  | 6
  | 7
  | 8
  | 9
  | 10
  | 11
  | 12
  | 13
  | 16
  | 17
  | 18
  | 20
  | 'legs'
  | 'deposits'
  | 'schema'
  | 'M23'
  | 'checks'
  | 'error';

export interface Violation {
  /** An invariant or rule of docs/rows/architecture.md by its number, another rule by its name, or an error that was thrown. */
  readonly rule: Rule;
  readonly problem: string;
  readonly at: Instant;
}

export interface CheckerParts {
  readonly now: () => Instant;
  readonly shared: SharedStore;
  readonly outsides: readonly SimBooks[];
  readonly confirmations: readonly Confirmation[];
  /** Who is not open at this moment. */
  readonly barred: ReadonlyMap<string, BarredFrom>;
  /** When somebody first signed in by an address to which money was sent before. */
  readonly comings: ReadonlyMap<string, Instant>;
  /** What strangers sent to people's addresses. */
  readonly deposits: () => readonly SimDeposit[];
  /** What is true of people and addresses, where what they do is looked at; null where it is not. */
  readonly checks: ChecksTruth | null;
  /** What was brought to providers that pay out of it. */
  readonly brought: readonly Brought[];
}

const INVARIANTS: readonly (readonly [Rule, (sight: Sight, report: Report) => void])[] = [
  [1, checkTwoSides],
  [1, checkInTransit],
  [2, checkNotBelowZero],
  [3, checkHolds],
  [4, checkOnce],
  [5, checkUnknown],
  [5, checkGivenBack],
  [6, checkMoves],
  [7, checkReplay],
  [7, checkBalances],
  [9, checkCharges],
  [9, checkGives],
  [9, checkClaimed],
  [9, checkAtOnce],
  [11, checkNotForgotten],
  [11, checkPutOff],
  [13, checkEnds],
  [16, checkCrossings],
  [20, checkPayloads],
  ['legs', checkParents],
];

/** The model that is not the engine. It looks after every event, and never changes anything. */
export class Checker {
  readonly violations: Violation[] = [];
  readonly #parts: CheckerParts;
  readonly #ledger = new LedgerModel();
  /** Written since the last look, in the order of their commits. What the store shows is held to it where the chain is verified. */
  #newEntries: JournalEntry[] = [];
  #newTransfers: Transfer[] = [];
  readonly #seenEvents = new Set<string>();
  readonly #actsDone = new Set<string>();
  readonly #seqs = new Map<string, number>();
  readonly #replayed = new Map<Id, Transaction>();
  readonly #replays = new Map<string, string>();
  readonly #keyUses: KeyUse[] = [];
  readonly #leases = new Map<Id, Instant>();
  readonly #audit: AuditCheck;
  readonly #legOrder = new LegOrder();
  readonly #keyCheck = new KeyCheck();
  readonly #careCheck = new CareCheck();
  readonly #strategyCheck = new StrategyCheck();
  readonly #floatCheck: FloatCheck;
  readonly #transactions = new Map<Id, Transaction>();
  #accounts: Sight['accounts'] = [];
  #holds: Sight['holds'] = [];
  /** What was confirmed, by its id: how many of the confirmations are in it. */
  readonly #confirmed = new Map<Id, Terms>();
  #confirmedCount = 0;
  #version = -1;
  #orders = -1;

  constructor(parts: CheckerParts) {
    this.#parts = parts;
    this.#audit = new AuditCheck(parts.shared.appendOnly, this.#report(12));
    this.#floatCheck = new FloatCheck(parts.brought);
  }

  /** Looks at everything, unless neither the store nor the world has changed since the last look. */
  look(): void {
    const { shared, outsides } = this.#parts;
    let orders = 0;
    for (const { orderCount } of outsides) orders += orderCount;
    if (shared.version === this.#version && orders === this.#orders) return;
    this.#version = shared.version;
    this.#orders = orders;
    const sight = this.#see();
    this.#legOrder.take(sight, this.#report('legs'));
    this.#keyCheck.take(sight, this.#report(10));
    this.#careCheck.take(sight, this.#report(11));
    this.#floatCheck.check(sight, this.#report(18));
    this.#strategyCheck.check(sight, this.#report(17));
    checkStream(sight, this.#report(7), this.#seqs);
    for (const [rule, check] of INVARIANTS) check(sight, this.#report(rule));
    checkDeposits(sight, this.#parts.deposits(), this.#report('deposits'));
    const { checks: truth } = this.#parts;
    if (truth) checkChecks({ sight, truth, report: this.#report('checks') });
    else checkLimits(sight, this.#report('M23'));
  }

  /** Told of every commit as it is written: what the database's constraints and unique keys would see. */
  onWrites(writes: Writes, bucket: Bucket): void {
    const { inbox, keyUses, journal, audit, transfers } = writes;
    for (const breach of breachesOfWrites(bucket, writes)) this.#report('schema')(breach);
    checkInbox(inbox, this.#report(8), this.#seenEvents);
    checkActs(audit, this.#report(10), this.#actsDone);
    checkStanding(writes, { barred: this.#parts.barred, listed: this.#parts.checks }, this.#report(9));
    checkReplays(inbox, this.#report(8), this.#replays);
    checkClaims({ journal, rows: this.#parts.shared.rows, leases: this.#leases }, this.#report(13));
    this.#keyUses.push(...keyUses);
    this.#newEntries.push(...journal);
    for (const { transfer } of transfers) this.#newTransfers.push(transfer);
  }

  /** Told of every call before it is made: its attempt must be in the store, with the same key. */
  onSubmit(
    provider: string,
    { transactionId, attemptId, key, memo }: Pick<Submission, 'transactionId' | 'attemptId' | 'key' | 'memo'>,
  ): void {
    const row = this.#parts.shared.rows.all('transactions').find((one) => one.id === transactionId);
    const attempt = row?.attempts.find((one) => one.id === attemptId);
    if (attempt?.key !== key || attempt.provider !== provider)
      this.#report(4)(`${transactionId} is sent to ${provider} before its attempt and key are committed`);
    checkSent({ attempt, memo }, this.#report(20));
    if (attempt?.state === 'rejected')
      this.#report(4)(`${transactionId} is sent to ${provider} although its attempt has ended`);
    if (row && hasEnded(row) && !row.settlement)
      this.#report(16)(`${transactionId} is sent to ${provider} although it has ended`);
  }

  /** Told of every answer of a provider, before its node has it. */
  onAnswer(provider: string, answer: SomeAnswer, attemptId: string): void {
    this.#careCheck.onAnswer(provider, answer, attemptId);
  }

  /** Told of what a node takes a call to have been like. */
  onRecord(provider: string, isBad: boolean): void {
    this.#careCheck.onRecord(provider, isBad, this.#report(4));
  }

  /** Told so long after the world has healed that each open order was asked about. */
  lookAtLinks(): void {
    checkLinks(this.#see(), this.#report(8));
  }

  /** Told of what is wrong with the audit chain. */
  onBadChain(problem: string): void {
    this.#report(12)(problem);
  }

  /** Told of new seals in the instant in which they are kept. */
  onSealed(chain: SimChain, keys: readonly string[]): Promise<void> {
    return this.#audit.take(chain, keys);
  }

  /** 12, at the end. Everything is sealed, verifies, and can not be tampered with unseen. */
  async auditAtTheEnd(sealer: SimSealer, chance: Chance): Promise<void> {
    if (sealer.isBehind()) this.#report(12)('some rows were never sealed');
    await this.#audit.atTheEnd(sealer.chain, sealer.keys(), chance);
  }

  onBug(error: unknown): void {
    this.#report('error')(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }

  /** Told of every claim: until when which transaction was leased last. */
  onClaim(claims: readonly DueClaim[]): void {
    for (const { transactionId, leasedUntil } of claims) this.#leases.set(transactionId, leasedUntil);
  }

  /** @param kept the names of the events that nobody could read, and that were promised to be kept */
  atTheEnd(lostEvents: ReadonlySet<string>, kept: ReadonlySet<string>): void {
    const sight = this.#see();
    checkEnd(sight, lostEvents, this.#report(11));
    checkChecksAtEnd({ sight, report: this.#report('checks') });
    checkDepositsAtEnd(sight, this.#parts.deposits(), this.#report('deposits'));
    checkGiveEnds(sight, this.#parts.comings, this.#report(11));
    checkParentEnds(sight, this.#report('legs'));
    checkQuarantine({ rows: this.#parts.shared.rows, kept }, this.#report(8));
  }

  /** 8, at the end. Called before and after every event was repeated: nothing may have changed. */
  snapshot(): ReadonlyMap<string, string> {
    const { rows } = this.#parts.shared;
    // Not what time alone moves on: when something is due, and how often it was asked about.
    const ends = rows
      .all('transactions')
      .map(({ id, status, settlement, failure, openItems, attempts, legs }) => {
        return {
          id,
          status,
          settlement,
          failure,
          openItems,
          legs,
          attempts: attempts.map(({ state }) => state),
        };
      });
    const kept = {
      ...{ transaction: ends, account: rows.all('accounts') },
      ...{ transfer: rows.all('transfers'), hold: rows.all('holds'), item: rows.all('items') },
    };
    const lines = Object.entries(kept).flatMap(([kind, all]) =>
      all.map((row, index) => [`${kind} ${'id' in row ? row.id : index}`, textOf(row)] as const),
    );
    return new Map(lines);
  }

  afterRepeats(before: ReadonlyMap<string, string>): void {
    const after = this.snapshot();
    const changed = [...after].filter(([name, text]) => before.get(name) !== text).map(([name]) => name);
    const isSame = changed.length === 0 && after.size === before.size;
    if (!isSame) this.#report(8)(`repeating events that were known changed something: ${changed.join(', ')}`);
  }

  #see(): Sight {
    const { now, shared, outsides, confirmations } = this.#parts;
    const { rows } = shared;
    const newEntries = this.#readJournal();
    const transactions = this.#transactions;
    const changed: Sight['changed'][number][] = [];
    for (const after of rows.all('transactions')) {
      const before = transactions.get(after.id) ?? null;
      if (before === after) continue;
      transactions.set(after.id, after);
      changed.push({ before, after });
    }
    const newTransfers = this.#ledger.take(this.#newTransfers, this.#report(1));
    this.#newTransfers = [];
    const [accounts, holds] = [rows.all('accounts'), rows.all('holds')];
    const isMoved =
      newTransfers.length > 0 || !isSame(accounts, this.#accounts) || !isSame(holds, this.#holds);
    this.#accounts = accounts;
    this.#holds = holds;
    return {
      now: now(),
      store: rows,
      outsides,
      confirmations,
      ledger: this.#ledger,
      transactions,
      changed,
      newTransfers,
      accounts,
      holds,
      isMoved,
      newEntries,
      keyUses: this.#keyUses,
      replayed: this.#replayed,
    };
  }

  #readJournal(): NewEntry[] {
    const fresh = this.#newEntries;
    this.#newEntries = [];
    return fresh.map((entry) => {
      const before = this.#replayed.get(entry.transactionId) ?? null;
      const terms = this.#termsOf(entry.transactionId);
      assert(terms, 'the journal tells of something nobody confirmed', { id: entry.transactionId });
      const { at, seq, events } = entry;
      const after = foldEntry(before, events, { terms, at, seq });
      this.#replayed.set(entry.transactionId, after);
      return { entry, before };
    });
  }

  /**
   * What was confirmed, alone or as a leg. A reversal, which nobody confirms, and what takes a leg back say it themselves, as
   * does what arrives from another customer; whether such a leg is taken back as it was done is checked where legs are.
   */
  #termsOf(transactionId: Id): Terms | null {
    const { confirmations, shared } = this.#parts;
    for (const { terms } of confirmations.slice(this.#confirmedCount)) this.#confirmed.set(terms.id, terms);
    this.#confirmedCount = confirmations.length;
    const confirmed = this.#confirmed.get(transactionId);
    if (confirmed) return confirmed;
    const row = shared.rows.all('transactions').find((one) => one.id === transactionId);
    if (!row) return null;
    const { origin } = row.terms;
    if (origin.kind !== 'leg') return origin.kind === 'quote' ? null : row.terms;
    const parent = this.#confirmed.get(origin.parentId);
    const planned = parent?.legs?.find((leg) => leg.terms.id === transactionId);
    return planned ? { ...planned.terms, origin } : null;
  }

  #report(rule: Rule): Report {
    return (problem) => this.violations.push({ rule, problem, at: this.#parts.now() });
  }
}

/** Rows are never changed in place, so the same ones say the same. */
function isSame<Row>(one: readonly Row[], other: readonly Row[]): boolean {
  return one.length === other.length && one.every((row, index) => row === other[index]);
}

function textOf(row: unknown): string {
  return JSON.stringify(row, (_key, part: unknown) => (typeof part === 'bigint' ? `${part}` : part));
}
