import { assert, bucketOf, isAsset } from '@diboas/kernel';
import type { LotChoiceStore, MethodChoice, ToldCost } from '@diboas/reports';
import type pg from 'pg';
import { withDatabase } from '../connection/connection.ts';
import { timestamp } from '../encoding/rows.ts';
import { decodeMoney, type StoredMoney } from '../encoding/stored-money.ts';

const TELL = `INSERT INTO told_costs (bucket, customer_id, transaction_id, told_as, currency, cost, acquired_on)
SELECT $1::smallint, $2::uuid, $3::uuid, $4::text, $5::text, $6::numeric, $7::date
ON CONFLICT (bucket, customer_id, transaction_id) DO UPDATE SET told_as = excluded.told_as, currency = excluded.currency,
  cost = excluded.cost, acquired_on = excluded.acquired_on`;

const UNTELL = 'DELETE FROM told_costs WHERE bucket = $1 AND customer_id = $2 AND transaction_id = $3';

const CHOOSE = `INSERT INTO lot_methods (bucket, customer_id, asset, since, method)
SELECT $1::smallint, $2::uuid, $3::text, $4::timestamptz, $5::text
ON CONFLICT (bucket, customer_id, asset, since) DO UPDATE SET method = excluded.method`;

const TOLD = `SELECT transaction_id, told_as, currency, cost::text AS cost, acquired_on::text AS acquired_on FROM told_costs
WHERE bucket = $1 AND customer_id = $2 ORDER BY transaction_id`;

const METHODS = `SELECT asset, method, since FROM lot_methods WHERE bucket = $1 AND customer_id = $2 ORDER BY since, asset`;

interface ToldRow {
  readonly transaction_id: string;
  readonly told_as: ToldCost['as'];
  readonly currency: StoredMoney[0];
  readonly cost: string;
  readonly acquired_on: ToldCost['acquiredOn'];
}

interface MethodRow {
  readonly asset: string;
  readonly method: MethodChoice['method'];
  readonly since: Date;
}

/** What people said of their lots. */
export function createPostgresLotChoices(pool: pg.Pool): LotChoiceStore {
  const change = async (text: string, values: unknown[]): Promise<void> => {
    await withDatabase(() => pool.query(text, values));
  };
  return {
    async lotChoices(customerId) {
      const values = [bucketOf(customerId), customerId];
      const told = await withDatabase(() => pool.query<ToldRow>(TOLD, values));
      const methods = await withDatabase(() => pool.query<MethodRow>(METHODS, values));
      return { told: told.rows.map(decodeTold), methods: methods.rows.map(decodeMethod) };
    },
    tellCost(customerId, { transactionId, as, cost, acquiredOn }) {
      const key = [bucketOf(customerId), customerId, transactionId];
      return change(TELL, [...key, as, cost.asset, cost.units.toString(), acquiredOn]);
    },
    untellCost: (customerId, transactionId) =>
      change(UNTELL, [bucketOf(customerId), customerId, transactionId]),
    chooseMethod: (customerId, { asset, method, since }) =>
      change(CHOOSE, [bucketOf(customerId), customerId, asset, timestamp(since), method]),
  };
}

function decodeTold({ transaction_id, told_as, currency, cost, acquired_on }: ToldRow): ToldCost {
  return {
    ...{ transactionId: transaction_id, as: told_as, acquiredOn: acquired_on },
    cost: decodeMoney([currency, cost]),
  };
}

function decodeMethod({ asset, method, since }: MethodRow): MethodChoice {
  assert(isAsset(asset), 'lots are of an asset that we know', { asset });
  return { asset, method, since: since.getTime() };
}
