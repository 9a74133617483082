// From a request on the wire to the method it asks for, and back.

import type { AnswerFaults } from '../../wire/answer-faults.ts';
import type { ChainReply, ChainRequest } from '../../wire/public-wire.ts';
import type { SuiNode } from '../node/node.ts';
import { invalid } from '../node/refusal.ts';
import { EXECUTION_CALLS } from './execution-calls.ts';
import { formatGrpcMessages, formatGrpcRefusal, isGrpcWeb, readGrpcMessage } from './grpc-web.ts';
import { LEDGER_CALLS } from './ledger-calls.ts';
import { STATE_CALLS } from './state-calls.ts';

const METHODS = [...LEDGER_CALLS, ...STATE_CALLS, ...EXECUTION_CALLS];

export interface SuiServices {
  readonly node: SuiNode;
  readonly faults: AnswerFaults;
  /** Called after a transaction was executed, before its sender is answered. */
  executed(): void;
}

export function answerSui({ node, faults, executed }: SuiServices, request: ChainRequest): ChainReply {
  const { contentType, target, method: verb } = request;
  if (verb !== 'POST' || !isGrpcWeb(contentType)) return { status: 415, headers: {}, body: '' };
  const method = METHODS.find(({ path }) => path === target);
  if (method === undefined)
    return formatGrpcRefusal({ status: 'UNIMPLEMENTED', message: `${target} is not here` }, contentType);
  const message = readGrpcMessage(request);
  if (message === null) return formatGrpcRefusal(invalid('failed to decode a gRPC-web frame'), contentType);
  const fault = faults.take(method.name);
  if (fault === 'hang') return 'silent';
  if (fault === 'fail')
    return formatGrpcRefusal({ status: 'UNAVAILABLE', message: 'the node is overloaded' }, contentType);
  const answered = method.answer(node, message);
  if (method.name === 'ExecuteTransaction' && answered.ok) executed();
  if (fault === 'lose') return 'cut';
  return answered.ok
    ? formatGrpcMessages(answered.value, contentType)
    : formatGrpcRefusal(answered.refusal, contentType);
}

/** Whether something is asked by that name, for whoever asks for faults. */
export function isSuiMethod(name: string): boolean {
  return METHODS.some((method) => method.name === name);
}
