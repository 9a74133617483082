import type * as z from 'zod/mini';
import type { ProblemCode } from './problems.ts';

/** The headings under which the reference lists routes. */
export type RouteTag =
  | 'Account'
  | 'Identity'
  | 'Operations'
  | 'Recipients'
  | 'Receiving'
  | 'Bank accounts'
  | 'Transactions'
  | 'Balances'
  | 'Statements'
  | 'Lots'
  | 'Prices'
  | 'Portfolio'
  | 'Strategies'
  | 'Recurring buys'
  | 'News'
  | 'Drafts'
  | 'Sessions'
  | 'Second factor'
  | 'Signing in'
  | 'Server'
  | 'Operators';

/** What may be asked less often than the rest, by a limit of its own for each address. */
export type RouteLimit = 'sign_in';

/**
 * All that is to say of a route. Server, reference, client and screens take it from here, so what is not said here does not
 * exist: a handler that refuses with another code does not compile. A browser is sent what it calls by and no more: the
 * build of the web app leaves out the words for the reference.
 */
export interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** `:name` stands for the parameter of that name. */
  readonly path: `/v1/${string}`;
  readonly tag: RouteTag;
  /** Everybody may ask: no session is looked for, and a handler is given none. Without this, whoever asks is signed in. */
  readonly open?: true;
  /** Operators alone may ask: whoever does shows a key, and no session is looked for. */
  readonly operator?: true;
  /** Counted by this limit, in the place of the one that holds for all routes. */
  readonly limit?: RouteLimit;
  /** What it is for, in a line, for developers. */
  readonly says: string;
  /** What a line has no room for, in Markdown. */
  readonly more?: string;
  readonly params?: z.ZodMiniType;
  readonly query?: z.ZodMiniType;
  readonly headers?: z.ZodMiniType;
  readonly body?: z.ZodMiniType;
  readonly answer: z.ZodMiniType;
  readonly status: 200 | 201;
  /** Headers of the answer that whoever asks goes by, such as `set-cookie`, and what each means. */
  readonly answerHeaders?: Readonly<Record<string, string>>;
  /** Where the same request may be sent again: what it means that the answer comes with status 200. */
  readonly repeated?: string;
  /** The refusals of its own, beside those that any route may answer with. */
  readonly refuses: readonly ProblemCode[];
}

/** Says a route. The very words are kept in its type. */
export function route<const Said extends Route>(said: Said): Said {
  return said;
}
