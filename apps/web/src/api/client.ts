import { accept, type Outcome, refuse } from '@diboas/kernel';
import { type Problem, problem, ROUTES, type RouteName } from '@diboas/protocol';
import type * as z from 'zod/mini';
import { timeoutSignal } from '../first/capabilities.ts';

type Route<N extends RouteName> = (typeof ROUTES)[N];
type Given<N extends RouteName, Key extends string, As extends string> =
  Route<N> extends Record<Key, infer S extends z.ZodMiniType> ? { readonly [K in As]: z.input<S> } : unknown;

export type CallInput<N extends RouteName> = Given<N, 'params', 'params'> &
  Given<N, 'body', 'body'> &
  Given<N, 'headers', 'headers'> & { readonly query?: Readonly<Record<string, string>> };

export type CallAnswer<N extends RouteName> = z.infer<Route<N>['answer']>;

/**
 * Why a call gave nothing. `refused` is the server's own no. `no_answer` means that nobody knows whether the call
 * arrived: the network is gone, it took too long, or what came back was not the server's.
 */
export type CallRefusal =
  | { readonly kind: 'refused'; readonly problem: Problem }
  | { readonly kind: 'no_answer'; readonly cause: unknown };

export type Call = <N extends RouteName>(
  name: N,
  input: CallInput<N>,
) => Promise<Outcome<CallAnswer<N>, CallRefusal>>;

const TIMEOUT_MS = 30_000;
/** The calls of a submit, one after the other, leave nobody waiting for longer than half a minute (W30). */
const SHORTER_MS: Partial<Record<RouteName, number>> = {
  sendDraftEvent: 8_000,
  confirm: 14_000,
  findTransactionByKey: 8_000,
};

/** The typed client of the API: builds the request from the route's description and checks what comes back. */
export function createCall({
  fetch,
  onSignedOut,
  onReach,
  onTime,
}: {
  fetch: typeof globalThis.fetch;
  onSignedOut: () => void;
  /** Told after every call whether the server itself had answered it. */
  onReach: (isReached: boolean) => void;
  /** Told what time the server says it is, with every answer of anybody's on the way to it. */
  onTime: (date: string | null) => void;
}): Call {
  return async (name, input) => {
    const given = input as Partial<Record<'params' | 'query' | 'headers', Record<string, string>>> & {
      body?: unknown;
    };
    const route = ROUTES[name];
    const request: RequestInit = {
      method: route.method,
      credentials: 'same-origin',
      signal: timeoutSignal(SHORTER_MS[name] ?? TIMEOUT_MS) ?? null,
      headers: { accept: 'application/json', ...given.headers },
    };
    if (given.body !== undefined) {
      request.body = JSON.stringify(given.body);
      request.headers = { ...request.headers, 'content-type': 'application/json' };
    }
    try {
      const response = await fetch(urlOf(route.path, given.params, given.query), request);
      onTime(response.headers.get('date'));
      const json: unknown = await response.json();
      if (response.status === route.status) {
        const answer = route.answer.parse(json) as CallAnswer<typeof name>;
        onReach(true);
        return accept(answer);
      }
      const refusal = problem.parse(json);
      onReach(true);
      if (refusal.code === 'not_signed_in') onSignedOut();
      return refuse({ kind: 'refused', problem: refusal });
    } catch (cause) {
      onReach(false);
      return refuse({ kind: 'no_answer', cause });
    }
  };
}

function urlOf(
  path: string,
  params: Record<string, string> = {},
  query: Record<string, string> = {},
): string {
  const filled = path.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(params[key] ?? ''));
  const search = new URLSearchParams(query).toString();
  return search ? `${filled}?${search}` : filled;
}
