import { accept, type Outcome, refuse } from '@diboas/kernel';
import {
  type Problem,
  problem,
  type RefusalOf,
  type ROUTES,
  type Route,
  type RouteName,
  refusalsIn,
} from '@diboas/protocol';
import type * as z from 'zod/mini';
import { type CallRefusal, jsonRequest, type Patience, TIMEOUT_MS } from './answer.ts';

type RouteOf<Name extends RouteName> = (typeof ROUTES)[Name];
type Given<Name extends RouteName, Key extends string> =
  RouteOf<Name> extends Record<Key, infer Schema extends z.ZodMiniType>
    ? { readonly [K in Key]: z.input<Schema> }
    : unknown;

/** What a route takes, by the parts that it documents. */
export type CallInput<Name extends RouteName> = Given<Name, 'params'> &
  Given<Name, 'body'> &
  Given<Name, 'headers'> & { readonly query?: Readonly<Record<string, string>> };

export type CallAnswer<Name extends RouteName> = z.infer<RouteOf<Name>['answer']>;

/** Calls a route by its name. What it is refused with is one of the codes that the route documents. */
export type Call<Names extends RouteName = RouteName> = <Name extends Names>(
  name: Name,
  input: CallInput<Name>,
) => Promise<Outcome<CallAnswer<Name>, CallRefusal<RefusalOf<Name>>>>;

export interface CallOptions<Names extends RouteName = RouteName> {
  /** What is said of a route; a page that calls few need not have them all. */
  readonly routeOf: (name: Names) => Route | Promise<Route>;
  readonly fetch: typeof globalThis.fetch;
  readonly patience: Patience;
  /** How long in milliseconds a call may take whose caller waits less long than usual. */
  readonly shorterMs?: Partial<Record<RouteName, number>>;
  readonly onSignedOut: () => void;
  /** Told after every call whether the server itself had answered it. */
  readonly onReach: (isReached: boolean) => void;
  /** Told what time the server says it is, with every answer of anybody's on the way to it. */
  readonly onTime: (date: string | null) => void;
}

/** The typed client of the API: builds the request from the route's description and checks what comes back. */
export function createCall<Names extends RouteName = RouteName>({
  routeOf,
  fetch,
  patience,
  shorterMs = {},
  onSignedOut,
  onReach,
  onTime,
}: CallOptions<Names>): Call<Names> {
  return async (name, input) => {
    const { params, query, headers = {}, body } = input as Loose;
    const signal = patience(shorterMs[name] ?? TIMEOUT_MS);
    try {
      const route = await routeOf(name);
      const request = jsonRequest(route.method, { body, headers, signal });
      const response = await fetch(urlOf(route.path, params, query), request);
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
      return isDocumented<typeof name>(route, refusal)
        ? refuse({ kind: 'refused', problem: refusal })
        : refuse({ kind: 'no_answer', cause: refusal });
    } catch (cause) {
      onReach(false);
      return refuse({ kind: 'no_answer', cause });
    }
  };
}

/** The parts of an input, whichever its route takes. */
interface Loose {
  readonly params?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
}

/** A code that the route does not document is nothing that a caller could be prepared for. */
function isDocumented<Name extends RouteName>(
  route: Route,
  refusal: Problem,
): refusal is Problem & { readonly code: RefusalOf<Name> } {
  return refusalsIn(route).includes(refusal.code);
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
