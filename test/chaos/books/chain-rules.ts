// What the networks themselves say lies at addresses, against our books. People keep what comes to them where it came to, so
// what lies at an address of theirs is all that was ever paid to it: by strangers, who are known here, and by our own sends.
import { formatMoney, type Money } from '@diboas/kernel';
import { isFinal } from '@diboas/orchestration';
import type { Lying, Networks } from '../cluster/networks.ts';
import type { BookBreach, RuleResult } from './breach.ts';
import type { Life } from './lives.ts';
import { isWithPerson } from './outside-rules.ts';
import type { Queryable } from './queryable.ts';

export interface ChainBooks {
  /** What strangers gave, each by itself. */
  readonly given: readonly Lying[];
  /** What lies at each address of a person and each that was sent to, as its network says. */
  readonly holdings: readonly Lying[];
}

/** Of a system without chains. */
export const NOTHING_ON_CHAINS: ChainBooks = { given: [], holdings: [] };

/** Asks the networks about every address that the books know of. */
export async function readChains(
  database: Queryable,
  networks: Pick<Networks, 'given' | 'holdings'>,
): Promise<ChainBooks> {
  const { rows } = await database.query<Pick<Lying, 'network' | 'address'>>(
    `SELECT network, address FROM wallet_addresses
     UNION
     SELECT q.terms -> 'order' ->> 'network', q.terms -> 'order' ->> 'destination'
     FROM transactions t JOIN quotes q ON q.bucket = t.bucket AND q.quote_id = t.transaction_id
     WHERE q.terms -> 'payee' ->> 'kind' = 'address'`,
  );
  const held = await Promise.all(rows.map((row) => networks.holdings(row)));
  return { given: [...networks.given], holdings: held.flat() };
}

/** What was credited for good of what came to addresses, by the transfers alone. */
const CREDITED = `
  SELECT q.terms -> 'order' ->> 'network' AS network, q.terms -> 'order' ->> 'destination' AS address, p.asset,
    sum(p.amount)::text AS units
  FROM transfers p JOIN quotes q ON q.bucket = p.bucket AND q.quote_id = p.transaction_id
  WHERE q.terms -> 'origin' ->> 'kind' = 'deposit' AND p.kind IN ('posted', 'post')
    AND p.credit_kind ~ '^(BANKING|INVESTING|DEFI)(:|$)'
  GROUP BY 1, 2, 3`;

interface CreditedRow {
  readonly network: Lying['network'];
  readonly address: string;
  readonly asset: Money['asset'];
  readonly units: string;
}

/** Whether all that lies at addresses of people is credited: until then some of it may not have been found. */
export async function isAllFound(database: Queryable, chains: ChainBooks): Promise<boolean> {
  return (await creditedOtherwise(database, chains)).length === 0;
}

async function creditedOtherwise(database: Queryable, { holdings }: ChainBooks): Promise<BookBreach[]> {
  const { rows } = await database.query<CreditedRow>(CREDITED);
  const credited = new Map(
    rows.map(({ asset, units, ...at }) => [nameOf({ ...at, money: { asset } }), BigInt(units)]),
  );
  const lies = sumsOf(holdings);
  return [...new Set([...lies.keys(), ...credited.keys()])].flatMap((name): BookBreach[] => {
    const [there, booked] = [lies.get(name) ?? 0n, credited.get(name) ?? 0n];
    if (there === booked) return [];
    const detail = `at ${name} ${there} lie, and ${booked} were credited`;
    return [{ kind: there > booked ? 'lost' : 'duplicated', transactionId: null, detail }];
  });
}

export async function checkChainRules(
  database: Queryable,
  { lives, chains }: { readonly lives: readonly Life[]; readonly chains: ChainBooks },
): Promise<RuleResult[]> {
  const sends = lives.filter(isSend);
  const asked = chains.holdings.length > 0;
  return [
    {
      rule: 'what lies at each address of a person was credited, and nothing else',
      breaches: asked ? await creditedOtherwise(database, chains) : [],
    },
    {
      rule: 'what was paid to an address was given by a stranger or sent by one transaction, once',
      breaches: asked ? paidOtherwise(sends, chains) : [],
    },
    { rule: 'no two transactions are of one execution on a network', breaches: sharedExecutions(lives) },
  ];
}

/** Whether it goes to an address; what comes to one names it too. */
function isSend({ terms: { origin, payee } }: Pick<Life, 'terms'>): boolean {
  return payee?.kind === 'address' && origin.kind !== 'deposit';
}

function paidOtherwise(sends: readonly Life[], { given, holdings }: ChainBooks): BookBreach[] {
  const to = Map.groupBy(sends, nameOfSend);
  const gifts = sumsOf(given);
  return [...sumsOf(holdings)].flatMap(([name, there]): BookBreach[] => {
    const own = to.get(name) ?? [];
    const done = own.flatMap(({ state }) => state.settlement?.delivered.money.units ?? []);
    const expected = done.reduce((sum, units) => sum + units, gifts.get(name) ?? 0n);
    const isOpen = own.some((one) => isWithPerson(one) || !isFinal(one.status));
    if (there === expected || (isOpen && there > expected)) return [];
    if (there < expected) {
      const detail = `at ${name} ${there} lie, and ${expected} are said to have been paid there`;
      return [{ kind: 'lost', transactionId: own.at(-1)?.id ?? null, detail }];
    }
    const beyond = there - expected;
    const again = own.find(({ terms }) => terms.order.deliver.units === beyond);
    const detail = again
      ? `${formatMoney(again.terms.order.deliver)} lie at ${name} that were given back or sent before`
      : `at ${name} ${beyond} lie that belong to no transaction`;
    return [{ kind: again ? 'duplicated' : 'lost', transactionId: again?.id ?? null, detail }];
  });
}

function sharedExecutions(lives: readonly Life[]): BookBreach[] {
  const named = lives.flatMap(({ id, terms, state }) => {
    const { origin, order } = terms;
    const reference = state.settlement?.delivered.networkReference;
    if (origin.kind === 'deposit') return [{ id, name: `deposit ${origin.reference}` }];
    return isSend({ terms }) && reference ? [{ id, name: `${order.network} ${reference}` }] : [];
  });
  return [...Map.groupBy(named, ({ name }) => name)].flatMap(([name, all]): BookBreach[] => {
    const ids = all.map(({ id }) => id);
    if (ids.length < 2) return [];
    return [
      { kind: 'duplicated', transactionId: ids[0] ?? null, detail: `${ids.join(' and ')} are both ${name}` },
    ];
  });
}

function sumsOf(lying: readonly Lying[]): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const one of lying) {
    const name = nameOf(one);
    sums.set(name, (sums.get(name) ?? 0n) + one.money.units);
  }
  return sums;
}

function nameOfSend({ terms: { order } }: Life): string {
  const { network, destination: address, deliver } = order;
  return nameOf({ network, address, money: deliver });
}

function nameOf(at: { network: string; address: string; money: Pick<Money, 'asset'> }): string {
  return `${at.address} on ${at.network}, ${at.money.asset}`;
}
