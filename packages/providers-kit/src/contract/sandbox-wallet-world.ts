/**
 * A provider's double in the sandbox, with chains beside it, as a `WalletWorld`: what the drivers of all wallets have in common.
 * Blocks come only when they are asked for; the double's own steps come by the machine's clock.
 */
import { assert, createSeededRandom, type Instant, type Network } from '@diboas/kernel';
import { CHAIN_NETWORKS, type ChainNetwork, isChainNetwork } from '@diboas/networks';
import type { Memo, RawWebhook, Wallet } from '@diboas/orchestration';
import { createSandbox, type Sandbox, testConfig } from '@diboas/sandbox';
import { createRealTimers, type DoubleKind, type FaultInput } from '@diboas/sandbox-kit';
import { pino } from 'pino';
import { vi } from 'vitest';
import { NO_SIGNER } from '../manifest/chain-signer.ts';
import type { ProviderManifest } from '../manifest/define-provider.ts';
import type { Desks } from '../manifest/desk.ts';
import { createAddresses } from './wallet/addresses.ts';
import type { WalletFault, WalletSetting, WalletWorld } from './wallet/wallet-world.ts';
import { heldAt } from './wire/held-at.ts';
import { findClosedPort, type LoopbackServer, startLoopbackServer } from './wire/loopback-server.ts';
import { passOn } from './wire/pass-on.ts';

const STEP_MS = 50;

/** So many blocks that whatever stands in one is final: what the networks themselves want, and a few more. */
const SETTLING: Readonly<Record<ChainNetwork, number>> = { bitcoin: 6, ethereum: 66, solana: 34, sui: 1 };

/** A blockhash of Solana is good for 150 blocks; a few more are made. */
const LIFE_BLOCKS = 155;

/** The method by which a node is handed a transaction. */
const BROADCASTS: Readonly<Record<ChainNetwork, string>> = {
  ...{ bitcoin: 'POST /tx', ethereum: 'eth_sendRawTransaction' },
  ...{ solana: 'sendTransaction', sui: 'ExecuteTransaction' },
};

export interface WalletDriver {
  readonly double: DoubleKind;
  /** What the double and its callers share, by the names of the server's settings. */
  readonly secrets: Readonly<Record<string, string>>;
  /** The beginning of the paths of what is done there: not of what is only asked. */
  readonly actsPath: string;
  walletsNamed(name: string): number;
  /**
   * Lets so much of the provider's time go by that it takes no request of now any more; 0 where what was prepared is not
   * the provider's to take: on Sui what is signed ends with its epoch, on Solana with the blocks of its blockhash.
   */
  readonly requestsLastMs: Readonly<Record<ChainNetwork, number | 'by_epoch' | 'by_blocks' | 'for_ever'>>;
  /** A webhook with this body, as the provider would deliver it. */
  sign(body: string, at: Instant): RawWebhook;
  forge(body: string, at: Instant): RawWebhook;
}

const FAULTS: Readonly<Record<Exclude<WalletFault, 'node_fails' | 'node_loses_its_answer'>, FaultInput>> = {
  rate_limit: { kind: 'rate_limit' },
  timeout_before: { kind: 'timeout_before' },
  timeout_after: { kind: 'timeout_after' },
  server_error_before: { kind: 'server_error_before' },
  server_error_after: { kind: 'server_error_after' },
  reset_before: { kind: 'reset_before' },
  reset_after: { kind: 'reset_after' },
};

export async function openWalletWorld(
  manifest: ProviderManifest<Pick<Desks, 'wallet'>>,
  driver: WalletDriver,
): Promise<WalletWorld> {
  const mailbox = await startLoopbackServer(() => ({ status: 200, body: '{}' }));
  const clock = { aheadMs: 0, now: (): Instant => Date.now() + clock.aheadMs };
  const sandbox = createSandbox({
    doubles: [driver.double],
    config: testConfig(
      { [driver.double.id]: { secrets: driver.secrets, webhookUrl: `${mailbox.url}/${driver.double.id}` } },
      {
        stepMs: STEP_MS,
        chains: {
          ...{ networks: CHAIN_NETWORKS, pace: 'by-hand' },
          ports: { bitcoin: 0, ethereum: 0, solana: 0, sui: 0 },
        },
      },
    ),
    ...{
      clock,
      timers: createRealTimers(),
      random: createSeededRandom(3),
      logger: pino({ level: 'silent' }),
    },
  });
  await sandbox.listen();
  // What was laid at the addresses that orders are paid from stands in blocks that others stand on.
  for (const { chain } of sandbox.chains.list()) await chain.mine(3);
  const proxies: LoopbackServer[] = [];
  const opener = await createOpener(manifest, { driver, sandbox, now: clock.now, proxies });
  return {
    open: opener,
    now: clock.now,
    newAddress: createAddresses('wallet'),
    ...onChains(sandbox),
    calm: () => void sandbox.control.setFaults([]),
    strikeNext: (network, fault) => strike(sandbox, driver, { network, fault }),
    async makeImpossible(network: Network, _memo: Memo) {
      assert(isChainNetwork(network), 'wallets are of chains', { network });
      const lasts = driver.requestsLastMs[network];
      if (lasts === 'for_ever') return false;
      if (lasts === 'by_epoch') await endEpochs(sandbox);
      else if (lasts === 'by_blocks') await sandbox.chains.of(network)?.mine(LIFE_BLOCKS + SETTLING[network]);
      else clock.aheadMs += lasts;
      return true;
    },
    walletsNamed: driver.walletsNamed,
    async anEvent() {
      const desk = await opener(PLAIN);
      const made = await desk.createWallet(
        desk.prepareWallet({ name: 'whoever is told of', now: clock.now() }),
      );
      assert(made.kind === 'created', 'a wallet was made', { made });
      // Who does not tell of a wallet tells of what comes to it.
      const address = made.addresses.find(({ network }) => network === 'ethereum')?.address ?? '';
      await sandbox.chains.of('ethereum')?.fund(address, 'ETH', 1n);
      return await firstDelivery(mailbox, clock.now);
    },
    ...{ sign: driver.sign, forge: driver.forge },
    async close() {
      await Promise.all([...proxies.map((proxy) => proxy.close()), mailbox.close(), sandbox.close()]);
    },
  };
}

const PLAIN: WalletSetting = { reach: 'world', timeoutMs: 20_000, rewrite: null, worth: () => null };

/** Opens the adapter as the server does. All of them have one store of claims, as all nodes of a server have one database. */
async function createOpener(
  manifest: ProviderManifest<Pick<Desks, 'wallet'>>,
  {
    driver,
    sandbox,
    now,
    proxies,
  }: { driver: WalletDriver; sandbox: Sandbox; now: () => Instant; proxies: LoopbackServer[] },
): Promise<(setting: WalletSetting) => Promise<Wallet>> {
  // Only wallets have use for it.
  const { createMemoryCoinClaims } = await import('@diboas/storage');
  const claims = createMemoryCoinClaims();
  const nowhere = await findClosedPort();
  return async ({ reach, timeoutMs, rewrite, worth }) => {
    let url = reach === 'world' ? sandbox.urlOf(driver.double.id) : nowhere;
    if (rewrite !== null) {
      const to = url;
      const proxy = await startLoopbackServer((request) => passOn(request, { to, rewrite }));
      proxies.push(proxy);
      url = proxy.url;
    }
    const configured = manifest.configure({ ...driver.secrets, ...manifest.settingsAt(url) });
    assert(configured.ok && configured.value, 'the secrets are all that a provider needs in the sandbox', {
      configured,
    });
    const urlOf = (network: Network) =>
      reach === 'nowhere' ? nowhere : (sandbox.chainUrls[network] ?? null);
    const { wallet } = await configured.value.open({
      ...{
        world: 'sandbox',
        timeoutMs,
        now,
        claims,
        worth,
        reportCredentials: () => {},
        signer: NO_SIGNER,
      },
      chains: { chain: 'test', urlOf },
    });
    if (reach === 'world' && rewrite === null) await knowsItsKeys(wallet, driver, now);
    return wallet;
  };
}

/** The keys of deliveries are fetched once it is open: until then nothing is believed. */
async function knowsItsKeys(wallet: Wallet, driver: WalletDriver, now: () => Instant): Promise<void> {
  await vi.waitFor(
    () => {
      const reading = wallet.readWebhook(driver.sign('{}', now()));
      assert(reading.ok || reading.refusal !== 'forged', 'the keys are not known yet');
    },
    { timeout: 20_000, interval: 10 },
  );
}

/** What is done on the chains themselves. */
function onChains(
  sandbox: Sandbox,
): Pick<WalletWorld, 'fund' | 'fundStrange' | 'mine' | 'settle' | 'undo' | 'heldAt'> {
  const of = (network: Network) => {
    assert(isChainNetwork(network), 'wallets are of chains', { network });
    const chain = sandbox.chains.of(network);
    assert(chain, 'every chain runs', { network });
    return { chain, network };
  };
  return {
    fund: (network, address, { asset, units }) => of(network).chain.fund(address, asset, units),
    // The other local chains have no token but ours.
    async fundStrange(network, address) {
      if (network !== 'ethereum') return null;
      const { giveStrangeToken } = await import('./wire/strange-token.ts');
      return await giveStrangeToken(of(network).chain, address);
    },
    mine: (network, blocks) => of(network).chain.mine(blocks),
    settle: (network) => of(network).chain.mine(SETTLING[of(network).network]),
    async undo(network, undone) {
      if (network === 'sui') return false;
      await of(network).chain.reorganise(undone);
      return true;
    },
    heldAt: (network, address, asset) =>
      heldAt(of(network).chain.url, { network: of(network).network, address, asset }),
  };
}

function strike(
  sandbox: Sandbox,
  { double, actsPath }: WalletDriver,
  { network, fault }: { network: Network; fault: WalletFault },
): void {
  assert(isChainNetwork(network), 'wallets are of chains', { network });
  if (fault === 'node_fails' || fault === 'node_loses_its_answer') {
    const kind = fault === 'node_fails' ? 'fail' : 'lose';
    sandbox.chains.of(network)?.answers(BROADCASTS[network], { kind, times: 1 });
    return;
  }
  const match = { provider: double.id, method: 'POST', path: `${actsPath}*` };
  sandbox.control.setFaults([{ ...FAULTS[fault], remaining: 1, match }]);
}

async function endEpochs(sandbox: Sandbox): Promise<void> {
  const chain = sandbox.chains.of('sui');
  assert(chain !== null && 'endEpoch' in chain && typeof chain.endEpoch === 'function', 'Sui has epochs');
  for (let ended = 0; ended < 5; ended += 1) chain.endEpoch();
  await chain.mine(1);
}

async function firstDelivery(mailbox: LoopbackServer, now: () => Instant): Promise<RawWebhook> {
  const request = await vi.waitFor(
    () => {
      const found = mailbox.received.at(-1);
      assert(found, 'nothing was delivered yet');
      return found;
    },
    { timeout: 20_000, interval: 10 },
  );
  const headers = Object.entries(request.headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : value,
  ]);
  return { headers: Object.fromEntries(headers), body: request.body, receivedAt: now() };
}
