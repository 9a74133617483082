/** Errors as Kraken writes them: with a status of success, in a list. */
import type { WireAnswer } from '@diboas/sandbox-kit';

export const ERRORS = {
  INVALID_KEY: 'EAPI:Invalid key',
  INVALID_SIGNATURE: 'EAPI:Invalid signature',
  INVALID_NONCE: 'EAPI:Invalid nonce',
  API_RATE: 'EAPI:Rate limit exceeded',
  ORDER_RATE: 'EOrder:Rate limit exceeded',
  UNKNOWN_METHOD: 'EGeneral:Unknown method',
  INTERNAL: 'EGeneral:Internal error',
  UNKNOWN_PAIR: 'EQuery:Unknown asset pair',
  INSUFFICIENT_FUNDS: 'EOrder:Insufficient funds',
  ORDER_MINIMUM: 'EOrder:Order minimum not met',
  COST_MINIMUM: 'EOrder:Cost minimum not met',
  TICK_SIZE: 'EOrder:Tick size check failed',
  UNKNOWN_ORDER: 'EOrder:Unknown order',
  INVALID_ORDER: 'EOrder:Invalid order',
  CANCEL_ONLY: 'EService:Market in cancel_only mode',
  POST_ONLY: 'EService:Market in post_only mode',
  DEADLINE: 'EService:Deadline elapsed',
} as const;

export function invalid(argument: string): string {
  return `EGeneral:Invalid arguments:${argument}`;
}

export function errorAnswer(error: string): WireAnswer {
  return jsonAnswer({ error: [error] });
}

export function resultAnswer(result: unknown): WireAnswer {
  return jsonAnswer({ error: [], result });
}

function jsonAnswer(body: unknown): WireAnswer {
  return { status: 200, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
}

/** What stands before Kraken answers for it when it is away: a page for people. */
export function awayAnswer(): WireAnswer {
  return { status: 503, headers: { 'Content-Type': 'text/html' }, body: '<html>Service Unavailable</html>' };
}
