// The outside world's own records against our books: what was executed there, and nothing else, is what the ledger
// says. An execution is recognised by what we sent with it: the transaction's id, or the attempt's key or reference.
import { formatMoney, isAsset, type Money, parseMoney } from '@diboas/kernel';
import { isFinal, OWN_BOOK, originalOf, parentOf } from '@diboas/orchestration';
import { transactionIdInReference } from '@diboas/providers/testing';
import type { Execution } from '@diboas/testkit/system';
import type { BookBreach, RuleResult } from './breach.ts';
import type { Life } from './lives.ts';
import type { Queryable } from './queryable.ts';

interface Posted {
  readonly transaction_id: string;
  readonly asset: string;
  readonly units: string;
}

export async function checkOutsideRules(
  database: Queryable,
  { lives, executions }: { lives: readonly Life[]; executions: readonly Execution[] },
): Promise<RuleResult[]> {
  const owners = ownersOf(lives);
  const byLife = new Map<string, Execution[]>();
  const strays: Execution[] = [];
  for (const execution of executions) {
    const owner = owners(execution);
    if (owner === null) strays.push(execution);
    else byLife.set(owner, [...(byLife.get(owner) ?? []), execution]);
  }
  // What left a provider's account with us is what was credited: to the person, and to us as our fee.
  const { rows } = await database.query<Posted>(
    `SELECT transaction_id, asset, sum(CASE WHEN debit_kind ~ '^(CLEARING|FLOAT):' THEN amount ELSE 0 END
       - CASE WHEN credit_kind ~ '^(CLEARING|FLOAT):' THEN amount ELSE 0 END)::text AS units
     FROM transfers WHERE kind IN ('posted', 'post') GROUP BY transaction_id, asset`,
  );
  const credited = new Map(rows.map((row) => [`${row.transaction_id}/${row.asset}`, BigInt(row.units)]));
  // What is done in several transactions does nothing itself: what was executed for its legs is what was paid for it.
  const parents = Map.groupBy(lives, ({ terms }) => parentOf(terms));
  const ofLegs = ({ id }: Life) => (parents.get(id) ?? []).flatMap((leg) => byLife.get(leg.id) ?? []);
  // What follows was ordered from nobody: it books what became of another one's order, of which the outside knows. Of what moves on
  // a network its chain has the record, and not the sandbox.
  const ordered = lives.filter((life) => originalOf(life.terms) === null && !isOnNetwork(life));
  const each = (find: (life: Life, own: readonly Execution[]) => BookBreach[]) =>
    ordered.flatMap((life) => find(life, byLife.get(life.id) ?? []));
  // Of a journey that is all on networks and in our own book nobody outside knows.
  const isOutside = ({ id, terms }: Life) =>
    !terms.legs ||
    (parents.get(id) ?? []).some((leg) => !isOnNetwork(leg) && leg.terms.provider !== OWN_BOOK);
  const eachWithLegs = (find: (life: Life, own: readonly Execution[]) => BookBreach[]) =>
    ordered
      .filter(isOutside)
      .flatMap((life) => find(life, life.terms.legs ? ofLegs(life) : (byLife.get(life.id) ?? [])));
  return [
    {
      rule: 'everything that was executed outside belongs to one transaction',
      breaches: strays.map((one) => ({
        kind: 'lost',
        transactionId: null,
        detail: `${one.kind} ${one.id} of ${one.amount} ${one.asset} at ${one.provider} for ${one.reference}`,
      })),
    },
    { rule: 'nothing was executed twice', breaches: each(executedTwice) },
    {
      rule: 'what was delivered outside equals what was credited, fees included',
      breaches: each((life, own) => creditDiffers(life, own, credited)),
    },
    {
      rule: 'what a trade took outside is what its provider has of us, fees included',
      breaches: each((life, own) => takenDiffers(life, own, credited)),
    },
    {
      rule: 'what was paid is on the receipt, was delivered or given back, and never more than confirmed',
      breaches: eachWithLegs(paidForNothing),
    },
    {
      rule: 'what a bank sent back is in the balance again, once',
      breaches: each((life, own) => returnedOtherwise({ life, own, lives, credited })),
    },
  ];
}

/** Whether it moves on a network: from somebody's address or to one, into a strategy or out of it, or to another network. */
function isOnNetwork({ terms: { origin, payee, strategy, order, legs } }: Life): boolean {
  const isCrossing = !legs && order.payNetwork !== order.network && order.pay.asset === order.deliver.asset;
  return origin.kind === 'deposit' || payee?.kind === 'address' || strategy !== undefined || isCrossing;
}

/** Finds the transaction of an execution. */
function ownersOf(lives: readonly Life[]): (execution: Execution) => string | null {
  const owners = new Map<string, string>();
  for (const life of lives) {
    owners.set(life.id, life.id);
    for (const { key, reference, provider } of life.attempts) {
      owners.set(key, life.id);
      if (reference !== null) owners.set(`${provider}/${reference}`, life.id);
    }
  }
  return ({ metadata, idempotency_key: key, provider, reference }) =>
    owners.get(metadata.diboas_transaction_id ?? '') ??
    owners.get(transactionIdInReference(metadata.partnerUserRef ?? '')) ??
    owners.get(key ?? '') ??
    owners.get(`${provider}/${reference}`) ??
    null;
}

function executedTwice(life: Life, own: readonly Execution[]): BookBreach[] {
  return (['payment', 'delivery', 'refund'] as const).flatMap((kind) => {
    const times = own.filter((one) => one.kind === kind).length;
    const detail = `${times} executions of kind ${kind}`;
    return times > 1 ? [{ kind: 'duplicated' as const, transactionId: life.id, detail }] : [];
  });
}

function creditDiffers(
  life: Life,
  own: readonly Execution[],
  credited: ReadonlyMap<string, bigint>,
): BookBreach[] {
  const { deliver, pay } = life.terms.order;
  // What goes to a bank is credited to nobody here: what was taken for it has left.
  const goesOut = life.terms.payee !== undefined;
  const { asset } = goesOut ? pay : deliver;
  const moved = credited.get(`${life.id}/${asset}`) ?? 0n;
  const booked = { asset, units: goesOut ? -moved : moved };
  // What no bank took is back where it had been taken from, and was never spent.
  const isBack = goesOut && !own.some(({ kind }) => kind === 'delivery');
  const back = isBack ? sumOf(own, 'refund', asset) : 0n;
  const delivered = sumOf(own, goesOut ? 'payment' : 'delivery', asset) - back;
  if (delivered === booked.units || isWithPerson(life)) return [];
  // An order that is still under way may have been delivered a moment ago, and not have been heard of.
  if (!isFinal(life.status) && booked.units === 0n) return [];
  const kind = delivered > booked.units ? 'lost' : 'duplicated';
  const detail = `delivered ${formatMoney({ asset, units: delivered })}, credited ${formatMoney(booked)} ${asset}`;
  return [{ kind, transactionId: life.id, detail }];
}

/** Of a trade both assets move in the float: what left a person is there, to the last unit. */
function takenDiffers(
  life: Life,
  own: readonly Execution[],
  credited: ReadonlyMap<string, bigint>,
): BookBreach[] {
  const { trade, order } = life.terms;
  if (!trade || isWithPerson(life)) return [];
  const { asset } = order.pay;
  const taken = sumOf(own, 'payment', asset) - sumOf(own, 'refund', asset);
  const booked = -(credited.get(`${life.id}/${asset}`) ?? 0n);
  if (taken === booked || (!isFinal(life.status) && booked === 0n)) return [];
  const told = (units: bigint) => formatMoney({ asset, units });
  const detail = `${told(taken)} ${asset} were taken outside, and ${told(booked)} are booked`;
  return [{ kind: taken > booked ? 'lost' : 'violation', transactionId: life.id, detail }];
}

function paidForNothing(life: Life, own: readonly Execution[]): BookBreach[] {
  // Nobody outside is paid for what our own book moves; that nothing was delivered for it is a rule of its own.
  if (life.terms.provider === OWN_BOOK) return [];
  const { total } = life.terms.price;
  const paid = sumOf(own, 'payment', total.asset);
  const kept = paid - sumOf(own, 'refund', total.asset);
  const delivered = own.some((one) => one.kind === 'delivery');
  const breach = (kind: BookBreach['kind'], detail: string): BookBreach[] => [
    { kind, transactionId: life.id, detail },
  ];
  const told = formatMoney({ asset: total.asset, units: kept });
  const charged = life.state.settlement?.charged;
  if (charged && charged.units !== paid) {
    return breach(
      'violation',
      `the receipt says ${formatMoney(charged)}, and ${formatMoney({ ...total, units: paid })} was paid`,
    );
  }
  if (paid > total.units)
    return breach(
      'violation',
      `paid ${formatMoney({ ...total, units: paid })}, confirmed ${formatMoney(total)}`,
    );
  if (isWithPerson(life) || !isFinal(life.status)) return [];
  if (life.status === 'COMPLETED' && (!delivered || kept <= 0n)) {
    return breach('violation', 'is COMPLETED, and the outside world knows nothing of it');
  }
  return !delivered && kept !== 0n
    ? breach('lost', `${told} was taken, and nothing delivered or given back`)
    : [];
}

/** What was delivered and given back all the same follows as a transaction of its own. */
function returnedOtherwise({
  life,
  own,
  lives,
  credited,
}: {
  readonly life: Life;
  readonly own: readonly Execution[];
  readonly lives: readonly Life[];
  readonly credited: ReadonlyMap<string, bigint>;
}): BookBreach[] {
  const { payee, order } = life.terms;
  if (payee?.kind !== 'bank_account' || isWithPerson(life)) return [];
  const { asset } = order.pay;
  const wasDelivered = own.some(({ kind }) => kind === 'delivery');
  const back = wasDelivered ? sumOf(own, 'refund', asset) : 0n;
  const booked = lives
    .filter(({ terms }) => originalOf(terms) === life.id)
    .reduce((sum, { id }) => sum + (credited.get(`${id}/${asset}`) ?? 0n), 0n);
  if (booked === back) return [];
  const told = (units: bigint) => formatMoney({ asset, units });
  const detail = `${told(back)} came back of what was delivered, and ${told(booked)} are booked`;
  return [{ kind: back > booked ? 'lost' : 'duplicated', transactionId: life.id, detail }];
}

/** Causes that say themselves that the books and the world differ, whatever the status. */
const TOLD_DIFFERENCES: readonly string[] = [
  'amount_mismatch',
  'success_after_failure',
  'failure_after_success',
];

/** A person was asked to look: until they have, books and world may differ, and both are shown to them. */
export function isWithPerson({ status, openItems }: Life): boolean {
  if (!isFinal(status)) return openItems.length > 0;
  return openItems.some((cause) => TOLD_DIFFERENCES.includes(cause));
}

function sumOf(own: readonly Execution[], kind: Execution['kind'], asset: Money['asset']): bigint {
  return own
    .filter((one) => one.kind === kind)
    .map((one) => unitsOf(one, asset))
    .reduce((sum, units) => sum + units, 0n);
}

/** Another asset than the one that was ordered counts for nothing, so that it shows as a difference. */
function unitsOf({ amount, asset }: Execution, expected: Money['asset']): bigint {
  const named = asset.toUpperCase();
  if (!isAsset(named) || named !== expected) return 0n;
  const parsed = parseMoney(named, amount);
  return parsed.ok ? parsed.value.units : 0n;
}
