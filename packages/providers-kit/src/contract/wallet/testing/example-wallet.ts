/**
 * A small honest adapter of a wallet, so that the suite is known to pass; with a deliberate bug, so that it is known to fail.
 * It is no template: a provider's own adapter parses what comes over a wire.
 */
import { accept, type Instant, isAsset, isNetwork, type Money, money, refuse } from '@diboas/kernel';
import { leastSend, readAddress } from '@diboas/networks';
import type {
  Deposit,
  LookupAnswer,
  Memo,
  Observation,
  PrepareAnswer,
  ProviderQuote,
  StrangeDeposit,
  Submission,
  SubmitAnswer,
  Wallet,
} from '@diboas/orchestration';
import { z } from 'zod';
import type { WalletSetting } from '../wallet-world.ts';
import type { Payment } from './example-chain.ts';
import { COINS, type ExampleKeeper, type ExampleNetwork, ExampleProblem, hashOf } from './example-keeper.ts';
import { readExampleWebhook, rereadExampleWebhook } from './example-webhook.ts';

/** What each of them breaks is the name of its group in the suite. */
export type ExampleBug =
  | 'a price without what the network takes'
  | 'a token priced without a market'
  | 'prepares by sending'
  | 'prepares dust'
  | 'each repeat is another payment'
  | 'silence is a refusal'
  | 'nobody there is not found'
  | 'one block is the end'
  | 'what once stood in a block stands there for ever'
  | 'what is nowhere has run out'
  | 'each repeat is another wallet'
  | 'what nobody tells of is nothing'
  | 'a deposit is named by when it was seen'
  | 'any token is money'
  | 'no signature is looked at'
  | 'no age is looked at'
  | 'details show the key';

export const EXAMPLE_KEY = 'key-of-the-example';
export const PAYING: Readonly<Record<ExampleNetwork, string>> = {
  bitcoin: 'bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080',
  ethereum: '0x00000000000000000000000000000000000000e1',
};

/** A payment is final under so many blocks. */
export const WANTED = 3;
/** And taken for so many. */
export const LIFETIME = 500;
const FEE = 1_000n;
const FEE_MOST = 2_000n;

const preparedSchema = z.object({
  ...{ network: z.enum(['bitcoin', 'ethereum']), from: z.string(), to: z.string() },
  ...{ asset: z.string().refine(isAsset), units: z.string(), lastHeight: z.number(), mark: z.string() },
});

export interface ExampleParts extends WalletSetting {
  readonly keeper: ExampleKeeper;
  readonly now: () => Instant;
  readonly bug: ExampleBug | null;
}

export function createExampleWallet(parts: ExampleParts): Wallet {
  const { bug } = parts;
  const seen = new Set<string>();
  const ofWallet = walletVerbs(parts);
  return {
    ...{ id: 'example', name: 'Example', roles: ['WALLET'], keyLifetimeMs: 1, remembersRefusals: false },
    networks: ['bitcoin', 'ethereum'],
    quote: async (request) => quote(parts, request),
    prepare: (submission) => prepare(parts, submission),
    submit: (submission) => submit(parts, submission),
    async lookup({ memos = [], reference }) {
      if (parts.reach === 'nowhere')
        return bug === 'nobody there is not found'
          ? { kind: 'not_found' }
          : unknown(parts, 'nobody is there');
      const [network, hash] = (reference ?? '').split(':');
      if (memos.length === 0)
        return isExampleNetwork(network) ? lookAt(parts, network, hash ?? '', seen) : { kind: 'not_found' };
      const answers = memos.map((memo) => lookUpMemo(parts, memo, seen));
      const found = answers.find(({ kind }) => kind === 'found');
      if (found) return found;
      const isExpired = answers.every((one) => one.kind === 'not_found' && one.isExpired === true);
      return isExpired ? { kind: 'not_found', isExpired } : { kind: 'not_found' };
    },
    readWebhook: (raw) => readExampleWebhook(raw, { bug }),
    rereadWebhook: rereadExampleWebhook,
    ...ofWallet,
  };
}

function quote(
  { worth, reach, bug }: ExampleParts,
  request: Parameters<Wallet['quote']>[0],
): Awaited<ReturnType<Wallet['quote']>> {
  const { pay, payNetwork, receive, destination } = request;
  if (!isExampleNetwork(payNetwork) || receive.network !== payNetwork) return refuse('unsupported');
  if (receive.asset !== pay.asset || !isOn(payNetwork, pay.asset)) return refuse('unsupported');
  const problem = addressProblem(payNetwork, destination, pay);
  if (problem !== null && !(bug === 'prepares dust' && problem === 'amount_too_small'))
    return refuse(problem);
  if (reach === 'nowhere') return refuse('unavailable');
  const networkCost = money(COINS[payNetwork], FEE_MOST);
  const known = worth(networkCost, pay.asset);
  const cost = bug === 'a token priced without a market' ? (known ?? money(pay.asset, 1n)) : known;
  if (cost === null) return refuse('unavailable');
  const price: ProviderQuote = {
    fees: [
      {
        tier: 'network',
        amount: cost,
        takenBy: payNetwork,
        purpose: 'transfer',
        basis: { kind: 'quoted', by: payNetwork },
      },
    ],
    deliver: pay,
    estimate: { fromSeconds: 1, toSeconds: 60, source: 'provider' },
  };
  return accept(bug === 'a price without what the network takes' ? price : { ...price, networkCost });
}

async function prepare(parts: ExampleParts, submission: Submission): Promise<PrepareAnswer> {
  const { keeper, bug } = parts;
  const { pay, payNetwork: network, destination, networkCost, attemptId } = submission;
  if (!isExampleNetwork(network) || !isOn(network, pay.asset)) return rejected('unsupported');
  const problem = addressProblem(network, destination, pay);
  if (problem !== null && !(bug === 'prepares dust' && problem === 'amount_too_small'))
    return rejected(problem);
  if (networkCost === undefined || networkCost.units < FEE) return rejected('dearer than agreed');
  const chain = keeper.chains[network];
  const from = PAYING[network];
  const isCoin = pay.asset === COINS[network];
  if (chain.held(from, pay.asset).units < pay.units + (isCoin ? FEE : 0n))
    return rejected('not enough lies there');
  const asked = {
    ...{ network, from, to: destination, asset: pay.asset, units: String(pay.units) },
    ...{ lastHeight: chain.height() + LIFETIME, mark: attemptId },
  };
  const bytes = JSON.stringify(asked);
  try {
    await reached(parts, () => keeper.sign(bytes));
    if (bug === 'prepares by sending') await keeper.send(network, paymentOf(asked, hashOf(bytes)));
  } catch (error) {
    return problemOf(parts, error);
  }
  return { kind: 'prepared', memo: { bytes, names: [hashOf(bytes)] } };
}

let made = 0;

/** Never the same twice, for the bugs that make something anew. */
function another(): string {
  made += 1;
  return `${made}`;
}

async function submit(parts: ExampleParts, { memo }: Submission): Promise<SubmitAnswer> {
  const { keeper, bug } = parts;
  const asked = memo ? parsed(memo) : null;
  if (!memo || asked === null) return { kind: 'unknown', detail: 'nothing was prepared' };
  const mark = bug === 'each repeat is another payment' ? another() : '';
  const hash = hashOf(memo.bytes + mark);
  try {
    const answer = await reached(parts, () => keeper.send(asked.network, paymentOf(asked, hash)));
    if (answer === 'refused') return { kind: 'unknown', detail: 'the network did not take it' };
  } catch (error) {
    return problemOf(parts, error);
  }
  return { kind: 'accepted', observation: observation(hash, 'working', { have: 0, want: WANTED }) };
}

function lookUpMemo(parts: ExampleParts, memo: Memo, seen: Set<string>): LookupAnswer {
  const asked = parsed(memo);
  if (asked === null) return { kind: 'not_found' };
  const found = lookAt(parts, asked.network, hashOf(memo.bytes), seen);
  if (found.kind === 'found') return found;
  const isOver = parts.keeper.chains[asked.network].height() > asked.lastHeight + WANTED;
  return isOver || parts.bug === 'what is nowhere has run out'
    ? { kind: 'not_found', isExpired: true }
    : { kind: 'not_found' };
}

function lookAt(
  { keeper, bug }: ExampleParts,
  network: ExampleNetwork,
  hash: string,
  seen: Set<string>,
): LookupAnswer {
  const found = keeper.chains[network].find(hash);
  if (found.kind === 'nowhere' && seen.has(hash))
    return { kind: 'found', observation: observation(hash, 'ended') };
  if (found.kind === 'nowhere') return { kind: 'not_found' };
  if (found.kind === 'waiting')
    return { kind: 'found', observation: observation(hash, 'working', { have: 0, want: WANTED }) };
  const { depth, payment } = found;
  if (bug === 'what once stood in a block stands there for ever') seen.add(hash);
  const isOver = depth >= (bug === 'one block is the end' ? 1 : WANTED);
  if (!isOver)
    return { kind: 'found', observation: observation(hash, 'working', { have: depth - 1, want: WANTED }) };
  const plain = { id: hash, network, reason: null, networkReference: hash };
  const movements = [
    { ...plain, kind: 'taken' as const, money: payment.money, destination: null },
    { ...plain, kind: 'given' as const, money: payment.money, destination: payment.to },
    { ...plain, kind: 'spent' as const, money: money(COINS[network], payment.fee), destination: null },
  ];
  return { kind: 'found', observation: { ...observation(hash, 'ended'), movements } };
}

function walletVerbs(
  parts: ExampleParts,
): Pick<Wallet, 'prepareWallet' | 'createWallet' | 'deposits' | 'holdings'> {
  const { keeper, bug, reach } = parts;
  return {
    prepareWallet: ({ name, now }) => {
      const bytes = JSON.stringify({ name, now });
      return { bytes, names: [hashOf(bytes)] };
    },
    async createWallet({ bytes }) {
      const more = bug === 'each repeat is another wallet' ? { mark: another() } : {};
      try {
        const asked = JSON.stringify({ ...JSON.parse(bytes), ...more });
        const { reference, addresses } = await reached(parts, () => keeper.createWallet(asked));
        return { kind: 'created', reference, addresses };
      } catch (error) {
        return { kind: 'unknown', detail: detailOf(parts, error) };
      }
    },
    async deposits({ network, address }) {
      if (reach === 'nowhere' || !isExampleNetwork(network)) return refuse('unavailable');
      const deposits: Deposit[] = [];
      const strange: StrangeDeposit[] = [];
      for (const { hash, money: came, from, token } of keeper.chains[network].arrivals(address)) {
        const which =
          bug === 'a deposit is named by when it was seen' ? String(keeper.chains[network].height()) : '0';
        const told = { reference: `${network}:${hash}:${which}`, network, address };
        if (token !== null && bug !== 'any token is money') strange.push({ ...told, token });
        else deposits.push({ ...told, money: came, from: from === '' ? null : from });
      }
      return accept({ deposits, strange, until: String(keeper.chains[network].height()), hasMore: false });
    },
    async holdings() {
      if (reach === 'nowhere')
        return bug === 'what nobody tells of is nothing'
          ? accept({ held: [], silent: [] })
          : refuse('unavailable');
      const places = [
        ['bitcoin', 'BTC'] as const,
        ['ethereum', 'ETH'] as const,
        ['ethereum', 'USDC'] as const,
      ];
      const held = places.map(([network, asset]) => ({
        network,
        money: keeper.chains[network].held(PAYING[network], asset),
      }));
      return accept({ held, silent: [] });
    },
  };
}

/** Everything that goes to the outside. */
async function reached<Result>(
  { reach, rewrite }: ExampleParts,
  act: () => Promise<Result>,
): Promise<Result> {
  if (reach === 'nowhere') throw new ExampleProblem('never_sent');
  const answer = await act();
  if (rewrite !== null) throw new ExampleProblem('silence');
  return answer;
}

function problemOf(
  parts: ExampleParts,
  error: unknown,
): Exclude<PrepareAnswer, { kind: 'prepared' | 'later' }> {
  const detail = detailOf(parts, error);
  const kind = error instanceof ExampleProblem ? error.kind : 'silence';
  if (parts.bug === 'silence is a refusal' && kind === 'silence')
    return { kind: 'rejected', code: 'other', elsewhere: true, detail };
  if (kind === 'silence') return { kind: 'unknown', detail };
  return { kind: 'retryable', cause: kind === 'rate_limited' ? kind : 'never_sent', detail, waitMs: null };
}

function detailOf({ bug }: ExampleParts, error: unknown): string {
  const words = error instanceof ExampleProblem ? error.kind : 'unreadable';
  return bug === 'details show the key' ? `${words} with ${EXAMPLE_KEY}` : words;
}

function unknown(parts: ExampleParts, detail: string): LookupAnswer {
  return { kind: 'unknown', detail: detailOf(parts, new ExampleProblem('silence')) || detail };
}

function rejected(detail: string): Exclude<PrepareAnswer, { kind: 'prepared' }> {
  return { kind: 'rejected', code: 'invalid_request', elsewhere: false, detail };
}

function addressProblem(network: ExampleNetwork, address: string, { asset, units }: Money) {
  const read = readAddress(network, address, 'test');
  if (!read.ok) return 'unsupported';
  return units < leastSend(asset, read.value).units ? 'amount_too_small' : null;
}

function observation(
  reference: string,
  stage: Observation['stage'],
  progress?: Observation['progress'],
): Observation {
  return {
    ...{ reference, stage, end: stage === 'ended' ? 'done' : null },
    ...{ milestone: stage === 'ended' ? 'confirmed' : 'broadcast', actionUrl: null, movements: [] },
    ...(progress ? { progress } : {}),
  };
}

function parsed({ bytes }: Memo): z.output<typeof preparedSchema> | null {
  try {
    return preparedSchema.parse(JSON.parse(bytes));
  } catch {
    return null;
  }
}

function paymentOf(asked: Omit<z.output<typeof preparedSchema>, 'mark'>, hash: string): Payment {
  const { from, to, asset, units, lastHeight } = asked;
  return { hash, from, to, money: money(asset, BigInt(units)), fee: FEE, lastHeight, token: null };
}

function isExampleNetwork(network: string | undefined): network is ExampleNetwork {
  return isNetwork(network) && (network === 'bitcoin' || network === 'ethereum');
}

function isOn(network: ExampleNetwork, asset: Money['asset']): boolean {
  return asset === COINS[network] || (network === 'ethereum' && asset === 'USDC');
}
