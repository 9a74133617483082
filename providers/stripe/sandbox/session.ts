/** An on-ramp session as the sandbox remembers it, and as Stripe shows it. */
import type { Instant } from '@diboas/kernel';
import type { OrderPlan, ShownOrder } from '@diboas/sandbox-kit';
import { networkKey, type StripeCurrency, type StripeNetwork } from './assets.ts';
import type { PaymentMethod, Price } from './price.ts';

export const STATUSES = [
  'initialized',
  'rejected',
  'requires_payment',
  'fulfillment_processing',
  'fulfillment_complete',
] as const;
export type SessionStatus = (typeof STATUSES)[number];

/** Finer than Stripe's status: `clearing` is a bank payment on its way, which Stripe still shows as requires_payment. */
export type SessionPhase = SessionStatus | 'clearing';

export interface Session {
  readonly id: string;
  readonly clientSecret: string;
  /** The secret part of the hosted page's address. */
  readonly sessionHash: string;
  readonly createdAt: Instant;
  readonly idempotencyKey: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly kycDetailsProvided: boolean;
  readonly method: PaymentMethod;
  readonly currencies: readonly StripeCurrency[];
  readonly networks: readonly StripeNetwork[];
  readonly currency: StripeCurrency | null;
  readonly network: StripeNetwork | null;
  readonly sourceCurrency: 'usd' | null;
  /** What the application fixed: one of the two, or neither. */
  readonly sourceAmount: string | null;
  readonly destinationAmount: string | null;
  readonly wallets: Readonly<Partial<Record<StripeNetwork, string>>>;
  readonly walletAddress: string | null;
  readonly lockWalletAddress: boolean;
  /** Null until currency, network and amount are all known. */
  readonly price: Price | null;
  readonly plan: OrderPlan;
  readonly phase: SessionPhase;
  readonly lastError: string | null;
  /** What was really sent to the wallet; known only at the end. */
  readonly delivered: string | null;
  readonly transactionId: string | null;
  /** When it moves on by itself; null when it rests. */
  readonly dueAt: Instant | null;
}

export function statusOf(session: Session): SessionStatus {
  return session.phase === 'clearing' ? 'requires_payment' : session.phase;
}

/** Stripe's crypto.onramp_session object: https://docs.stripe.com/api/crypto/onramp_sessions/object. */
export function sessionObject(session: Session, publicUrl: string) {
  const { price } = session;
  const wallets = Object.entries(session.wallets);
  return {
    id: session.id,
    object: 'crypto.onramp_session',
    client_secret: session.clientSecret,
    created: Math.floor(session.createdAt / 1_000),
    kyc_details_provided: session.kycDetailsProvided,
    livemode: false,
    metadata: session.metadata,
    redirect_url: hostedUrl(session, publicUrl),
    status: statusOf(session),
    transaction_details: {
      destination_amount: session.delivered ?? price?.destination ?? session.destinationAmount,
      destination_currencies: session.currencies,
      destination_currency: session.currency,
      destination_network: session.network,
      destination_networks: session.networks,
      fees:
        price === null
          ? null
          : { network_fee_amount: price.networkFee, transaction_fee_amount: price.transactionFee },
      last_error: session.lastError,
      lock_wallet_address: session.lockWalletAddress,
      source_amount: price?.source ?? session.sourceAmount,
      source_currency: session.sourceCurrency,
      transaction_id: session.transactionId,
      wallet_address: session.walletAddress,
      wallet_addresses:
        wallets.length === 0
          ? null
          : Object.fromEntries(
              wallets.map(([network, address]) => [networkKey(network as StripeNetwork), address]),
            ),
    },
  };
}

/** For the control API: everything but the client secret. */
export function shownSession(session: Session): ShownOrder {
  const { clientSecret: _secret, ...shown } = session;
  return { ...shown, provider: 'stripe', status: statusOf(session), hostedPath: hostedUrl(session, '') };
}

export function hostedUrl(session: Session, publicUrl: string): string {
  return `${publicUrl}/onramp/${session.id}?session_hash=${session.sessionHash}`;
}
