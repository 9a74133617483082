import { bucketOf } from '@diboas/kernel';
import type { PersonalWallet, WalletAddress, WalletStore } from '@diboas/orchestration';
import type pg from 'pg';
import { withDatabase } from '../connection/connection.ts';
import { timestamp } from '../encoding/rows.ts';
import { decodeMemo, encodeMemo, type StoredMemo } from '../encoding/stored-memo.ts';

interface WalletRow {
  readonly wallet_id: string;
  readonly customer_id: string;
  readonly provider: string;
  readonly memo: StoredMemo;
  readonly created_at: Date;
  readonly reference: string | null;
  readonly addresses: readonly WalletAddress[] | null;
  readonly made_at: Date | null;
}

const COLUMNS = 'wallet_id, customer_id, provider, memo, created_at, reference, addresses, made_at';

const BEGIN = `
INSERT INTO wallets (bucket, wallet_id, customer_id, provider, memo, created_at)
SELECT $1::smallint, $2::uuid, $3::uuid, $4::text, $5::json, $6::timestamptz
ON CONFLICT (bucket, customer_id, provider) DO NOTHING`;

const RENEW = `UPDATE wallets SET memo = $5::json, created_at = $6
WHERE bucket = $1 AND customer_id = $2 AND provider = $3 AND created_at = $4 AND made_at IS NULL`;

const OF_CUSTOMER = `SELECT ${COLUMNS} FROM wallets WHERE bucket = $1 AND customer_id = $2 ORDER BY created_at, wallet_id`;

/** In the bucket of the address. Whose it is already stays so, and is read with the next statement. */
const OWN = `
INSERT INTO wallet_addresses (bucket, network, address, customer_id, provider, due_at, created_at)
SELECT $1::smallint, $2::text, $3::text, $4::uuid, $5::text, $6::timestamptz, $6::timestamptz
ON CONFLICT (bucket, network, address) DO NOTHING`;

const OWNER = `SELECT customer_id FROM wallet_addresses WHERE bucket = $1 AND network = $2 AND address = $3`;

const FINISH = `UPDATE wallets SET reference = $4, addresses = $5::json, made_at = $6
WHERE bucket = $1 AND customer_id = $2 AND provider = $3 AND made_at IS NULL`;

/** Wallets of people. Their addresses lie in buckets of their own, so each is a statement of its own. */
export function createPostgresWallets(pool: pg.Pool): WalletStore {
  async function query<Row extends pg.QueryResultRow>(
    name: string,
    text: string,
    values: unknown[],
  ): Promise<readonly Row[]> {
    return (await withDatabase(() => pool.query<Row>({ name, text, values }))).rows;
  }
  async function wallets(customerId: string): Promise<readonly PersonalWallet[]> {
    const rows = await query<WalletRow>('wallets_of', OF_CUSTOMER, [bucketOf(customerId), customerId]);
    return rows.map(decode);
  }
  /** Whether the address is this customer's, from now on or already. */
  async function own(wallet: PersonalWallet, { network, address }: WalletAddress): Promise<boolean> {
    const which = [bucketOfAddress({ network, address }), network, address];
    const { customerId, provider, createdAt } = wallet;
    await query('own_address', OWN, [...which, customerId, provider, timestamp(createdAt)]);
    const [owner] = await query<{ customer_id: string }>('owner_of_address', OWNER, which);
    return owner?.customer_id === customerId;
  }
  return {
    wallets,
    async beginWallet(wallet) {
      const { id, customerId, provider, memo, createdAt } = wallet;
      const values = [bucketOf(customerId), id, customerId, provider];
      await query('begin_wallet', BEGIN, [...values, JSON.stringify(encodeMemo(memo)), timestamp(createdAt)]);
      return (await wallets(customerId)).find((one) => one.provider === provider) ?? wallet;
    },
    async renewWallet(wallet, { memo, createdAt }) {
      const { customerId, provider } = wallet;
      const which = [bucketOf(customerId), customerId, provider, timestamp(wallet.createdAt)];
      const request = [JSON.stringify(encodeMemo(memo)), timestamp(createdAt)];
      await query('renew_wallet', RENEW, [...which, ...request]);
      return (await wallets(customerId)).find((one) => one.provider === provider) ?? wallet;
    },
    async finishWallet(wallet) {
      const { customerId, provider, made } = wallet;
      for (const address of made.addresses) if (!(await own(wallet, address))) return false;
      const addresses = JSON.stringify(made.addresses.map(({ network, address }) => ({ network, address })));
      const values = [bucketOf(customerId), customerId, provider, made.reference, addresses];
      await query('finish_wallet', FINISH, [...values, timestamp(made.at)]);
      return true;
    },
  };
}

/** Where an address is kept, whoever it is of. */
export function bucketOfAddress({ network, address }: WalletAddress): number {
  return bucketOf(`${network}/${address}`);
}

function decode(row: WalletRow): PersonalWallet {
  const { reference, addresses, made_at } = row;
  return {
    id: row.wallet_id,
    customerId: row.customer_id,
    provider: row.provider,
    memo: decodeMemo(row.memo),
    createdAt: row.created_at.getTime(),
    made:
      reference === null || addresses === null || made_at === null
        ? null
        : { reference, addresses, at: made_at.getTime() },
  };
}
