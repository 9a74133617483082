import { DAY_MS, type Id, type Instant, money } from '@diboas/kernel';
import { type Deposit, exchange, type Operation, priceOf, type Terms } from '@diboas/orchestration';

/** How what is received was paid: somebody sent it to an address. */
export const BY_DEPOSIT = 'deposit';

/**
 * RECEIVE: what arrives at an address of a person's comes into their BANKING balance, once the network will keep it (mission row
 * M27). Nobody asks for it, so it has no price: its terms are made of what was seen.
 */
export const RECEIVE: Operation = {
  name: 'RECEIVE',
  role: 'WALLET',
  activities: { open: 'ORDER_PLACED', working: 'CLEARING' },
  size: { minimum: money('USDC', 1n), maximum: null },
  patience: () => ({ openMs: DAY_MS }),
  admit: () => 'unsupported',
  order: ({ pay }) => ({ pay }),
  price: ({ pay, payNetwork, receive: { network } }) => ({
    price: priceOf(pay, []),
    receive: { money: pay, network },
    order: { pay, payNetwork, deliver: pay, network, chargeMax: pay },
  }),
  ...exchange({ from: 'outside', to: 'BANKING' }),
};

/** What of a deposit is known beside what was seen. */
export interface Received {
  readonly id: Id;
  readonly customerId: string;
  /** Whose address it came to. */
  readonly provider: string;
  readonly now: Instant;
}

/** The terms of what was seen at an address. Nobody confirms them, so they are over at once. */
export function receiveTerms(
  { reference, network, address, money: came, from }: Deposit,
  about: Received,
): Terms {
  const { id, customerId, provider, now } = about;
  return {
    ...{ id, customerId, operation: RECEIVE.name, method: BY_DEPOSIT, provider },
    price: priceOf(came, []),
    receive: { money: came, network },
    order: { pay: came, payNetwork: network, deliver: came, network, destination: address, chargeMax: came },
    ...{ alternatives: [], routing: null, origin: { kind: 'deposit', reference } },
    ...(from === null ? {} : { payee: { kind: 'address', name: null, shown: from } as const }),
    estimate: { fromSeconds: 1, toSeconds: 3_600, source: 'measured' },
    ...{ createdAt: now, expiresAt: now + 1 },
  };
}
