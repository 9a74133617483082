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
import type { CallRefusal } from '../api/client.ts';
import { timeoutSignal } from '../first/capabilities.ts';

/** As long as any other call may take; then the button is free again. */
const TIMEOUT_MS = 30_000;

type Answer<Value> = Promise<Outcome<Value, CallRefusal>>;

/** Asks for a link. The answer is the same whether the address is known or not. */
export function requestLink(wanted: LinkRequest): Answer<LinkRequested> {
  return ask('POST', SIGN_IN_PATHS.links, { body: wanted, schema: linkRequested });
}

export function followLink(link: FollowRequest): Answer<FollowAnswer> {
  return ask('POST', SIGN_IN_PATHS.follow, { body: link, schema: followAnswer });
}

/** Who is signed in in this browser, and whether a session of it ended. */
export function readSignedIn(): Answer<SignedIn> {
  return ask('GET', SIGN_IN_PATHS.signedIn, { schema: signedIn });
}

/** Until the server has ended the session, nobody is told that they are signed out. */
export function signOut(everywhere = false): Answer<object> {
  return ask('POST', SIGN_IN_PATHS.signOut, { body: { everywhere }, schema: z.object({}) });
}

async function ask<Value>(
  method: 'GET' | 'POST',
  path: string,
  { body, schema }: { body?: object; schema: z.ZodMiniType<Value> },
): Answer<Value> {
  const headers = { accept: 'application/json', ...(body ? { 'content-type': 'application/json' } : {}) };
  try {
    const response = await fetch(path, {
      ...{ method, headers, credentials: 'same-origin', cache: 'no-store' },
      signal: timeoutSignal(TIMEOUT_MS) ?? null,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const json: unknown = await response.json();
    if (response.ok) return accept(schema.parse(json));
    return refuse({ kind: 'refused', problem: problem.parse(json) });
  } catch (cause) {
    return refuse({ kind: 'no_answer', cause });
  }
}
