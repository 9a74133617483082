import { bucketOf } from '@diboas/kernel';
import type { BankAccountStore, PersonalBankAccount } from '@diboas/orchestration';
import type pg from 'pg';
import { withDatabase } from '../connection/connection.ts';
import { timestamp } from '../encoding/rows.ts';

interface AccountRow {
  readonly account_id: string;
  readonly customer_id: string;
  readonly name: string;
  readonly provider: string;
  readonly reference: string | null;
  readonly state: PersonalBankAccount['state'];
  readonly tokens: Readonly<Record<string, string>>;
  readonly bank_name: string | null;
  readonly last4: string | null;
  readonly created_at: Date;
}

const COLUMNS =
  'account_id, customer_id, name, provider, reference, state, tokens, bank_name, last4, created_at';

const ADD = `
INSERT INTO bank_accounts (bucket, account_id, customer_id, name, provider, state, tokens, created_at)
SELECT $1::smallint, $2::uuid, $3::uuid, $4::text, $5::text, $6::text, $7::json, $8::timestamptz
WHERE (SELECT count(*) FROM bank_accounts WHERE bucket = $1 AND customer_id = $3) < $9
ON CONFLICT (bucket, customer_id, name) DO NOTHING`;

const LIST = `SELECT ${COLUMNS} FROM bank_accounts WHERE bucket = $1 AND customer_id = $2
ORDER BY created_at, account_id`;

const NOTE = `UPDATE bank_accounts SET provider = $4, reference = $5, state = $6, tokens = $7::json,
bank_name = $8, last4 = $9
WHERE bucket = $1 AND customer_id = $2 AND account_id = $3`;

const REMOVE = `DELETE FROM bank_accounts WHERE bucket = $1 AND customer_id = $2 AND account_id = $3
RETURNING ${COLUMNS}`;

/** Bank accounts of people. Each statement is prepared once a connection, under its name. */
export function createPostgresBankAccounts(pool: pg.Pool): BankAccountStore {
  async function query(name: string, text: string, values: unknown[]): Promise<PersonalBankAccount[]> {
    const { rows } = await withDatabase(() => pool.query<AccountRow>({ name, text, values }));
    return rows.map(decode);
  }
  const bankAccounts = (customerId: string) =>
    query('list_bank_accounts', LIST, [bucketOf(customerId), customerId]);
  return {
    bankAccounts,
    async addBankAccount({ id, customerId, name, provider, state, tokens, createdAt }, listMax) {
      const values = [bucketOf(customerId), id, customerId, name, provider, state, JSON.stringify(tokens)];
      await query('add_bank_account', ADD, [...values, timestamp(createdAt), listMax]);
      return (await bankAccounts(customerId)).find((one) => one.name === name) ?? null;
    },
    async noteBankAccount({ id, customerId, provider, reference, state, tokens, bankName, last4 }) {
      const values = [bucketOf(customerId), customerId, id, provider, reference, state];
      await query('note_bank_account', NOTE, [...values, JSON.stringify(tokens), bankName, last4]);
    },
    async removeBankAccount(customerId, id) {
      const [removed] = await query('remove_bank_account', REMOVE, [bucketOf(customerId), customerId, id]);
      return removed ?? null;
    },
  };
}

function decode(row: AccountRow): PersonalBankAccount {
  return {
    ...{ id: row.account_id, customerId: row.customer_id, name: row.name, provider: row.provider },
    ...{ reference: row.reference, state: row.state, tokens: row.tokens },
    ...{ bankName: row.bank_name, last4: row.last4, createdAt: row.created_at.getTime() },
  };
}
