// What a node says of coins, transactions and checkpoints, as messages of `sui.rpc.v2`.

import { assert, type Instant } from '@diboas/kernel';
import { GrpcTypes } from '@mysten/sui/grpc';
import type { SuiFailure } from '../execution/failure.ts';
import type { SuiRun } from '../execution/run.ts';
import type { MoveStandIn } from '../move/stand-in.ts';
import type { SuiCheckpoint } from '../node/checkpoints.ts';
import type { ExecutedSui } from '../node/ledger.ts';
import type { SuiNode } from '../node/node.ts';
import { encodeCoin, encodeCoinContents, objectTypeOf, type SuiCoin } from '../objects/coin-object.ts';
import type { CoinChange } from '../objects/coin-store.ts';
import { encodeShared, type SuiShared } from '../objects/shared-object.ts';
import type { SharedChange } from '../objects/shared-store.ts';
import type { SuiTransaction } from '../transactions/transaction.ts';
import { showSuiTransaction } from './transaction-shape.ts';

export function showCoin(coin: SuiCoin): GrpcTypes.Object {
  return {
    objectId: coin.id,
    version: coin.version,
    digest: coin.digest,
    owner: showOwner(coin.owner),
    objectType: objectTypeOf(coin.coinType),
    hasPublicTransfer: true,
    previousTransaction: coin.previousTransaction,
    storageRebate: coin.storageRebate,
    balance: coin.balance,
    contents: { name: objectTypeOf(coin.coinType), value: encodeCoinContents(coin) },
    bcs: { name: 'Object', value: encodeCoin(coin) },
  };
}

export function showShared(shared: SuiShared): GrpcTypes.Object {
  const { id, version, digest, type, contents, sharedAt, previousTransaction, storageRebate } = shared;
  return {
    ...{ objectId: id, version, digest, owner: showSharedOwner(sharedAt), objectType: type },
    ...{ hasPublicTransfer: false, previousTransaction, storageRebate },
    contents: { name: type, value: contents },
    bcs: { name: 'Object', value: encodeShared(shared) },
  };
}

/** Nobody changes a package: its version is that of the package, and whoever upgrades it publishes another one. */
export function showMovePackage({ packageId, originalId, version, modules }: MoveStandIn): GrpcTypes.Object {
  return {
    ...{ objectId: packageId, version, objectType: 'package' },
    owner: { kind: GrpcTypes.Owner_OwnerKind.IMMUTABLE },
    package: {
      ...{ storageId: packageId, originalId, version, typeOrigins: [], linkage: [] },
      modules: Object.entries(modules).map(([name, contents]) => ({
        ...{ name, contents, datatypes: [], functions: [] },
      })),
    },
  };
}

/** Without a checkpoint and a time as long as no checkpoint holds it. */
export function showExecuted(node: SuiNode, executed: ExecutedSui): GrpcTypes.ExecutedTransaction {
  const { digest, bytes, signatures, transaction, run, epoch } = executed;
  const checkpoint = node.ledger.checkpointOf(digest);
  const sealed = checkpoint === null ? null : node.checkpoints.at(checkpoint);
  return {
    digest,
    transaction: {
      ...showSuiTransaction(transaction),
      digest,
      bcs: { name: 'TransactionData', value: bytes },
    },
    signatures: signatures.map((value) => ({
      bcs: { name: 'UserSignature', value },
      signature: { oneofKind: undefined },
    })),
    effects: showEffects(run, { digest, epoch }),
    balanceChanges: showBalanceChanges(run),
    events: showEvents(run, transaction),
    ...(sealed === null ? {} : { checkpoint: sealed.sequence, timestamp: showTime(sealed.at) }),
  };
}

export function showEffects(
  run: SuiRun,
  { digest, epoch }: { readonly digest: string; readonly epoch: bigint },
): GrpcTypes.TransactionEffects {
  const gasChange = run.changes.find(({ before }) => before?.id === run.gasCoin);
  return {
    version: 2,
    status: run.failure === null ? { success: true } : { success: false, error: showFailure(run.failure) },
    epoch,
    gasUsed: { ...run.gasUsed },
    transactionDigest: digest,
    ...(gasChange === undefined ? {} : { gasObject: showChange(gasChange, run.version) }),
    dependencies: [...run.dependencies],
    lamportVersion: run.version,
    changedObjects: [
      ...run.changes.map((change) => showChange(change, run.version)),
      ...run.sharedChanges.map((change) => showSharedChange(change, run.version)),
    ],
    unchangedConsensusObjects: [],
    unchangedLoadedRuntimeObjects: [],
  };
}

export function showBalanceChanges({ balanceChanges }: SuiRun): GrpcTypes.BalanceChange[] {
  return balanceChanges.map(({ owner, coinType, amount }) => ({
    address: owner,
    coinType,
    amount: amount.toString(),
  }));
}

export function showEvents(
  { events }: Pick<SuiRun, 'events'>,
  { sender }: Pick<SuiTransaction, 'sender'>,
): GrpcTypes.TransactionEvents {
  return {
    events: events.map(({ packageId, module, type, contents }) => ({
      ...{ packageId, module, sender, eventType: type, contents: { name: type, value: contents } },
    })),
  };
}

export function showCheckpoint(node: SuiNode, checkpoint: SuiCheckpoint): GrpcTypes.Checkpoint {
  const { sequence, digest, epoch, at, transactions } = checkpoint;
  const summary = { digest, epoch, sequenceNumber: sequence, timestamp: showTime(at) };
  return GrpcTypes.Checkpoint.create({
    sequenceNumber: sequence,
    digest,
    summary,
    transactions: transactions.map((one) => {
      const executed = node.ledger.executed(one);
      assert(executed !== null, 'what is in a checkpoint was executed');
      return showExecuted(node, executed);
    }),
  });
}

export function showTime(at: Instant): { seconds: bigint; nanos: number } {
  return { seconds: BigInt(Math.floor(at / 1_000)), nanos: (at % 1_000) * 1_000_000 };
}

function showOwner(address: string): GrpcTypes.Owner {
  return { kind: GrpcTypes.Owner_OwnerKind.ADDRESS, address };
}

function showSharedOwner(sharedAt: bigint): GrpcTypes.Owner {
  return { kind: GrpcTypes.Owner_OwnerKind.SHARED, version: sharedAt };
}

function showSharedChange({ before, after }: SharedChange, version: bigint): GrpcTypes.ChangedObject {
  const owner = showSharedOwner(before.sharedAt);
  return {
    ...{ objectId: before.id, objectType: before.type },
    idOperation: GrpcTypes.ChangedObject_IdOperation.NONE,
    inputState: GrpcTypes.ChangedObject_InputObjectState.EXISTS,
    ...{ inputVersion: before.version, inputDigest: before.digest, inputOwner: owner },
    outputState: GrpcTypes.ChangedObject_OutputObjectState.OBJECT_WRITE,
    ...{ outputVersion: version, outputDigest: after.digest, outputOwner: owner },
  };
}

function showChange({ before, after }: CoinChange, version: bigint): GrpcTypes.ChangedObject {
  const coin = after ?? before;
  assert(coin !== null, 'a change is of something');
  const operations = GrpcTypes.ChangedObject_IdOperation;
  const inputs = GrpcTypes.ChangedObject_InputObjectState;
  const outputs = GrpcTypes.ChangedObject_OutputObjectState;
  const input =
    before === null
      ? { inputState: inputs.DOES_NOT_EXIST }
      : {
          inputState: inputs.EXISTS,
          inputVersion: before.version,
          inputDigest: before.digest,
          inputOwner: showOwner(before.owner),
        };
  const output =
    after === null
      ? { outputState: outputs.DOES_NOT_EXIST }
      : {
          outputState: outputs.OBJECT_WRITE,
          outputVersion: version,
          outputDigest: after.digest,
          outputOwner: showOwner(after.owner),
        };
  const idOperation =
    before === null ? operations.CREATED : after === null ? operations.DELETED : operations.NONE;
  return { objectId: coin.id, objectType: objectTypeOf(coin.coinType), idOperation, ...input, ...output };
}

function showFailure(failure: SuiFailure): GrpcTypes.ExecutionError {
  const kind = GrpcTypes.ExecutionError_ExecutionErrorKind[failure.kind];
  switch (failure.kind) {
    case 'INSUFFICIENT_GAS':
      return { kind, description: 'InsufficientGas', errorDetails: { oneofKind: undefined } };
    case 'INSUFFICIENT_COIN_BALANCE':
      return {
        kind,
        description: `InsufficientCoinBalance in command ${failure.command}`,
        command: BigInt(failure.command),
        errorDetails: { oneofKind: undefined },
      };
    case 'MOVE_ABORT': {
      const { command, packageId, abort } = failure;
      const { module, code: abortCode, ...called } = abort;
      const location = { package: packageId, module, functionName: called.function };
      return {
        kind,
        description: `MoveAbort(${packageId}::${module}::${called.function}, ${abortCode}) in command ${command}`,
        command: BigInt(command),
        errorDetails: { oneofKind: 'abort', abort: { abortCode, location } },
      };
    }
    case 'UNUSED_VALUE_WITHOUT_DROP': {
      const { command: index, part: subresult } = failure;
      return {
        kind,
        description: `UnusedValueWithoutDrop { result_idx: ${index}, secondary_idx: ${subresult} }`,
        errorDetails: { oneofKind: 'indexError', indexError: { index, subresult } },
      };
    }
    case 'COMMAND_ARGUMENT_ERROR': {
      const { argument, fault, command } = failure;
      const argumentKind = GrpcTypes.CommandArgumentError_CommandArgumentErrorKind[fault];
      return {
        kind,
        description: `CommandArgumentError { arg_idx: ${argument}, kind: ${fault} } in command ${command}`,
        command: BigInt(command),
        errorDetails: {
          oneofKind: 'commandArgumentError',
          commandArgumentError: { argument, kind: argumentKind },
        },
      };
    }
  }
}
