// `LedgerService`: the chain itself, objects at their versions, transactions, checkpoints, the epoch.

import { accept, type Outcome, refuse } from '@diboas/kernel';
import { GrpcTypes } from '@mysten/sui/grpc';
import { isValidSuiAddress, normalizeSuiAddress } from '@mysten/sui/utils';
import type { MoveStandIn } from '../move/stand-in.ts';
import type { SuiNode } from '../node/node.ts';
import { invalid, type SuiRefusal } from '../node/refusal.ts';
import type { SuiShared } from '../objects/shared-object.ts';
import { type GrpcMethod, streaming, unary } from './call.ts';
import { pickFields } from './mask.ts';
import { showCheckpoint, showCoin, showExecuted, showMovePackage, showShared, showTime } from './shapes.ts';
import { listTransactions } from './transaction-list.ts';

const service = 'LedgerService';
const OBJECT_FIELDS = ['object_id', 'version', 'digest'];
const TRANSACTION_FIELDS = ['digest'];
const CHECKPOINT_FIELDS = ['sequence_number', 'digest'];
const EPOCH_FIELDS = ['epoch', 'start', 'reference_gas_price', 'protocol_config.protocol_version'];
const PROTOCOL_VERSION = 100n;
const NOT_FOUND = 5;

export const LEDGER_CALLS: readonly GrpcMethod[] = [
  unary({
    service,
    name: 'GetServiceInfo',
    request: GrpcTypes.GetServiceInfoRequest,
    reply: GrpcTypes.GetServiceInfoResponse,
    answer(node) {
      const { sequence, at } = node.checkpoints.latest();
      const { chainId, epoch } = node.now();
      return accept({
        chainId,
        chain: 'unknown',
        epoch,
        checkpointHeight: sequence,
        timestamp: showTime(at),
        lowestAvailableCheckpoint: 0n,
        lowestAvailableCheckpointObjects: 0n,
        server: 'local-chain/0',
      });
    },
  }),
  unary({
    service,
    name: 'GetObject',
    request: GrpcTypes.GetObjectRequest,
    reply: GrpcTypes.GetObjectResponse,
    answer(node, { readMask, ...asked }) {
      const found = findObject(node, asked, readMask?.paths ?? OBJECT_FIELDS);
      return found.ok ? accept({ object: found.value }) : found;
    },
  }),
  unary({
    service,
    name: 'BatchGetObjects',
    request: GrpcTypes.BatchGetObjectsRequest,
    reply: GrpcTypes.BatchGetObjectsResponse,
    answer: (node, { requests, readMask }) =>
      accept({
        objects: requests.map((asked) => {
          const found = findObject(node, asked, readMask?.paths ?? OBJECT_FIELDS);
          if (found.ok) return { result: { oneofKind: 'object' as const, object: found.value } };
          return { result: { oneofKind: 'error' as const, error: showMissing(found.refusal) } };
        }),
      }),
  }),
  unary({
    service,
    name: 'GetTransaction',
    request: GrpcTypes.GetTransactionRequest,
    reply: GrpcTypes.GetTransactionResponse,
    answer(node, { digest = '', readMask }) {
      const found = findExecuted(node, digest, readMask?.paths ?? TRANSACTION_FIELDS);
      return found.ok ? accept({ transaction: found.value }) : found;
    },
  }),
  unary({
    service,
    name: 'BatchGetTransactions',
    request: GrpcTypes.BatchGetTransactionsRequest,
    reply: GrpcTypes.BatchGetTransactionsResponse,
    answer: (node, { digests, readMask }) =>
      accept({
        transactions: digests.map((digest) => {
          const found = findExecuted(node, digest, readMask?.paths ?? TRANSACTION_FIELDS);
          if (found.ok) return { result: { oneofKind: 'transaction' as const, transaction: found.value } };
          return { result: { oneofKind: 'error' as const, error: showMissing(found.refusal) } };
        }),
      }),
  }),
  unary({
    service,
    name: 'GetCheckpoint',
    request: GrpcTypes.GetCheckpointRequest,
    reply: GrpcTypes.GetCheckpointResponse,
    answer(node, { checkpointId: asked, readMask }) {
      const found =
        asked.oneofKind === 'sequenceNumber'
          ? node.checkpoints.at(asked.sequenceNumber)
          : asked.oneofKind === 'digest'
            ? node.checkpoints.byDigest(asked.digest)
            : node.checkpoints.latest();
      if (found === null) return refuse({ status: 'NOT_FOUND', message: 'Checkpoint not found' });
      const fields = pickFields(showCheckpoint(node, found), readMask?.paths ?? CHECKPOINT_FIELDS);
      return accept({ checkpoint: GrpcTypes.Checkpoint.create(fields) });
    },
  }),
  unary({
    service,
    name: 'GetEpoch',
    request: GrpcTypes.GetEpochRequest,
    reply: GrpcTypes.GetEpochResponse,
    answer(node, { epoch, readMask }) {
      if (epoch !== undefined && epoch !== node.now().epoch)
        return refuse({ status: 'NOT_FOUND', message: `Epoch ${epoch} not found` });
      const fields = pickFields(showEpoch(node), readMask?.paths ?? EPOCH_FIELDS);
      return accept({ epoch: GrpcTypes.Epoch.create(fields) });
    },
  }),
  streaming({
    service,
    name: 'ListTransactions',
    request: GrpcTypes.ListTransactionsRequest,
    reply: GrpcTypes.ListTransactionsResponse,
    answer: (node, request) => listTransactions(node, request, request.readMask?.paths ?? TRANSACTION_FIELDS),
  }),
];

function findObject(
  { ledger: { coins }, now, packages }: SuiNode,
  { objectId = '', version }: { readonly objectId?: string; readonly version?: bigint },
  fields: readonly string[],
): Outcome<GrpcTypes.Object, SuiRefusal> {
  if (!isValidSuiAddress(objectId)) return refuse(invalid('invalid object_id'));
  const id = normalizeSuiAddress(objectId);
  const coin = version === undefined ? coins.current(id) : coins.at(id, version);
  const shared = now().sharedOf(id);
  const standIn = packages.get(id);
  const isOther = version !== undefined && version !== shared?.version && version !== standIn?.version;
  const shown = coin !== null ? showCoin(coin) : isOther ? null : showOther(shared, standIn);
  if (shown === null) return refuse({ status: 'NOT_FOUND', message: `Object ${id} not found` });
  return accept(GrpcTypes.Object.create(pickFields(shown, fields)));
}

function showOther(shared: SuiShared | null, standIn: MoveStandIn | undefined): GrpcTypes.Object | null {
  if (shared !== null) return showShared(shared);
  return standIn === undefined ? null : showMovePackage(standIn);
}

function findExecuted(
  node: SuiNode,
  digest: string,
  fields: readonly string[],
): Outcome<GrpcTypes.ExecutedTransaction, SuiRefusal> {
  const executed = node.ledger.executed(digest);
  if (executed === null) return refuse({ status: 'NOT_FOUND', message: `Transaction ${digest} not found` });
  return accept(GrpcTypes.ExecutedTransaction.create(pickFields(showExecuted(node, executed), fields)));
}

function showMissing({ message }: SuiRefusal) {
  return { code: NOT_FOUND, message, details: [] };
}

function showEpoch(node: SuiNode): GrpcTypes.Epoch {
  const { epoch, referenceGasPrice } = node.now();
  const startedAt = node.epochStartedAt();
  return GrpcTypes.Epoch.create({
    epoch,
    referenceGasPrice,
    start: showTime(startedAt),
    protocolConfig: { protocolVersion: PROTOCOL_VERSION, featureFlags: {}, attributes: {} },
    systemState: {
      version: 2n,
      epoch,
      protocolVersion: PROTOCOL_VERSION,
      referenceGasPrice,
      epochStartTimestampMs: BigInt(startedAt),
      safeMode: false,
    },
  });
}
