/** Everything of Turnkey's, put together: wallets, activities, what they send, and what they tell. */
import { createHmac } from 'node:crypto';
import { createUuid, type Double, type DoubleKind, type DoubleParts } from '@diboas/sandbox-kit';
import {
  type AnySender,
  createBalances,
  createEthereumSender,
  createSends,
  createSolanaSender,
} from '@diboas/sandbox-kit/chains';
import { createActivities, shownActivity } from './activities.ts';
import type { Endpoint, TurnkeySend } from './execute.ts';
import { ADDRESS_FORMATS } from './keys/account.ts';
import { createWallets, type Wallets } from './keys/wallets.ts';
import { showActivities } from './orders.ts';
import { createPolicies } from './policies.ts';
import { createTurnkeyWire, type TurnkeyParts } from './server.ts';
import { publicKeyOf } from './stamp.ts';
import { carryOut } from './submissions.ts';
import { activityEvent, balanceEvent, createTurnkeySigner, sendEvent, signingKeyOf } from './webhooks.ts';

export interface TurnkeyDouble extends Double {
  readonly wallets: Wallets;
}

export const turnkeyDouble: DoubleKind<TurnkeyDouble> = {
  id: 'turnkey',
  name: 'Turnkey',
  secrets: {
    TURNKEY_ORGANIZATION_ID: { help: 'the organization that callers ask for' },
    TURNKEY_API_PRIVATE_KEY: {
      help: 'the key that callers stamp with, of which all keys of its wallets are made',
      expected: 'a P-256 key: 64 hexadecimal digits',
      isRight: (text) => /^[0-9a-f]{64}$/i.test(text),
    },
    TURNKEY_API_PUBLIC_KEY: { help: 'its public half' },
    TURNKEY_WALLET_ID: { help: 'the wallet that orders are paid from, which is there from the beginning' },
  },
  open: openTurnkey,
};

function openTurnkey(parts: DoubleParts): TurnkeyDouble {
  const { clock, random, store, timers, faults, pace } = parts;
  const { TURNKEY_ORGANIZATION_ID: organizationId = '', TURNKEY_API_PRIVATE_KEY: privateKey = '' } =
    parts.secrets;
  const madeOf = (what: string) => createHmac('sha512', Buffer.from(privateKey, 'hex')).update(what).digest();
  const signingKey = signingKeyOf(Uint8Array.from(madeOf('webhooks').subarray(0, 32)));
  const eventParts = () => ({ eventId: createUuid(random), organizationId, now: clock.now() });
  const wallets = createWallets({
    ...{ shelf: store.shelf('turnkey_wallets'), masterSeed: madeOf('wallets') },
    payingId: parts.secrets.TURNKEY_WALLET_ID ?? '',
  });
  const activities = createActivities({
    ...{ shelf: store.shelf('turnkey_activities'), clock },
    onChange: (activity) => parts.sendEvent(activityEvent(shownActivity(activity), eventParts())),
  });
  const sends = createSends<TurnkeySend['about']>({
    ...{ shelf: 'turnkey_sends', store, timers, stepMs: pace.stepMs, senderOf: createSenders(parts) },
    keyOf: (address) => wallets.signerOf(address)?.privateKey ?? null,
    onChange: (send) => parts.sendEvent(sendEvent(send, eventParts())),
  });
  const balances = createBalances({
    ...{ timers, stepMs: pace.stepMs, chainUrl: parts.chainUrl },
    addressesOn: (network) => wallets.addressesOn(network),
    onChange: (change) => parts.sendEvent(balanceEvent(change, eventParts())),
  });
  const endpoints = store.shelf<Endpoint | null>('turnkey_endpoints');
  const wireParts: TurnkeyParts = {
    ...{ organizationId, activities, sends, wallets, endpoints, store, clock, timers, faults, signingKey },
    policies: createPolicies(store.shelf('turnkey_policies')),
    publicKey: publicKeyOf(privateKey),
    createId: () => createUuid(random),
    hasChain: (network) => parts.chainUrl(network) !== null,
  };
  return {
    wallets,
    orders: showActivities(wireParts),
    wire: createTurnkeyWire(wireParts),
    signer: createTurnkeySigner(signingKey, organizationId),
    payingAddresses: payingAddresses(wallets, parts.secrets.TURNKEY_WALLET_ID ?? ''),
    resume() {
      sends.resume();
      balances.resume();
      for (const { id, status } of activities.list())
        if (status === 'ACTIVITY_STATUS_PENDING') carryOut(wireParts, id);
    },
    forget() {
      sends.forget();
      balances.forget();
    },
  };
}

/** On each network the first account pays for orders, and those after it sign, each for one use. */
const USES = ['swaps', 'lending', 'vaults', 'crossings', 'pools', 'routes', 'reserves', 'orders'] as const;

function payingAddresses(wallets: Wallets, walletId: string): NonNullable<Double['payingAddresses']> {
  const seen = new Map<string, number>();
  return (wallets.accountsOf(walletId) ?? []).map(({ addressFormat, address }) => {
    const { network } = ADDRESS_FORMATS[addressFormat];
    const place = seen.get(network) ?? 0;
    seen.set(network, place + 1);
    const signsFor = USES[place - 1];
    return { network, address, ...(signsFor === undefined ? {} : { signsFor }) };
  });
}

/** One for each chain, made when it is first needed: where it is asked is known once the sandbox listens. */
function createSenders({ chainUrl }: DoubleParts): (network: TurnkeySend['network']) => AnySender | null {
  const senders = new Map<TurnkeySend['network'], AnySender>();
  return (network) => {
    const known = senders.get(network);
    const url = chainUrl(network);
    if (known !== undefined || url === null) return known ?? null;
    const made: AnySender = network === 'ethereum' ? createEthereumSender(url) : createSolanaSender(url);
    senders.set(network, made);
    return made;
  };
}
