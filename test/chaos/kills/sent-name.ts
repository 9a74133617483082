// What of a request carries a transfer out, by the name that the database must have of it before.
import type { ChainNetwork } from '@diboas/networks';
import { orderedSendIn } from '@diboas/providers/testing';
import { GrpcTypes } from '@mysten/sui/grpc';
import { TransactionDataBuilder } from '@mysten/sui/transactions';
import { Transaction } from '@scure/btc-signer';
import { getBase58Decoder, getTransactionDecoder } from '@solana/kit';
import { keccak256 } from 'viem';
import { z } from 'zod';

export interface DoorRequest {
  /** The method and the path: `POST /api/tx`. */
  readonly what: string;
  readonly contentType: string;
  readonly body: Buffer;
}

/**
 * The hash of the transaction where we send it ourselves, as on Bitcoin and Sui, a swap on Ethereum and a crossing on Solana; what the
 * wallet provider calls the request where that sends.
 */
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
  const swap = rawEthereumIn(asked);
  if (swap !== null) return { network: 'ethereum', name: swap };
  const crossing = rawSolanaIn(asked);
  if (crossing !== null) return { network: 'solana', name: crossing };
  return orderedSendIn({ path, body: asked.body });
}

const rawShape = z.object({
  method: z.literal('eth_sendRawTransaction'),
  params: z.tuple([z.string().regex(/^0x[0-9a-f]+$/)]),
});

/** The hash of what a node of Ethereum is handed; null for any other request. */
function rawEthereumIn({ contentType, body }: DoorRequest): string | null {
  if (!contentType.startsWith('application/json') || !body.includes('eth_sendRawTransaction')) return null;
  const read = rawShape.safeParse(JSON.parse(body.toString('utf8')));
  return read.success ? keccak256(`0x${read.data.params[0].slice(2)}`) : null;
}

const solanaShape = z.object({ method: z.literal('sendTransaction'), params: z.array(z.unknown()).min(1) });

/** The first signature of what a node of Solana is handed; null for any other request. */
function rawSolanaIn({ contentType, body }: DoorRequest): string | null {
  if (!contentType.startsWith('application/json') || !body.includes('sendTransaction')) return null;
  const read = solanaShape.safeParse(JSON.parse(body.toString('utf8')));
  if (!read.success) return null;
  const bytes = Buffer.from(z.base64().parse(read.data.params[0]), 'base64');
  const [first] = Object.values(getTransactionDecoder().decode(bytes).signatures);
  return first ? getBase58Decoder().decode(first) : null;
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
