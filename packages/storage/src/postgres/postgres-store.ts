import type pg from 'pg';
import type { PayloadKeys } from '../payloads/payload-keys.ts';
import type { Store } from '../port/store.ts';
import { createPostgresAddressRecipients } from './people/address-recipients.ts';
import { createPostgresBankAccounts } from './people/bank-accounts.ts';
import { createPostgresLotChoices } from './people/lot-choices.ts';
import { createPostgresNotices } from './people/notices.ts';
import { createPostgresPriceAlerts } from './people/price-alerts.ts';
import { createPostgresRecipients } from './people/recipients.ts';
import { createPostgresRecurringBuys } from './people/recurring-buys.ts';
import { createPostgresRiskProfiles } from './people/risk-profiles.ts';
import { createPostgresUnscreenedRecipients } from './people/unscreened-recipients.ts';
import { createPostgresVerifications } from './people/verifications.ts';
import { createPostgresWallets } from './people/wallets.ts';
import { createPostgresAddressWatch } from './people/watched-addresses.ts';
import { createPostgresPortfolios } from './portfolios/portfolio-store.ts';
import { createExpectedReader } from './read/expected.ts';
import { createPostgresReader } from './read/reader.ts';
import { createUsesReader } from './read/uses.ts';
import { createPostgresCoinClaims } from './write/coin-claims.ts';
import { createPostgresTransactionStore } from './write/commit.ts';
import { createPostgresFloats } from './write/floats.ts';
import { createPostgresHealth } from './write/health.ts';
import { createPostgresQuarantine } from './write/quarantine.ts';
import { createPostgresRecords } from './write/records.ts';
import { createPostgresStandings } from './write/standing.ts';

export interface PostgresStoreOptions {
  /** What the raw text of webhooks is encrypted with. Without it only their digests are kept. */
  readonly payloadKeys?: PayloadKeys;
}

/** The store on PostgreSQL, over connections of `openPool`, on a database that `migrate` has brought up to date. */
export function createPostgresStore(pool: pg.Pool, { payloadKeys }: PostgresStoreOptions = {}): Store {
  return {
    ...createPostgresTransactionStore(pool, payloadKeys),
    ...createPostgresReader(pool),
    ...createUsesReader(pool),
    ...createExpectedReader(pool),
    ...createPostgresRecords(pool),
    ...createPostgresRecipients(pool),
    ...createPostgresAddressRecipients(pool),
    ...createPostgresUnscreenedRecipients(pool),
    ...createPostgresStandings(pool),
    ...createPostgresWallets(pool),
    ...createPostgresBankAccounts(pool),
    ...createPostgresVerifications(pool),
    ...createPostgresLotChoices(pool),
    ...createPostgresRiskProfiles(pool),
    ...createPostgresRecurringBuys(pool),
    ...createPostgresPriceAlerts(pool),
    ...createPostgresNotices(pool),
    ...createPostgresAddressWatch(pool),
    ...createPostgresPortfolios(pool),
    ...createPostgresFloats(pool),
    ...createPostgresCoinClaims(pool),
    ...createPostgresHealth(pool),
    ...createPostgresQuarantine(pool, payloadKeys),
  };
}
