// Ethereum on this machine: anvil behind a wire that answers what public nodes answer, with USDC, a DEX, a market that lends
// and the Ethereum end of CCTP on it.
import { SECOND_MS, unreachable } from '@diboas/kernel';
import { encodeFunctionData, type Hex, isAddress } from 'viem';
import { z } from 'zod';
import { type BlockRhythm, createBlockRhythm } from '../chain/block-rhythm.ts';
import type { LocalChain, StartChain } from '../chain/local-chain.ts';
import { createOneAtATime, type InTurn } from '../chain/one-at-a-time.ts';
import { usdcOn } from '../chain/usdc-on.ts';
import { type AnswerFaults, createAnswerFaults } from '../wire/answer-faults.ts';
import { createJsonRpc, type RpcAnswer } from '../wire/json-rpc.ts';
import { openPublicWire } from '../wire/public-wire.ts';
import { type Anvil, CHAIN_ID, startAnvil } from './anvil.ts';
import { DEX_AT, movePool, type PoolFee, placeDex } from './dex.ts';
import { makeOlder, rememberPrices } from './dex-past.ts';
import { type LendingMarket, leaveDust, placeLending } from './lending/place-lending.ts';
import { changeCode, type LendingControls, steerLending } from './lending/steer-lending.ts';
import { balanceOnEthereum, viewEthereum } from './look-on.ts';
import { type AnvilCalls, createAnvilCalls } from './node/anvil-calls.ts';
import { dropWaiting, hexText, refusedReplacement } from './node/waiting-transactions.ts';
import { placeBurnMint } from './place-burn-mint.ts';
import { placeCarriers } from './place-carriers.ts';
import { PUBLIC_METHODS } from './public-methods.ts';
import { reorganiseAnvil } from './reorganise-anvil.ts';
import { USD_COIN_BYTECODE, usdCoinAbi } from './usd-coin.ts';
import { placeVault, steerVault, type VaultControls } from './vault/place-vault.ts';

export interface LocalEthereum extends LocalChain<'ETH' | 'USDC'> {
  readonly chainId: number;
  /** The contract of the token, with 6 decimals, where it is on Sepolia. */
  readonly usdc: Hex;
  /** Lets its issuer stop an address of the token, or let it go on: its transfers are reverted meanwhile. */
  blacklist(address: Hex, isStopped: boolean): Promise<void>;
  /** Brings the price in the pool of ETH and USDC with this fee to so many dollars an ether, in a block of its own. */
  movePool(pool: { readonly fee: PoolFee; readonly dollars: number }): Promise<void>;
  /** The market that lends, by what its administrators do and what its borrowers take. */
  readonly lending: LendingControls;
  /** The vault of dollars, by what its keeper does. */
  readonly vault: VaultControls;
  /** Puts another code where a contract stands, which does the same. Gives what puts the first one back. */
  changeCode(address: Hex): Promise<() => Promise<void>>;
  /** Makes a block whose gas costs so many wei a unit. Those after it ask for an eighth less each, as long as they are empty. */
  askBaseFee(wei: bigint): Promise<void>;
  /** Lets so much time go by before the next block, which is made, whole seconds. */
  passTime(ms: number): Promise<void>;
}

/** Wei of the account that grants: more than anybody is ever granted, less than any sum that overflows. */
const TREASURY_WEI = 2n ** 128n;

/** Gas of the first block, which has all that is there from the beginning, and of every other one. */
const BUILDING_GAS = 2n ** 40n;
const BLOCK_GAS = 30_000_000n;

/** What was put there. */
interface Placed {
  readonly market: LendingMarket;
  readonly vault: Hex;
}

interface Parts {
  readonly anvil: AnvilCalls;
  readonly treasury: Hex;
  readonly inTurn: InTurn;
  readonly rhythm: BlockRhythm;
  readonly faults: AnswerFaults;
}

export async function startEthereum(options: StartChain): Promise<LocalEthereum> {
  const program = await startAnvil(options.seed);
  try {
    return await openEthereum(options, program);
  } catch (error) {
    // What did not become a chain leaves no program behind.
    await program.stop();
    throw error;
  }
}

async function openEthereum({ port, pace }: StartChain, program: Anvil): Promise<LocalEthereum> {
  const anvil = createAnvilCalls(program.url);
  const [treasury] = await anvil.ask(z.tuple([hexText]), 'eth_accounts');
  await anvil.ask(z.unknown(), 'anvil_setBalance', treasury, toHex(TREASURY_WEI));
  const usdc = await placeUsdCoin(anvil, treasury);
  await anvil.ask(z.unknown(), 'evm_setBlockGasLimit', toHex(BUILDING_GAS));
  await placeDex({ anvil, treasury, usdc });
  await rememberPrices({ anvil, treasury }, { usdc, fee: 500 });
  await placeBurnMint({ anvil, treasury, usdc });
  const market = await placeLending({ anvil, usdc, weth: DEX_AT.weth });
  const vault = await placeVault({ anvil, usdc });
  await leaveDust(anvil, market);
  await placeCarriers({ anvil, treasury });
  // The first block has all of it, which no reorganisation undoes.
  await mine(anvil, 1);
  await makeOlder({ anvil }, { usdc, fee: 500 });
  await anvil.ask(z.unknown(), 'evm_setBlockGasLimit', toHex(BLOCK_GAS));
  const inTurn = createOneAtATime();
  const faults = createAnswerFaults();
  const rhythm = createBlockRhythm(pace, () => inTurn(() => mine(anvil, 1)));
  const parts: Parts = { anvil, treasury, inTurn, rhythm, faults };
  const outOfOrder = { code: -32_603, message: 'Internal error' };
  const reply = createJsonRpc({
    faults,
    outOfOrder,
    call: (method, params) => answer(parts, method, params),
  });
  const stop = async (): Promise<void> => {
    rhythm.stop();
    // Whoever is at work with anvil comes to an end first.
    await inTurn(() => program.stop());
  };
  const wire = await openPublicWire({ port, reply }).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return {
    url: wire.url,
    chainId: CHAIN_ID,
    usdc,
    ...controls(parts, usdc, { market, vault }),
    async stop() {
      await wire.close();
      await stop();
    },
  };
}

function controls({ anvil, treasury, inTurn, rhythm, faults }: Parts, usdc: Hex, placed: Placed) {
  const act = (to: Hex, value: bigint, data: Hex) =>
    inTurn(async () => {
      const hash = await transact(anvil, { from: treasury, to, value: toHex(value), data });
      await mine(anvil, 1);
      await expectSuccess(anvil, hash);
      return hash;
    });
  const ofToken = (data: Hex) => act(usdc, 0n, data);
  const inABlock = (steer: () => Promise<void>) =>
    inTurn(async () => {
      await steer();
      await mine(anvil, 1);
    });
  const lending = eachInABlock(steerLending({ anvil, usdc, weth: DEX_AT.weth }, placed.market), inABlock);
  const vault = eachInABlock(steerVault({ anvil, usdc }, placed.vault), inABlock);
  const passTime = (ms: number) =>
    inTurn(async () => {
      await anvil.ask(z.unknown(), 'evm_increaseTime', Math.floor(ms / SECOND_MS));
      await mine(anvil, 1);
    });
  const askBaseFee = (wei: bigint) =>
    inTurn(async () => {
      await anvil.ask(z.unknown(), 'anvil_setNextBlockBaseFeePerGas', toHex(wei));
      await mine(anvil, 1);
    });
  const tradeTo: LocalEthereum['movePool'] = (pool) =>
    inTurn(async () => {
      await movePool({ anvil, treasury, usdc }, pool);
      await mine(anvil, 1);
    });
  return {
    movePool: tradeTo,
    ...{ lending, vault },
    acts: actsOn({ lending, passTime, askBaseFee, movePool: tradeTo }),
    changeCode: (address) => inTurn(() => changeCode(anvil, address)),
    ...{ passTime, askBaseFee },
    fund(address, asset, amount) {
      if (!isAddress(address)) throw new RangeError(`${address} is no address of Ethereum.`);
      if (asset === 'ETH') return act(address, amount, '0x');
      return ofToken(encodeFunctionData({ abi: usdCoinAbi, functionName: 'mint', args: [address, amount] }));
    },
    async blacklist(address, isStopped) {
      const functionName = isStopped ? 'blacklist' : 'unBlacklist';
      await ofToken(encodeFunctionData({ abi: usdCoinAbi, functionName, args: [address] }));
    },
    view: (blocks) => inTurn(() => viewEthereum(anvil, blocks)),
    balance: (address, asset) => balanceOnEthereum(anvil, { address, asset, usdc }),
    mine: (blocks) => inTurn(() => mine(anvil, blocks)),
    reorganise: (reorganisation) =>
      inTurn(async () => {
        await reorganiseAnvil(anvil, reorganisation);
        if (rhythm.isDueAtOnce()) await mine(anvil, 1);
      }),
    stall: () => inTurn(() => rhythm.stall()),
    resume: () =>
      inTurn(async () => {
        if (rhythm.resume()) await mine(anvil, 1);
      }),
    drop: (hash) => inTurn(() => dropWaiting(anvil, hash)),
    answers(method, fault) {
      if (!PUBLIC_METHODS.has(method)) throw new RangeError(`Nothing here is asked by ${method}.`);
      faults.add(method, fault);
    },
  } satisfies Partial<LocalEthereum>;
}

const lendingFigures = z.discriminatedUnion('how', [
  z.strictObject({ how: z.enum(['pause', 'freeze']), asset: z.enum(['USDC', 'ETH']), is: z.boolean() }),
  z.strictObject({ how: z.literal('cap'), asset: z.enum(['USDC', 'ETH']), whole: z.coerce.bigint() }),
  z.strictObject({ how: z.literal('drain'), asset: z.enum(['USDC', 'ETH']), left: z.coerce.bigint() }),
  z.strictObject({ how: z.literal('refill'), asset: z.enum(['USDC', 'ETH']) }),
]);

const poolFigures = z.strictObject({ fee: z.literal([500, 3_000]), dollars: z.number().min(1) });

/** The same for whoever steers by a wire. */
function actsOn({
  lending,
  passTime,
  askBaseFee,
  movePool,
}: Pick<LocalEthereum, 'lending' | 'passTime' | 'askBaseFee' | 'movePool'>) {
  return {
    pool: (figures: unknown) => movePool(poolFigures.parse(figures)),
    time: (figures: unknown) => passTime(z.strictObject({ ms: z.int().min(1_000) }).parse(figures).ms),
    fees: (figures: unknown) =>
      askBaseFee(z.strictObject({ baseFee: z.coerce.bigint() }).parse(figures).baseFee),
    lending: (figures: unknown) => {
      const act = lendingFigures.parse(figures);
      switch (act.how) {
        case 'pause':
        case 'freeze':
          return lending[act.how](act.asset, act.is);
        case 'cap':
          return lending.cap(act.asset, act.whole);
        case 'drain':
          return lending.drain(act.asset, act.left);
        case 'refill':
          return lending.refill(act.asset);
        default:
          return unreachable(act);
      }
    },
  };
}

type Steered = Readonly<Record<string, (...figures: never[]) => Promise<void>>>;

function eachInABlock<Controls extends { [Name in keyof Controls]: Steered[string] }>(
  controls: Controls,
  within: (steer: () => Promise<void>) => Promise<void>,
): Controls {
  const entries = Object.entries<Steered[string]>(controls).map(([name, steer]) => [
    name,
    (...figures: never[]) => within(() => steer(...figures)),
  ]);
  // The same acts by the same names.
  return Object.fromEntries(entries) as Controls;
}

/** Reads go to anvil as they are; what is sent comes in turn, so that no reorganisation loses it on the way. */
function answer(parts: Parts, method: string, params: readonly unknown[]): Promise<RpcAnswer> | RpcAnswer {
  const { anvil, inTurn, rhythm } = parts;
  if (!PUBLIC_METHODS.has(method)) {
    return { error: { code: -32_601, message: `the method ${method} does not exist/is not available` } };
  }
  if (method !== 'eth_sendRawTransaction') return anvil.forward(method, params);
  return inTurn(async () => {
    const bytes = z.tuple([hexText]).safeParse(params);
    const refused = bytes.success ? await refusedReplacement(anvil, bytes.data[0]) : null;
    if (refused !== null) return { error: refused };
    const answered = await anvil.forward(method, params);
    if ('result' in answered && rhythm.isDueAtOnce()) await mine(anvil, 1);
    return answered;
  });
}

/** What deploying it would leave, with the treasury as its issuer, put where the token is known. */
async function placeUsdCoin(anvil: AnvilCalls, treasury: Hex): Promise<Hex> {
  const usdc = hexText.parse(usdcOn('ethereum'));
  const code = await anvil.ask(hexText, 'eth_call', { from: treasury, data: USD_COIN_BYTECODE });
  await anvil.ask(z.unknown(), 'anvil_setCode', usdc, code);
  return usdc;
}

function transact(anvil: AnvilCalls, transaction: Readonly<Record<string, string>>): Promise<Hex> {
  return anvil.ask(hexText, 'eth_sendTransaction', transaction);
}

const receiptShape = z.object({ status: hexText });

async function expectSuccess(anvil: AnvilCalls, hash: Hex): Promise<void> {
  const receipt = await anvil.ask(receiptShape, 'eth_getTransactionReceipt', hash);
  if (receipt.status !== '0x1') throw new Error(`The transaction ${hash} of the treasury was reverted.`);
}

async function mine(anvil: AnvilCalls, blocks: number): Promise<void> {
  await anvil.ask(z.unknown(), 'anvil_mine', toHex(BigInt(blocks)));
}

function toHex(value: bigint): Hex {
  return `0x${value.toString(16)}`;
}
