import type { Problem, ProblemCode, Route } from '@diboas/protocol';

/**
 * Why a call gave nothing. `refused` is the server's own no, with one of the codes that are documented for what was asked.
 * `no_answer` means that nobody knows whether the call arrived: the network is gone, it took too long, or what came back
 * was not the server's, or nothing that it is documented to say.
 */
export type CallRefusal<Code extends ProblemCode = ProblemCode> =
  | { readonly kind: 'refused'; readonly problem: Problem & { readonly code: Code } }
  | { readonly kind: 'no_answer'; readonly cause: unknown };

/** As long as any call may take, in milliseconds, unless somebody is less patient with it. */
export const TIMEOUT_MS = 30_000;

/** Ends what it is given to after so many milliseconds; undefined where nothing can be ended. */
export type Patience = (ms: number) => AbortSignal | undefined;

/** What is sent: the method, and the body as JSON. Cookies go to the page's own server only, and no cache answers for it. */
export function jsonRequest(
  method: Route['method'],
  {
    body,
    headers = {},
    signal,
  }: { body?: unknown; headers?: Record<string, string>; signal: AbortSignal | undefined },
): RequestInit {
  const type = body === undefined ? {} : { 'content-type': 'application/json' };
  return {
    method,
    credentials: 'same-origin',
    cache: 'no-store',
    signal: signal ?? null,
    headers: { accept: 'application/json', ...headers, ...type },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
}
