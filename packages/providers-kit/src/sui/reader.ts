// What is asked of Sui's public wire beside what everybody asks: objects of packages, coins of any kind, what a program would come to, and
// what one changed for us. Source: https://docs.sui.io/references/fullnode-protocol.
import { accept, type Outcome, refuse } from '@diboas/kernel';
import type { NetworkFacts } from '@diboas/networks';
import { GrpcTypes, RpcError, SuiGrpcClient } from '@mysten/sui/grpc';
import { normalizeStructTag, normalizeSuiAddress } from '@mysten/sui/utils';
import { z } from 'zod';

/** A coin at one version, as a program names it. */
export interface OwnCoin {
  /** `<object>@<version>` */
  readonly name: string;
  readonly digest: string;
  /** Minor units. */
  readonly units: bigint;
}

/** What a program would come to now. `refused`: nobody would carry it out as it is. */
export type SimulatedSui =
  | { readonly kind: 'done'; readonly fee: NetworkFacts['sui']['feeFacts'] }
  | { readonly kind: 'aborted'; readonly module: string; readonly code: bigint }
  | { readonly kind: 'out_of_gas' | 'failed' | 'refused' };

/** What a transaction changed at an address. */
export interface SuiChanges {
  readonly sender: string;
  readonly isDone: boolean;
  /** What came, or below nothing what left, of a coin by its type. */
  of(coinType: string): bigint;
}

export interface SuiReader {
  /** In one answer, in their order; null for what is not there. */
  objects(
    ids: readonly string[],
    paths: readonly string[],
  ): Promise<Outcome<readonly (GrpcTypes.Object | null)[], 'unavailable'>>;
  coins(owner: string, coinType: string): Promise<Outcome<readonly OwnCoin[], 'unavailable'>>;
  epoch(): Promise<Outcome<SuiEpoch, 'unavailable'>>;
  /** @param program `TransactionData` @param price MIST a unit of gas in it */
  simulate(program: Uint8Array, price: bigint): Promise<Outcome<SimulatedSui, 'unavailable'>>;
  /** Null where the node knows no such transaction. */
  changes(digest: string, owner: string): Promise<Outcome<SuiChanges | null, 'unavailable'>>;
}

const epochShape = z.object({
  epoch: z.object({ epoch: z.bigint(), referenceGasPrice: z.bigint().positive() }),
});
export type SuiEpoch = z.output<typeof epochShape>['epoch'];

const coinsShape = z.object({
  objects: z.array(
    z.object({ objectId: z.string(), version: z.bigint(), digest: z.string(), balance: z.bigint() }),
  ),
});
const trialShape = z.object({
  transaction: z.object({
    effects: z.object({
      status: z.object({
        success: z.boolean(),
        error: z
          .object({
            kind: z.number(),
            errorDetails: z.looseObject({
              abort: z
                .object({ abortCode: z.bigint(), location: z.object({ module: z.string() }) })
                .optional(),
            }),
          })
          .optional(),
      }),
      gasUsed: z.object({ computationCost: z.bigint(), storageCost: z.bigint(), storageRebate: z.bigint() }),
    }),
  }),
});
const changesShape = z.object({
  transaction: z.object({
    transaction: z.object({ sender: z.string() }),
    effects: z.object({ status: z.object({ success: z.boolean() }) }),
    balanceChanges: z.array(
      z.object({ address: z.string(), coinType: z.string(), amount: z.string().regex(/^-?\d{1,38}$/) }),
    ),
  }),
});

/** Coins that are looked at: more than one program may spend. */
const COINS_MAX = 500;
const CHANGES = ['transaction.sender', 'effects.status', 'balance_changes'];

export function createSuiReader(node: { readonly url: string; readonly timeoutMs: number }): SuiReader {
  // Nothing is looked up by a name, so which of the networks it is does not matter.
  const client = new SuiGrpcClient({ network: 'custom', baseUrl: node.url });
  const { ledgerService, stateService, transactionExecutionService } = client;
  const options = () => ({ abort: AbortSignal.timeout(node.timeoutMs) });
  return {
    objects: (ids, paths) =>
      orUnavailable(async () => {
        const asked = {
          requests: ids.map((objectId) => ({ objectId })),
          readMask: { paths: [...paths] },
        };
        const { response } = await ledgerService.batchGetObjects(asked, options());
        return response.objects.map(({ result }) => (result.oneofKind === 'object' ? result.object : null));
      }),
    coins: (owner, coinType) =>
      orUnavailable(async () => {
        const readMask = { paths: ['object_id', 'version', 'digest', 'balance'] };
        const objectType = `0x2::coin::Coin<${coinType}>`;
        const asked = { owner, objectType, readMask, pageSize: COINS_MAX };
        const { response } = await stateService.listOwnedObjects(asked, options());
        return coinsShape.parse(response).objects.map(({ objectId, version, digest, balance }) => ({
          ...{ name: `${objectId}@${version}`, digest, units: balance },
        }));
      }),
    epoch: () =>
      orUnavailable(async () => {
        const readMask = { paths: ['epoch', 'reference_gas_price'] };
        const { response } = await ledgerService.getEpoch({ readMask }, options());
        return epochShape.parse(response).epoch;
      }),
    simulate: (value, price) =>
      orUnavailable(async () => {
        const asked = {
          transaction: { bcs: { value } },
          readMask: { paths: ['transaction.effects'] },
        };
        return await orRefused(async () => {
          const simulated = transactionExecutionService.simulateTransaction(asked, options());
          return readTrial((await simulated).response, price);
        });
      }),
    changes: (digest, owner) =>
      orUnavailable(async () => {
        const found = await orMissing(() =>
          ledgerService.getTransaction({ digest, readMask: { paths: CHANGES } }, options()),
        );
        return found === null ? null : readChanges(found.response, owner);
      }),
  };
}

function readTrial(response: GrpcTypes.SimulateTransactionResponse, price: bigint): SimulatedSui {
  const { status, gasUsed } = trialShape.parse(response).transaction.effects;
  if (status.success) {
    const { computationCost, storageCost, storageRebate } = gasUsed;
    const computationUnits = (computationCost + price - 1n) / price;
    return { kind: 'done', fee: { referenceGasPrice: price, computationUnits, storageCost, storageRebate } };
  }
  const kinds = GrpcTypes.ExecutionError_ExecutionErrorKind;
  if (status.error?.kind === kinds.INSUFFICIENT_GAS) return { kind: 'out_of_gas' };
  const abort = status.error?.errorDetails.abort;
  if (abort === undefined) return { kind: 'failed' };
  return { kind: 'aborted', module: abort.location.module, code: abort.abortCode };
}

function readChanges(response: GrpcTypes.GetTransactionResponse, owner: string): SuiChanges {
  const { transaction, effects, balanceChanges } = changesShape.parse(response).transaction;
  const own = balanceChanges.filter(
    ({ address }) => normalizeSuiAddress(address) === normalizeSuiAddress(owner),
  );
  return {
    sender: normalizeSuiAddress(transaction.sender),
    isDone: effects.status.success,
    of(coinType) {
      const type = normalizeStructTag(coinType);
      const found = own.filter((one) => normalizeStructTag(one.coinType) === type);
      return found.reduce((sum, { amount }) => sum + BigInt(amount), 0n);
    },
  };
}

/** No answer, and one that cannot be read, are silence. */
async function orUnavailable<Value>(ask: () => Promise<Value>): Promise<Outcome<Value, 'unavailable'>> {
  try {
    return accept(await ask());
  } catch (error) {
    if (error instanceof RpcError || error instanceof z.ZodError) return refuse('unavailable');
    throw error;
  }
}

async function orMissing<Value>(ask: () => PromiseLike<Value>): Promise<Value | null> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof RpcError && error.code === 'NOT_FOUND') return null;
    throw error;
  }
}

/** What a node answers where it looks at a program and says no to it. */
const SAID_NO: ReadonlySet<string> = new Set(['INVALID_ARGUMENT', 'NOT_FOUND', 'FAILED_PRECONDITION']);

async function orRefused(ask: () => Promise<SimulatedSui>): Promise<SimulatedSui> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof RpcError && SAID_NO.has(error.code)) return { kind: 'refused' };
    throw error;
  }
}
