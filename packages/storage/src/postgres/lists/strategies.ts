import type { CalendarDay } from '@diboas/calendars';
import type { FlagCode, StrategyDay, StrategyDayStore, StrategyItem, StrategyItemStore } from '@diboas/defi';
import { type Asset, bucketOf } from '@diboas/kernel';
import type pg from 'pg';
import { inTransaction, withDatabase } from '../connection/connection.ts';
import { timestamp } from '../encoding/rows.ts';
import { decodeMoney } from '../encoding/stored-money.ts';
import { auditQueries } from '../write/write.ts';

/** What a source told first of a day stays. */
const KEEP = `INSERT INTO strategy_days (strategy, source, day, rate_ppm, total_asset, total_units, told_at)
SELECT * FROM unnest($1::text[], $2::text[], $3::date[], $4::integer[], $5::text[], $6::numeric[], $7::timestamptz[])
ON CONFLICT (strategy, source, day) DO NOTHING`;

const DAYS = `SELECT strategy, source, day::text, rate_ppm, total_asset, total_units::text, told_at FROM strategy_days
WHERE strategy = ANY ($1) AND day >= $2
ORDER BY strategy COLLATE "C", source COLLATE "C", day`;

const ITEMS = `SELECT item_id, strategy, cause, detail, opened_at, deadline FROM strategy_items ORDER BY deadline, item_id`;

const OPEN = `INSERT INTO strategy_items (item_id, strategy, cause, detail, opened_at, deadline)
SELECT $1::uuid, $2::text, $3::text, $4::text, $5::timestamptz, $6::timestamptz
ON CONFLICT (strategy, cause) DO NOTHING`;

const CLOSE = 'DELETE FROM strategy_items WHERE strategy = $1 AND item_id = $2';

interface DayRow {
  readonly strategy: string;
  readonly source: string;
  readonly day: CalendarDay;
  readonly rate_ppm: number | null;
  readonly total_asset: Asset | null;
  readonly total_units: string | null;
  readonly told_at: Date;
}

interface ItemRow {
  readonly item_id: string;
  readonly strategy: string;
  readonly cause: FlagCode;
  readonly detail: string;
  readonly opened_at: Date;
  readonly deadline: Date;
}

/** What strategies earned day by day, and what operators are asked of them, in PostgreSQL. */
export function createPostgresStrategies(pool: pg.Pool): StrategyDayStore & StrategyItemStore {
  return {
    async keepStrategyDays(days) {
      if (days.length === 0) return 0;
      const query = { name: 'keep_strategy_days', text: KEEP, values: columnsOf(days) };
      return (await withDatabase(() => pool.query(query))).rowCount ?? 0;
    },
    async strategyDays({ strategies, from }) {
      const query = { name: 'read_strategy_days', text: DAYS, values: [strategies, from] };
      return (await withDatabase(() => pool.query<DayRow>(query))).rows.map(decodeDay);
    },
    async strategyItems() {
      const query = { name: 'read_strategy_items', text: ITEMS, values: [] };
      return (await withDatabase(() => pool.query<ItemRow>(query))).rows.map(decodeItem);
    },
    async keepFlagLook({ strategy, opened, closed, audit }) {
      const queries = [
        ...opened.map((item) => ({ text: OPEN, values: encodeItem(item) })),
        ...closed.map(({ id }) => ({ text: CLOSE, values: [strategy, id] })),
        ...auditQueries(bucketOf(strategy), audit),
      ];
      if (queries.length === 0) return;
      await withDatabase(() =>
        inTransaction(pool, async (transaction) => {
          await transaction.begin(async () => null);
          await transaction.commit(queries);
        }),
      );
    },
  };
}

function columnsOf(days: readonly StrategyDay[]): unknown[] {
  return [
    days.map(({ strategy }) => strategy),
    days.map(({ source }) => source),
    days.map(({ day }) => day),
    days.map(({ ratePpm }) => ratePpm),
    days.map(({ total }) => total?.asset ?? null),
    days.map(({ total }) => total?.units.toString() ?? null),
    days.map(({ at }) => timestamp(at)),
  ];
}

function decodeDay(row: DayRow): StrategyDay {
  const { strategy, source, day, total_asset: asset, total_units: units } = row;
  return {
    ...{ strategy, source, day, ratePpm: row.rate_ppm, at: row.told_at.getTime() },
    total: asset === null || units === null ? null : decodeMoney([asset, units]),
  };
}

function encodeItem({ id, strategy, cause, detail, openedAt, deadline }: StrategyItem): unknown[] {
  return [id, strategy, cause, detail, timestamp(openedAt), timestamp(deadline)];
}

function decodeItem({ item_id, strategy, cause, detail, opened_at, deadline }: ItemRow): StrategyItem {
  const times = { openedAt: opened_at.getTime(), deadline: deadline.getTime() };
  return { id: item_id, strategy, cause, detail, ...times };
}
