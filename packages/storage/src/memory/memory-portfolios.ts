import { type Bucket, bucketOf, type Instant } from '@diboas/kernel';
import { type AccountKey, type AccountState, accountName, type Transfer } from '@diboas/ledger';
import type { JournalEntry, Writes } from '@diboas/orchestration';
import type {
  DaysWritten,
  HeldBalance,
  Keeping,
  KeptDay,
  MarketMark,
  PortfolioMovement,
  PortfolioStore,
  WrittenDays,
} from '@diboas/portfolio';
import { begunPortfolios, isInvested } from '../port/begun-portfolios.ts';

/** What of the books days of portfolios are made of. */
interface Shelf {
  readonly accounts: ReadonlyMap<string, AccountState>;
  /** The last place in the journal of each. */
  readonly customers: ReadonlyMap<string, number>;
}

interface Kept extends Keeping {
  readonly dueAt: Instant | null;
}

interface Known {
  readonly portfolios: Map<string, Kept>;
  readonly days: Map<string, ReadonlyMap<string, KeptDay>>;
  readonly movements: Map<string, readonly PortfolioMovement[]>;
}

/** Days of portfolios in memory, with the constraints that the database would check. */
export function createMemoryPortfolios(shelf: (bucket: Bucket) => Shelf) {
  const known: Known = { portfolios: new Map(), days: new Map(), movements: new Map() };
  const marks = new Map<Instant, MarketMark>();
  const isOpen = (key: AccountKey) => shelf(bucketOf(key.owner)).accounts.has(accountName(key));
  const store: PortfolioStore = {
    ...createTurns(known.portfolios),
    async portfolioBooks({ customerId, seq }, movementsMax) {
      const movements = (known.movements.get(customerId) ?? []).filter((one) => one.seq > seq);
      if (movements.length > movementsMax) return null;
      const rows = shelf(bucketOf(customerId));
      return { seq: rows.customers.get(customerId) ?? 0, held: heldIn(customerId, rows), movements };
    },
    writeDays: async (keeping, written) => writeDays(known, keeping, written),
    async keptDays(customerId, most) {
      const all = [...(known.days.get(customerId)?.values() ?? [])];
      return all.toSorted((left, right) => (left.day < right.day ? -1 : 1)).slice(-most);
    },
    async keepMark(mark) {
      if (!marks.has(mark.at)) marks.set(mark.at, mark);
    },
    async marks(times) {
      return times.toSorted((left, right) => left - right).flatMap((at) => marks.get(at) ?? []);
    },
  };
  /** Takes in a batch, before its accounts are written. */
  const note = (writes: Writes) => noteBatch(known, writes, isOpen);
  return { store, note };
}

type Turns = Pick<PortfolioStore, 'keeping' | 'sayDayZone' | 'portfolioBuckets' | 'claimPortfolios'>;

function createTurns(portfolios: Known['portfolios']): Turns {
  const dueBy = (now: Instant) =>
    [...portfolios.values()].filter(({ dueAt }) => dueAt !== null && dueAt <= now);
  return {
    async keeping(customerId) {
      const found = portfolios.get(customerId);
      return found ? keepingOf(found) : null;
    },
    async sayDayZone(customerId, zone, now) {
      const before = portfolios.get(customerId) ?? { customerId, last: null, seq: 0, dueAt: null };
      const dueAt = before.dueAt === null ? null : Math.min(before.dueAt, now);
      portfolios.set(customerId, { ...before, zone, dueAt });
    },
    async portfolioBuckets(now) {
      return [...new Set(dueBy(now).map(({ customerId }) => bucketOf(customerId)))];
    },
    async claimPortfolios(bucket, { now, leasedUntil, limit }) {
      const due = dueBy(now).filter(({ customerId }) => bucketOf(customerId) === bucket);
      const taken = due.toSorted((left, right) => (left.dueAt ?? 0) - (right.dueAt ?? 0)).slice(0, limit);
      for (const one of taken) portfolios.set(one.customerId, { ...one, dueAt: leasedUntil });
      return taken.map(keepingOf);
    },
  };
}

function writeDays(
  { portfolios, days }: Known,
  { customerId, seq: readSeq, last }: Keeping,
  { days: added, seq, dueAt }: WrittenDays,
): DaysWritten {
  const before = portfolios.get(customerId);
  if (before?.seq !== readSeq || before.last?.day !== last?.day) return 'elsewhere';
  const there = days.get(customerId) ?? new Map<string, KeptDay>();
  const isOther = (day: KeptDay) => there.has(day.day) && figuresOf(there.get(day.day)) !== figuresOf(day);
  if (added.some(isOther)) return 'day_rewritten';
  const end = added.at(-1) ?? before.last;
  days.set(customerId, new Map([...there, ...added.map((day) => [day.day, day] as const)]));
  portfolios.set(customerId, {
    ...before,
    seq,
    dueAt,
    last: end ? { day: end.day, endsAt: end.endsAt } : null,
  });
  return 'written';
}

function noteBatch(
  { portfolios, movements }: Known,
  writes: Writes,
  isOpen: (key: AccountKey) => boolean,
): void {
  for (const { customerId, seq, dueAt } of begunPortfolios(writes, isOpen)) {
    const before = portfolios.get(customerId);
    if ((before?.dueAt ?? null) !== null) continue;
    portfolios.set(customerId, { customerId, zone: before?.zone ?? null, last: null, seq, dueAt });
  }
  for (const { transfer, at } of writes.transfers) {
    const entry = writes.journal.findLast(({ transactionId }) => transactionId === transfer.transactionId);
    const of = writes.transactions.find(({ transaction }) => transaction.id === transfer.transactionId);
    const movement = entry && of && movementOf({ transfer, at }, entry, of.transaction.operation);
    if (!entry || !movement) continue;
    movements.set(entry.customerId, [...(movements.get(entry.customerId) ?? []), movement]);
  }
}

/** None of what only sets aside, or moves within the portfolio. */
function movementOf(
  { transfer: { kind, debit, credit, amount }, at }: { readonly transfer: Transfer; readonly at: Instant },
  { customerId, seq }: JournalEntry,
  operation: string,
): PortfolioMovement | null {
  if (kind !== 'posted' && kind !== 'post') return null;
  const isOwn = ({ owner, kind: account }: AccountKey) => owner === customerId && isInvested(account);
  if (isOwn(debit) === isOwn(credit)) return null;
  const units = isOwn(debit) ? -amount : amount;
  const isFee = [debit, credit].some(({ kind: account }) => account === 'FEE_REVENUE');
  return { seq, at, network: debit.network, money: { asset: debit.asset, units }, operation, isFee };
}

function heldIn(owner: string, { accounts }: Shelf): HeldBalance[] {
  const invested = [...accounts.values()].filter(({ key }) => key.owner === owner && isInvested(key.kind));
  const units = Map.groupBy(invested, ({ key }) => `${key.asset} ${key.network}`);
  return [...units.values()].flatMap((some) => {
    const [first] = some;
    if (!first) return [];
    const sum = some.reduce((all, { balance }) => all + balance.creditsPosted - balance.debitsPosted, 0n);
    return [{ network: first.key.network, money: { asset: first.key.asset, units: sum } }];
  });
}

function keepingOf({ customerId, zone, last, seq }: Kept): Keeping {
  return { customerId, zone, last, seq };
}

function figuresOf(day: KeptDay | undefined): string {
  return JSON.stringify(day, (_, value) => (typeof value === 'bigint' ? String(value) : value));
}
