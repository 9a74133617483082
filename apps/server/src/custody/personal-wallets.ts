// Addresses of people (M27). The request that makes a wallet is committed before it is sent, and every repeat sends the same
// one, so whoever dies in between, or asks twice at once, comes to one wallet. Where a wallet lies is never left to the
// moment: people write addresses down, so a provider that is away is waited for, and no other takes its place.
import { accept, assert, type Clock, type Id, type Outcome, refuse } from '@diboas/kernel';
import type { NetworkChain } from '@diboas/networks';
import type {
  MemoSeal,
  PersonalWallet,
  ProviderGate,
  StandingStore,
  Wallet,
  WalletAddress,
  WalletAnswer,
  WalletStore,
} from '@diboas/orchestration';
import type { Logger } from 'pino';
import { keptAddress } from './kept-address.ts';

export interface PersonalWalletsOptions {
  readonly store: WalletStore & Pick<StandingStore, 'standing'>;
  /** Those who keep keys of ours. The first makes new wallets. */
  readonly wallets: readonly Wallet[];
  readonly gate: Pick<ProviderGate, 'admits' | 'record'>;
  readonly clock: Clock;
  /** A new id in the bucket of the customer. */
  readonly createId: (customerId: string) => Id;
  readonly chain: NetworkChain;
  /** Without it, which only tests are, requests are kept in clear. */
  readonly memoSeal: MemoSeal | undefined;
  readonly logger: Pick<Logger, 'warn'>;
}

export interface PersonalWallets {
  /** The customer's wallet as far as it was made; null before. */
  made(customerId: string): Promise<MadeWallet | null>;
  /** Makes the customer's wallet, or gives the one that they have. `no_provider`: not now; asked again, it may be there. */
  make(
    customerId: string,
  ): Promise<
    Outcome<{ readonly wallet: MadeWallet; readonly isNew: boolean }, 'no_provider' | 'account_frozen'>
  >;
}

export interface MadeWallet {
  readonly addresses: readonly WalletAddress[];
  readonly at: number;
}

export function createPersonalWallets(options: PersonalWalletsOptions): PersonalWallets {
  const { store, wallets } = options;
  async function made(customerId: string): Promise<MadeWallet | null> {
    return (await store.wallets(customerId)).find((one) => one.made !== null)?.made ?? null;
  }
  return {
    made,
    async make(customerId) {
      const known = await store.wallets(customerId);
      const before = known.find((one) => one.made !== null)?.made;
      if (before) return accept({ wallet: before, isNew: false });
      if ((await store.standing(customerId)) !== 'open') return refuse('account_frozen');
      // One that was begun may exist already, so it is gone on with wherever that is.
      const [begun] = known;
      const provider = begun ? wallets.find(({ id }) => id === begun.provider) : wallets[0];
      if (!provider || !options.gate.admits(provider.id, options.clock.now())) return refuse('no_provider');
      const wallet = begun ?? (await begin(options, provider, customerId));
      const outcome = await finish(options, provider, wallet);
      return outcome.ok ? outcome : refuse('no_provider');
    },
  };
}

/** Commits the request. Of two that begin at once, both go on with the one that was kept. */
function begin(
  options: PersonalWalletsOptions,
  provider: Wallet,
  customerId: string,
): Promise<PersonalWallet> {
  const id = options.createId(customerId);
  const request = requestOf(options, provider, customerId);
  return options.store.beginWallet({ ...{ id, customerId, provider: provider.id, made: null }, ...request });
}

/** A new request, as it is kept. */
function requestOf(
  { clock, memoSeal }: PersonalWalletsOptions,
  provider: Wallet,
  customerId: string,
): Pick<PersonalWallet, 'memo' | 'createdAt'> {
  const createdAt = clock.now();
  const { bytes, names } = provider.prepareWallet({ name: customerId, now: createdAt });
  const sealed = memoSeal ? memoSeal.seal(bytes, { provider: provider.id, attemptId: customerId }) : bytes;
  return { memo: { bytes: sealed, names }, createdAt };
}

/**
 * Asks by the request that is kept. A provider that turns down one that is older than it takes any has made nothing by it and
 * never will, so another takes its place. Should it have been made all the same, it is a wallet that nobody was shown.
 */
async function finish(
  options: PersonalWalletsOptions,
  provider: Wallet,
  wallet: PersonalWallet,
): ReturnType<typeof finishBy> {
  const outcome = await finishBy(options, provider, wallet);
  const isOver = options.clock.now() - wallet.createdAt > provider.keyLifetimeMs;
  if (outcome.ok || outcome.refusal !== 'rejected' || !isOver) return outcome;
  const renewed = await options.store.renewWallet(wallet, requestOf(options, provider, wallet.customerId));
  return renewed.made
    ? accept({ wallet: renewed.made, isNew: false })
    : await finishBy(options, provider, renewed);
}

async function finishBy(
  options: PersonalWalletsOptions,
  provider: Wallet,
  wallet: PersonalWallet,
): Promise<Outcome<{ readonly wallet: MadeWallet; readonly isNew: boolean }, 'no_provider' | 'rejected'>> {
  const { store, clock, chain, memoSeal, logger } = options;
  const { bytes: kept, names } = wallet.memo;
  const subject = { provider: provider.id, attemptId: wallet.customerId };
  const bytes = memoSeal ? memoSeal.open(kept, subject) : kept;
  assert(bytes !== null, 'one of PAYLOAD_KEYS opens the request of a wallet', { wallet: wallet.id });
  const answer = await called(options, provider, { bytes, names });
  const detail = answer.kind === 'created' ? null : answer.detail;
  if (answer.kind !== 'created') {
    logger.warn({ provider: provider.id, kind: answer.kind, detail }, 'a wallet was not made');
    return refuse(answer.kind === 'rejected' ? 'rejected' : 'no_provider');
  }
  const addresses = answer.addresses.flatMap((one) => keptAddress(one, chain) ?? []);
  // Nobody is shown an address that cannot be paid to.
  assert(
    addresses.length === answer.addresses.length && addresses.length > 0,
    'a wallet has addresses of the networks it is for',
    { provider: provider.id },
  );
  const made = { reference: answer.reference, addresses, at: clock.now() };
  const isOurs = await store.finishWallet({ ...wallet, made });
  assert(isOurs, 'an address is one customer’s', { wallet: wallet.id });
  return accept({ wallet: made, isNew: true });
}

/** What the provider said, and the time it took, for its health. */
async function called(
  { gate, clock }: PersonalWalletsOptions,
  provider: Wallet,
  memo: PersonalWallet['memo'],
): Promise<WalletAnswer> {
  const from = clock.now();
  const answer = await provider.createWallet(memo);
  const quality = answer.kind === 'unknown' && answer.isAnswered !== true ? 'bad' : 'good';
  const at = clock.now();
  gate.record(provider.id, { quality, ms: at - from, at });
  return answer;
}
