// Solana on this machine: its own virtual machine in this process, behind the JSON-RPC of its nodes.
import { unreachable } from '@diboas/kernel';
import { type Address, isAddress, type Signature } from '@solana/kit';
import { z } from 'zod';
import { type BlockRhythm, createBlockRhythm } from '../chain/block-rhythm.ts';
import type { LocalChain, StartChain } from '../chain/local-chain.ts';
import { createOneAtATime, type InTurn } from '../chain/one-at-a-time.ts';
import { createAnswerFaults } from '../wire/answer-faults.ts';
import { createJsonRpc, RPC_ERRORS, type RpcAnswer } from '../wire/json-rpc.ts';
import { openPublicWire } from '../wire/public-wire.ts';
import { type Bank, createBank } from './bank/bank.ts';
import { burnMintStandIns } from './burn-mint/stand-in.ts';
import { type EarnVault, placeEarnVault } from './earn-vault/place-vault.ts';
import { earnVaultStandIns } from './earn-vault/stand-in.ts';
import { balanceOnSolana, viewSolana } from './look-on.ts';
import { createMachine } from './machine/machine.ts';
import { readTransaction } from './machine/transaction.ts';
import { orderBookStandIns } from './order-book/stand-in.ts';
import { accountMethods } from './rpc/account-methods.ts';
import { clusterMethods } from './rpc/cluster-methods.ts';
import { historyMethods } from './rpc/history-methods.ts';
import { addressText, type MethodCall, unsigned } from './rpc/parameters.ts';
import { sendMethods } from './rpc/send-methods.ts';
import { createTreasury, type Treasury, USDC_MINT } from './treasury.ts';

export interface LocalSolana extends LocalChain<'SOL' | 'USDC'> {
  /** The mint of the token, with 6 decimals: that of devnet. */
  readonly usdcMint: Address;
  readonly earnVault: EarnVault;
  /** Its clock goes on by so much at once, and a block is made. */
  passTime(ms: number): Promise<void>;
}

interface Parts {
  readonly bank: Bank;
  readonly treasury: Treasury;
  readonly inTurn: InTurn;
  readonly rhythm: BlockRhythm;
}

const methods: Readonly<Record<string, MethodCall>> = {
  ...accountMethods,
  ...clusterMethods,
  ...historyMethods,
  ...sendMethods,
};
const airdropParams = z.tuple([addressText, unsigned]).rest(z.unknown());
const outOfOrder = { code: -32_005, message: 'Node is unhealthy', data: { numSlotsBehind: null } };

export async function startSolana({ port, seed, pace }: StartChain): Promise<LocalSolana> {
  const standIns = [...burnMintStandIns(), ...earnVaultStandIns(), ...orderBookStandIns()];
  const machine = createMachine(new Map(standIns));
  const treasury = await createTreasury(machine, seed);
  const clock = { aheadMs: 0, now: () => Date.now() + clock.aheadMs };
  const earnVault = await placeEarnVault(machine, clock.now);
  const bank = createBank({ machine, seed, now: clock.now });
  const inTurn = createOneAtATime();
  const rhythm = createBlockRhythm(pace, () => inTurn(() => bank.mine(1)));
  const parts: Parts = { bank, treasury, inTurn, rhythm };
  const faults = createAnswerFaults();
  const reply = createJsonRpc({
    faults,
    outOfOrder,
    call: (method, params) => answer(parts, method, params),
  });
  const wire = await openPublicWire({ port, reply }).catch((error: unknown) => {
    rhythm.stop();
    throw error;
  });
  const passTime = (ms: number) =>
    inTurn(() => {
      clock.aheadMs += ms;
      bank.mine(1);
    });
  return {
    url: wire.url,
    usdcMint: USDC_MINT,
    ...{ earnVault, passTime, acts: actsOn({ earnVault, passTime }) },
    fund(address, asset, amount) {
      if (!isAddress(address)) throw new RangeError(`${address} is no address of Solana.`);
      return inTurn(async () => {
        const signature = await grant(parts, address, asset, amount);
        bank.mine(1);
        const landed = bank.landed(signature);
        if (landed?.error !== null) throw new Error(`The grant to ${address} failed.`);
        return signature;
      });
    },
    view: (blocks) => inTurn(() => viewSolana(bank, blocks)),
    balance: (address, asset) => inTurn(() => balanceOnSolana(bank, address, asset)),
    mine: (blocks) => inTurn(() => bank.mine(blocks)),
    reorganise: (reorganisation) =>
      inTurn(() => {
        bank.reorganise(reorganisation);
        if (rhythm.isDueAtOnce()) bank.mine(1);
      }),
    stall: () => inTurn(() => rhythm.stall()),
    resume: () =>
      inTurn(() => {
        if (rhythm.resume()) bank.mine(1);
      }),
    drop: (hash) => inTurn(() => bank.drop(hash)),
    answers(method, fault) {
      if (methods[method] === undefined && method !== 'requestAirdrop') {
        throw new RangeError(`Nothing here is asked by ${method}.`);
      }
      faults.add(method, fault);
    },
    async stop() {
      rhythm.stop();
      await wire.close();
    },
  };
}

const vaultFigures = z.discriminatedUnion('how', [
  z.strictObject({ how: z.literal('close'), is: z.boolean() }),
  z.strictObject({ how: z.literal('bound'), room: z.coerce.bigint().nullable() }),
  z.strictObject({ how: z.literal('drain'), left: z.coerce.bigint() }),
  z.strictObject({ how: z.literal('refill') }),
  z.strictObject({ how: z.literal('lose'), bps: z.int().min(1).max(10_000) }),
]);

/** The same for whoever steers by a wire. */
function actsOn({ earnVault, passTime }: Pick<LocalSolana, 'earnVault' | 'passTime'>) {
  return {
    time: (figures: unknown) => passTime(z.strictObject({ ms: z.int().min(1_000) }).parse(figures).ms),
    async vault(figures: unknown) {
      const act = vaultFigures.parse(figures);
      switch (act.how) {
        case 'close':
          return earnVault.close(act.is);
        case 'bound':
          return earnVault.bound(act.room);
        case 'drain':
          return earnVault.drain(act.left);
        case 'refill':
          return earnVault.refill();
        case 'lose':
          return earnVault.lose(act.bps);
        default:
          return unreachable(act);
      }
    },
  };
}

function answer(parts: Parts, method: string, params: readonly unknown[]): Promise<RpcAnswer> {
  const { bank, inTurn, rhythm } = parts;
  return inTurn(async () => {
    if (method === 'requestAirdrop') return airdrop(parts, params);
    const call = Object.hasOwn(methods, method) ? methods[method] : undefined;
    if (call === undefined) return { error: RPC_ERRORS.methodNotFound(method) };
    const answered = call(bank, params);
    if (method === 'sendTransaction' && 'result' in answered && rhythm.isDueAtOnce()) bank.mine(1);
    return answered;
  });
}

async function airdrop(parts: Parts, params: readonly unknown[]): Promise<RpcAnswer> {
  const parsed = airdropParams.safeParse(params);
  if (!parsed.success) return { error: RPC_ERRORS.invalidParams('an address and lamports') };
  const [address, lamports] = parsed.data;
  const result = await grant(parts, address, 'SOL', lamports);
  if (parts.rhythm.isDueAtOnce()) parts.bank.mine(1);
  return { result };
}

/** It waits for the next block. */
async function grant(
  { bank, treasury }: Parts,
  address: Address,
  asset: 'SOL' | 'USDC',
  amount: bigint,
): Promise<Signature> {
  const { blockhash } = bank.block('processed');
  const lastValidBlockHeight = bank.lastValidHeight(blockhash) ?? 0n;
  const bytes = await treasury.grant(address, asset, amount, { blockhash, lastValidBlockHeight });
  const read = readTransaction(bytes);
  if (!read.ok) throw new Error(read.refusal);
  bank.take(read.value);
  return read.value.signature;
}
