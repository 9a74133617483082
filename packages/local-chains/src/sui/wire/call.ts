// One method of one service: how its request is read, what it answers, and how that is written.

import { accept, type Outcome, refuse } from '@diboas/kernel';
import type { SuiNode } from '../node/node.ts';
import { invalid, type SuiRefusal } from '../node/refusal.ts';

/** A message as the library reads and writes it. */
interface Codec<Message> {
  fromBinary(bytes: Uint8Array): Message;
  toBinary(message: Message): Uint8Array;
}

export interface GrpcMethod {
  /** `GetEpoch`: also the name by which faults of answers are asked for. */
  readonly name: string;
  readonly path: string;
  answer(node: SuiNode, message: Uint8Array): Outcome<readonly Uint8Array[], SuiRefusal>;
}

interface Streaming<Request, Reply> {
  /** `LedgerService` */
  readonly service: string;
  readonly name: string;
  readonly request: Codec<Request>;
  readonly reply: Codec<Reply>;
  answer(node: SuiNode, request: Request): Outcome<readonly Reply[], SuiRefusal>;
}

interface Unary<Request, Reply> extends Omit<Streaming<Request, Reply>, 'answer'> {
  answer(node: SuiNode, request: Request): Outcome<Reply, SuiRefusal>;
}

export function unary<Request, Reply>(method: Unary<Request, Reply>): GrpcMethod {
  return streaming({
    ...method,
    answer(node, request) {
      const answered = method.answer(node, request);
      return answered.ok ? accept([answered.value]) : answered;
    },
  });
}

export function streaming<Request, Reply>(method: Streaming<Request, Reply>): GrpcMethod {
  const { service, name, request: requests, reply } = method;
  return {
    name,
    path: `/sui.rpc.v2.${service}/${name}`,
    answer(node, message) {
      const request = readWith(requests, message);
      if (request === null) return refuse(invalid('failed to decode Protobuf message'));
      const answered = method.answer(node, request);
      return answered.ok ? accept(answered.value.map((one) => reply.toBinary(one))) : answered;
    },
  };
}

function readWith<Message>(codec: Codec<Message>, bytes: Uint8Array): Message | null {
  try {
    return codec.fromBinary(bytes);
  } catch {
    // The codec refuses by throwing what is cut off.
    return null;
  }
}
