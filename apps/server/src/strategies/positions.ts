// What lies in strategies for a person, by their own books.
import { START_STRATEGY, STOP_STRATEGY } from '@diboas/defi';
import { type Id, isId, type Money, money, sumMoney } from '@diboas/kernel';
import { type AccountState, availableUnits } from '@diboas/ledger';
import type { StrategyTerms, Terms, Transaction } from '@diboas/orchestration';
import type { Store } from '@diboas/storage';

/** A position as the books have it. */
export interface BookedPosition {
  /** The transaction that put it in. */
  readonly started: Transaction;
  readonly strategy: StrategyTerms;
  /** Who has it. */
  readonly provider: string;
  /** What was put in, and what it has earned that is booked. */
  readonly putIn: Money;
  readonly earned: Money;
  /** The two, less what was taken out. */
  readonly lies: Money;
  /** What of it is not being taken out already. */
  readonly free: Money;
}

type PositionStore = Pick<Store, 'balances' | 'transactionsNamed' | 'transactions'>;

/** All that anything lies in, the newest first. */
export async function readPositions(store: PositionStore, customerId: string): Promise<BookedPosition[]> {
  const { accounts } = await store.balances(customerId);
  const held = accounts.flatMap((account) => {
    const position = positionOf(account);
    return position === null || postedUnits(account) === 0n ? [] : [{ account, position }];
  });
  const ids = held.map(({ position }) => position);
  const started = new Map((await store.transactionsNamed(customerId, ids)).map((one) => [one.id, one]));
  const positions = await Promise.all(
    held.map(({ account, position }) => {
      const transaction = started.get(position);
      return transaction ? bookedOf(store, transaction, account) : null;
    }),
  );
  return positions
    .filter((one) => one !== null)
    .toSorted((one, other) => other.started.terms.createdAt - one.started.terms.createdAt);
}

/** One of the person's; null where nothing lies in it, or it is nobody's or somebody else's. */
export async function findPosition(
  store: PositionStore,
  customerId: string,
  position: string,
): Promise<BookedPosition | null> {
  const all = await readPositions(store, customerId);
  return all.find(({ started }) => started.id === position) ?? null;
}

/** Whose account it is a position by; null for any other account. */
function positionOf({ key: { kind } }: AccountState): Id | null {
  const [type, id = ''] = kind.split(':');
  return type === 'DEFI' && isId(id) ? id : null;
}

function postedUnits({ balance: { creditsPosted, debitsPosted } }: AccountState): bigint {
  return creditsPosted - debitsPosted;
}

async function bookedOf(
  store: PositionStore,
  started: Transaction,
  account: AccountState,
): Promise<BookedPosition | null> {
  const { terms, settlement, attempts, followedBy } = started;
  const done = attempts.find(({ state }) => state === 'succeeded');
  if (terms.operation !== START_STRATEGY.name || !terms.strategy || !settlement || !done) return null;
  const { asset } = account.key;
  const lies = money(asset, postedUnits(account));
  const yields = followedBy.filter(({ operation }) => operation === 'YIELD');
  const earned = sumMoney(
    asset,
    yields.map((one) => one.money),
  );
  const whole = settlement.credited.units + earned.units;
  // What was taken out before is looked for only where something was.
  const taken = lies.units < whole ? await stopsOf(store, terms) : [];
  const moved = [started, ...taken].flatMap(givenBy);
  return {
    ...{ started, provider: done.provider, strategy: { ...terms.strategy, moved } },
    ...{ putIn: settlement.credited, earned },
    ...{ lies, free: money(asset, availableUnits(account.balance)) },
  };
}

/** The networks' names of all that gave something, of what was done in parts each. */
function givenBy({ attempts }: Transaction): readonly string[] {
  const given = attempts.flatMap(({ movements }) => movements.filter(({ kind }) => kind === 'given'));
  return [...new Set(given.flatMap(({ networkReference }) => networkReference ?? []))];
}

const PAGE = 100;

/** What took some of it out, whether by itself or as a leg: all of it is newer than what put it in. */
async function stopsOf(store: PositionStore, { customerId, id }: Terms): Promise<readonly Transaction[]> {
  const stops: Transaction[] = [];
  let before: Id | null = null;
  for (;;) {
    const page: readonly Transaction[] = await store.transactions(customerId, { before, limit: PAGE });
    const legs = page.flatMap(({ terms }) => terms.legs?.map((leg) => leg.terms) ?? []);
    const ids = legs.filter((one) => isStopOf(one, id)).map((one) => one.id);
    stops.push(...page.filter(({ terms }) => isStopOf(terms, id)));
    if (ids.length > 0) stops.push(...(await store.transactionsNamed(customerId, ids)));
    const oldest = page.at(-1);
    if (!oldest || page.length < PAGE || oldest.id < id) return stops;
    before = oldest.id;
  }
}

function isStopOf({ operation, strategy }: Terms, position: Id): boolean {
  return operation === STOP_STRATEGY.name && strategy?.position === position;
}
