// gRPC-web over HTTP/1.1: messages in frames of five bytes and a body, the status in a frame of its own at the end, or
// in headers where there is nothing else to say. As base64 where the caller asks for text. Source: PROTOCOL-WEB.md.

import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import type { ChainAnswer, ChainRequest } from '../../wire/public-wire.ts';
import type { SuiRefusal } from '../node/refusal.ts';

const MESSAGE_FRAME = 0x00;
const TRAILER_FRAME = 0x80;
const HEAD_BYTES = 5;

/** Numbers of the statuses that this wire answers. */
const STATUS_NUMBERS: Readonly<Record<SuiRefusal['status'], number>> = {
  INVALID_ARGUMENT: 3,
  NOT_FOUND: 5,
  UNIMPLEMENTED: 12,
  UNAVAILABLE: 14,
};

/** The one message of a call; null when the body holds none. */
export function readGrpcMessage({ contentType, body }: ChainRequest): Uint8Array | null {
  const bytes = isText(contentType) ? Buffer.from(body.toString('latin1'), 'base64') : body;
  if (bytes.length < HEAD_BYTES || bytes[0] !== MESSAGE_FRAME) return null;
  const length = bytes.readUInt32BE(1);
  if (bytes.length !== HEAD_BYTES + length) return null;
  return new Uint8Array(bytes.subarray(HEAD_BYTES));
}

export function formatGrpcMessages(messages: readonly Uint8Array[], contentType: string): ChainAnswer {
  const frames = messages.map((message) => frame(MESSAGE_FRAME, message));
  const body = concatBytes(...frames, frame(TRAILER_FRAME, utf8ToBytes('grpc-status: 0\r\n')));
  const text = isText(contentType);
  return {
    status: 200,
    headers: { 'content-type': answerType(contentType) },
    body: text ? Buffer.from(body).toString('base64') : body,
  };
}

export function formatGrpcRefusal({ status, message }: SuiRefusal, contentType: string): ChainAnswer {
  return {
    status: 200,
    headers: {
      'content-type': answerType(contentType),
      'grpc-status': STATUS_NUMBERS[status].toString(),
      // Percent signs and whatever is not printable ASCII, as the protocol wants it in a header.
      'grpc-message': message.replace(/[^ -$&-~]/gu, encodeURIComponent),
    },
    body: '',
  };
}

export function isGrpcWeb(contentType: string): boolean {
  return /^application\/grpc-web(-text)?(\+proto)?$/.test(contentType);
}

function isText(contentType: string): boolean {
  return contentType.startsWith('application/grpc-web-text');
}

function answerType(contentType: string): string {
  return isText(contentType) ? 'application/grpc-web-text+proto' : 'application/grpc-web+proto';
}

function frame(kind: number, bytes: Uint8Array): Uint8Array {
  const head = new Uint8Array(HEAD_BYTES);
  const view = new DataView(head.buffer);
  view.setUint8(0, kind);
  view.setUint32(1, bytes.length);
  return concatBytes(head, bytes);
}
