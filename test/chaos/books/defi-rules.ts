// Strategies and what goes between networks: what the networks carried out and what lies there against our books.
import { type Asset, formatMoney, money } from '@diboas/kernel';
import { isFinal } from '@diboas/orchestration';
import type { BookBreach, RuleResult } from './breach.ts';
import { type DefiChains, isDefi, type PaidFrom } from './defi-chains.ts';
import type { Life } from './lives.ts';
import { isWithPerson } from './outside-rules.ts';
import type { Queryable } from './queryable.ts';

export async function checkDefiRules(
  database: Queryable,
  { lives, defi }: { readonly lives: readonly Life[]; readonly defi: DefiChains },
): Promise<RuleResult[]> {
  const asked = lives.filter((life) => defi.isAsked && isDefi(life));
  return [
    {
      rule: 'what goes into a strategy, out of it or to another network was carried out as the books say, once',
      breaches: asked.flatMap((life) => carriedOutOtherwise(life, defi)),
    },
    {
      rule: 'nothing leaves an address that strategies and crossings are paid from under a name that was not kept',
      breaches: defi.paidFrom.flatMap(sentBeside),
    },
    {
      rule: 'what lies at an address that strategies and crossings are paid from is what the books say, on each network',
      breaches: await lyingOtherwise(database, defi),
    },
    {
      rule: 'what lies in strategies is what the books say, and what is not booked yet',
      breaches: defi.isAsked ? await investedOtherwise(database, defi) : [],
    },
  ];
}

/** Whether more than one order at a time may be carried out of it: what is taken out in parts is one transaction each. */
const IN_PARTS = 'STOP_STRATEGY';

function carriedOutOtherwise(life: Life, { done }: DefiChains): BookBreach[] {
  const { id, status, state, terms } = life;
  const times = done.filter((one) => one.id === id && one.isAct && one.isDone).length;
  const told = `${terms.operation} is ${status}, and was carried out ${times} times`;
  const breach = (kind: BookBreach['kind']): BookBreach[] => [{ kind, transactionId: id, detail: told }];
  if (times > 1 && terms.operation !== IN_PARTS) return breach('duplicated');
  if (isWithPerson(life) || !isFinal(status)) return [];
  const isBooked = state.settlement !== null;
  if (times === 0) return isBooked ? breach('violation') : [];
  // What was sent back on the network that it left is its person's again, without ever having been given.
  const isBack = (state.compensation?.refunded ?? []).length > 0;
  return isBooked || isBack ? [] : breach('lost');
}

function sentBeside({ provider, network, address, strange }: PaidFrom): BookBreach[] {
  if (strange === null || strange === 0) return [];
  const detail = `${strange} transactions of ${provider} at ${address} on ${network} are nobody's`;
  return [{ kind: 'lost', transactionId: null, detail }];
}

interface FloatRow {
  readonly provider: string;
  readonly asset: Asset;
  readonly network: string;
  readonly units: string;
}

const FLOATS = `SELECT provider, asset, network, sum(free + promised)::text AS units FROM floats GROUP BY 1, 2, 3`;

async function lyingOtherwise(database: Queryable, { paidFrom }: DefiChains): Promise<BookBreach[]> {
  const { rows } = await database.query<FloatRow>(FLOATS);
  return paidFrom.flatMap(({ provider, network, held }) =>
    rows
      .filter((row) => row.provider === provider && row.network === network)
      .flatMap(({ asset, units }) => {
        const lies = held.find((one) => one.asset === asset)?.units ?? 0n;
        const booked = BigInt(units);
        if (lies === booked) return [];
        const told = (of: bigint) => formatMoney(money(asset, of));
        const detail = `${told(lies)} ${asset} of ${provider} lie on ${network}, and ${told(booked)} are booked`;
        return [{ kind: lies > booked ? 'lost' : 'duplicated', transactionId: null, detail } as const];
      }),
  );
}

const DEPLOYED = `
  SELECT substr(kind, 10) AS provider, asset, network, sum(units)::text AS units FROM (
    SELECT debit_kind AS kind, asset, network, amount AS units FROM transfers WHERE kind IN ('posted', 'post')
    UNION ALL
    SELECT credit_kind, asset, network, -amount FROM transfers WHERE kind IN ('posted', 'post')
  ) AS moved WHERE kind LIKE 'DEPLOYED:%' GROUP BY 1, 2, 3`;

/** What may not be booked yet: a year brings a few hundredths, and a run lasts for minutes. In ten thousandths. */
const UNBOOKED_MOST = 10n;
/** What markets round in their favour, for all positions together. */
const ROUNDED_MOST = 100n;

async function investedOtherwise(database: Queryable, { invested }: DefiChains): Promise<BookBreach[]> {
  const { rows } = await database.query<FloatRow>(DEPLOYED);
  const nameOf = ({ provider, asset }: { provider: string; asset: Asset }) => `${asset} with ${provider}`;
  const booked = new Map(rows.map((row) => [nameOf(row), BigInt(row.units)]));
  const lies = new Map(invested.map(({ provider, worth }) => [nameOf({ provider, ...worth }), worth.units]));
  // What has no shares that can be counted was looked at order by order.
  return [...lies.keys()].flatMap((name): BookBreach[] => {
    const [there, by] = [lies.get(name) ?? 0n, booked.get(name) ?? 0n];
    if (by <= there + ROUNDED_MOST && there <= by + (by * UNBOOKED_MOST) / 10_000n + ROUNDED_MOST) return [];
    const detail = `${there} ${name} lie in strategies, and ${by} are booked to`;
    return [{ kind: there > by ? 'lost' : 'duplicated', transactionId: null, detail }];
  });
}
