import { DAY_MS } from '@diboas/kernel';
import type { AccountKey } from '@diboas/ledger';
import { exchange, type Operation, type PriceRefusal, type PriceRequest } from '@diboas/orchestration';
import { BY_BALANCE, priceByOwnBook } from '../own-book/price.ts';
import { SENDING_CHECKS } from '../spending/checks.ts';
import { SEND_MONEY_LIMITS, SEND_MONEY_MINIMUM } from './limits.ts';

/** How long somebody who is not here yet has to claim what was sent to them. */
export const CLAIM_DAYS = 14;

/**
 * SEND_MONEY: out of a person's BANKING balance into another person's, free. The two may lie in different buckets, so it
 * is an order at our own book like that at any provider: docs/decisions/0009-between-customers.md.
 */
export const SEND_MONEY: Operation = {
  name: 'SEND_MONEY',
  role: 'WALLET',
  activities: { open: 'ORDER_PLACED', working: 'CLEARING' },
  size: { minimum: SEND_MONEY_MINIMUM, maximum: null },
  byOwnBook: true,
  limits: SEND_MONEY_LIMITS,
  checks: SENDING_CHECKS,
  patience: () => ({ openMs: CLAIM_DAYS * DAY_MS }),
  admit: admitSendMoney,
  order: ({ pay }) => ({ pay }),
  price: priceByOwnBook,
  takes,
  ...exchange({ from: 'BANKING', to: 'person', arrivesAs: 'RECEIVE_MONEY' }),
};

/** What people here have to send is USDC on Solana, which is what adding money brings them. */
function takes({ asset, network }: Pick<AccountKey, 'asset' | 'network'>): boolean {
  return asset === 'USDC' && network === 'solana';
}

function admitSendMoney({ pay, method, receive }: PriceRequest): PriceRefusal | null {
  if (method !== BY_BALANCE || pay.asset !== receive.asset || !takes(receive)) return 'unsupported';
  if (pay.units < SEND_MONEY_MINIMUM.units) return 'amount_too_small';
  return SEND_MONEY_LIMITS.some(({ most }) => pay.units > most.units) ? 'over_limit' : null;
}
