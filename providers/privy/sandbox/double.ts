/** Everything of Privy's, put together: wallets, what is signed and sent with them, and what it tells. */
import { createHash, createHmac } from 'node:crypto';
import {
  createIdempotency,
  createToken,
  createUuid,
  type Double,
  type DoubleKind,
  type DoubleParts,
} from '@diboas/sandbox-kit';
import {
  type AnySender,
  createBalances,
  createEthereumSender,
  createSends,
} from '@diboas/sandbox-kit/chains';
import { publicHalfOf, readOwner } from './authorization.ts';
import { showTransactions } from './orders.ts';
import { createPrivyWire } from './server.ts';
import type { AboutTransaction } from './transactions.ts';
import { CHAIN_TYPES, type ChainTypeName, createWallets, type Wallets } from './wallets.ts';
import { createPrivySigner, depositEvent, transactionEvent } from './webhooks.ts';

export interface PrivyDouble extends Double {
  readonly wallets: Wallets;
}

export const privyDouble: DoubleKind<PrivyDouble> = {
  id: 'privy',
  name: 'Privy',
  secrets: {
    PRIVY_APP_ID: { help: 'the app that callers are' },
    PRIVY_APP_SECRET: { help: 'what callers prove that by' },
    PRIVY_AUTHORIZATION_KEY: {
      help: 'the key that owns the wallets that orders are paid from, and that all keys of wallets are made of',
      expected: 'a P-256 key in PKCS #8, as base64',
      isRight: isPrivateKey,
    },
    PRIVY_WEBHOOK_SECRET: { help: 'what its webhooks are signed with: whsec_ and base64' },
    PRIVY_PAYING_WALLETS: {
      help: 'the beginning of the external ids of the wallets that orders are paid from, which are there from the beginning',
    },
  },
  open: openPrivy,
};

function isPrivateKey(text: string): boolean {
  try {
    return readOwner(publicHalfOf(text)) !== null;
  } catch {
    // Node throws for whatever is no key.
    return false;
  }
}

function openPrivy(parts: DoubleParts): PrivyDouble {
  const { clock, random, store, timers, faults, pace } = parts;
  const secret = (name: string) => parts.secrets[name] ?? '';
  const authorizationKey = secret('PRIVY_AUTHORIZATION_KEY');
  const paying = payingWallets(secret('PRIVY_PAYING_WALLETS'), publicHalfOf(authorizationKey));
  const wallets = createWallets({
    ...{ shelf: store.shelf('privy_wallets'), clock, paying },
    masterSeed: createHmac('sha512', Buffer.from(authorizationKey, 'base64')).update('wallets').digest(),
  });
  const eventId = () => `msg_${createToken(random, 27)}`;
  const sends = createSends<AboutTransaction>({
    ...{ shelf: 'privy_transactions', store, timers, stepMs: pace.stepMs, senderOf: createSenderOf(parts) },
    keyOf: (address) => wallets.at(address)?.privateKey ?? null,
    onChange(transaction) {
      const event = transactionEvent(transaction, eventId());
      if (event !== null) parts.sendEvent(event);
    },
  });
  const balances = createBalances({
    ...{ timers, stepMs: pace.stepMs, chainUrl: parts.chainUrl },
    addressesOn: (network) =>
      wallets.list().flatMap(({ chainType, address }) => (chainType === network ? [address] : [])),
    onChange(change) {
      const wallet = wallets.at(change.address);
      if (change.operation !== 'deposit' || wallet === null) return;
      parts.sendEvent(depositEvent(change, { eventId: eventId(), walletId: wallet.id }));
    },
  });
  const idempotency = createIdempotency('privy', store, clock);
  return {
    wallets,
    orders: showTransactions(sends),
    wire: createPrivyWire({
      ...{ wallets, sends, idempotency, store, clock, faults },
      ...{ appId: secret('PRIVY_APP_ID'), appSecret: secret('PRIVY_APP_SECRET') },
      createId: () => createToken(random, 24).toLowerCase(),
      createUuid: () => createUuid(random),
      hasChain: (network) => parts.chainUrl(network) !== null,
    }),
    signer: createPrivySigner(secret('PRIVY_WEBHOOK_SECRET')),
    payingAddresses: paying.flatMap(({ id, chainType }) => {
      const address = wallets.find(id)?.address;
      return address === undefined ? [] : [{ network: CHAIN_TYPES[chainType].network, address }];
    }),
    resume() {
      sends.resume();
      balances.resume();
    },
    forget() {
      sends.forget();
      balances.forget();
      idempotency.forget();
    },
  };
}

/** One a network, owned by the key that callers sign with. */
function payingWallets(stem: string, owner: string) {
  return (Object.keys(CHAIN_TYPES) as ChainTypeName[]).map((chainType) => {
    const externalId = `${stem}-${CHAIN_TYPES[chainType].network}`;
    const id = createHash('sha256').update(externalId).digest('hex').slice(0, 24);
    return { id, chainType, externalId, displayName: 'Paying wallet', owner };
  });
}

/** Made when it is first needed: where the chain is asked is known once the sandbox listens. */
function createSenderOf({ chainUrl }: DoubleParts): (network: 'ethereum' | 'solana') => AnySender | null {
  let ethereum: AnySender | null = null;
  return (network) => {
    const url = chainUrl('ethereum');
    // On Solana it signs, and whoever asked sends.
    if (network === 'solana' || url === null) return null;
    ethereum ??= createEthereumSender(url);
    return ethereum;
  };
}
