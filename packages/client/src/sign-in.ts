import { accept, type Outcome, refuse } from '@diboas/kernel';
import {
  type FollowAnswer,
  type FollowRequest,
  followAnswer,
  type LinkRequest,
  type LinkRequested,
  linkRequested,
  problem,
  SIGN_IN_PATHS,
  type SignedIn,
  signedIn,
} from '@diboas/protocol';
import * as z from 'zod/mini';
import { type CallRefusal, jsonRequest, type Patience, TIMEOUT_MS } from './answer.ts';

type Answer<Value> = Promise<Outcome<Value, CallRefusal>>;

/** What anybody may ask, signed in or not. */
export interface SignInCalls {
  /** Asks for a link. The answer is the same whether the address is known or not. */
  requestLink(wanted: LinkRequest): Answer<LinkRequested>;
  followLink(link: FollowRequest): Answer<FollowAnswer>;
  /** Who is signed in in this browser, and whether a session of it ended. */
  readSignedIn(): Answer<SignedIn>;
  /** Until the server has ended the session, nobody is told that they are signed out. */
  signOut(everywhere?: boolean): Answer<object>;
}

export function createSignInCalls({
  fetch,
  patience,
}: {
  readonly fetch: typeof globalThis.fetch;
  readonly patience: Patience;
}): SignInCalls {
  async function ask<Value>(
    method: 'GET' | 'POST',
    path: string,
    { body, schema }: { body?: object; schema: z.ZodMiniType<Value> },
  ): Answer<Value> {
    try {
      const request = jsonRequest(method, { body, signal: patience(TIMEOUT_MS) });
      const response = await fetch(path, { ...request, cache: 'no-store' });
      const json: unknown = await response.json();
      if (response.ok) return accept(schema.parse(json));
      return refuse({ kind: 'refused', problem: problem.parse(json) });
    } catch (cause) {
      return refuse({ kind: 'no_answer', cause });
    }
  }

  return {
    requestLink: (wanted) => ask('POST', SIGN_IN_PATHS.links, { body: wanted, schema: linkRequested }),
    followLink: (link) => ask('POST', SIGN_IN_PATHS.follow, { body: link, schema: followAnswer }),
    readSignedIn: () => ask('GET', SIGN_IN_PATHS.signedIn, { schema: signedIn }),
    signOut: (everywhere = false) =>
      ask('POST', SIGN_IN_PATHS.signOut, { body: { everywhere }, schema: z.object({}) }),
  };
}
