// What of a request carries a transfer out, by the name that the database must have of it before.
import type { ChainNetwork } from '@diboas/networks';
import { orderedSendIn } from '@diboas/providers/testing';
import { GrpcTypes } from '@mysten/sui/grpc';
import { TransactionDataBuilder } from '@mysten/sui/transactions';
import { Transaction } from '@scure/btc-signer';

export interface DoorRequest {
  /** The method and the path: `POST /api/tx`. */
  readonly what: string;
  readonly contentType: string;
  readonly body: Buffer;
}

/** On Bitcoin and Sui the hash of the transaction, on Ethereum and Solana what the wallet provider calls the request. */
export interface NamedSend {
  readonly network: ChainNetwork;
  readonly name: string;
}

/** Null for a request that carries nothing out: a question, or a signature that is asked for. */
export function namedSendIn(asked: DoorRequest): NamedSend | null {
  const [method = '', path = ''] = asked.what.split(' ');
  if (method !== 'POST') return null;
  if (path === '/api/tx') return { network: 'bitcoin', name: bitcoinHash(asked.body.toString('utf8')) };
  if (path.endsWith('/ExecuteTransaction')) return { network: 'sui', name: suiDigest(asked) };
  return orderedSendIn({ path, body: asked.body });
}

function bitcoinHash(hex: string): string {
  const bytes = Uint8Array.from(Buffer.from(hex.trim(), 'hex'));
  return Transaction.fromRaw(bytes, { allowUnknownOutputs: true, disableScriptCheck: true }).id;
}

/** A byte of flags and four of the length stand before the message: the wire format of gRPC-web. */
const FRAME_HEAD = 5;

function suiDigest({ contentType, body }: DoorRequest): string {
  const frame = contentType.startsWith('application/grpc-web-text')
    ? Buffer.from(body.toString('latin1'), 'base64')
    : body;
  const message = frame.subarray(FRAME_HEAD, FRAME_HEAD + frame.readUInt32BE(1));
  const { transaction } = GrpcTypes.ExecuteTransactionRequest.fromBinary(Uint8Array.from(message));
  return TransactionDataBuilder.getDigestFromBytes(transaction?.bcs?.value ?? new Uint8Array());
}
