import type { Instant } from '@diboas/kernel';
import {
  type CallRules,
  type CredentialWatch,
  callOnce,
  type RefusalWords,
  readBase,
} from '@diboas/providers-kit';
import { z } from 'zod';
import { createStamp } from './stamp.ts';

/**
 * Calls to Turnkey, each made exactly once, by `fetch`. Not by the official client (@turnkey/http 6.6.0): that writes each
 * body itself, and the bytes of a body are what makes it happen once.
 */
export interface TurnkeyConnection {
  readonly organizationId: string;
  /** Sends exactly this body, with its stamp. Gives the body of a 2xx answer; throws what `sortFault` sorts. */
  post(path: string, body: string): Promise<object>;
  /** What everybody may read. */
  get(path: string): Promise<object>;
}

export interface ConnectionOptions {
  readonly baseUrl: string;
  readonly organizationId: string;
  /** Of the API key, both halves in hex: P-256, the public one compressed. */
  readonly apiPublicKey: string;
  readonly apiPrivateKey: string;
  readonly timeoutMs: number;
  readonly now: () => Instant;
  readonly credentials: CredentialWatch;
}

/** Turnkey, "Errors": a number of gRPC's, which callers are told not to go by, and Turnkey's own word where it has one. */
const errorSchema = z.object({
  code: z.number().int(),
  turnkeyErrorCode: z.string().optional(),
  details: z.array(z.object({ turnkeyErrorCode: z.string().optional() })).optional(),
});

export function connectToTurnkey(options: ConnectionOptions): TurnkeyConnection {
  const { organizationId, apiPublicKey, apiPrivateKey, timeoutMs, now, credentials } = options;
  const base = readBase(options.baseUrl);
  const stamp = createStamp({ publicKey: apiPublicKey, privateKey: apiPrivateKey });
  const rules: CallRules = {
    ...{ timeoutMs, now, credentials, readRefusal, refusesKey },
    keySetting: 'TURNKEY_API_PUBLIC_KEY',
  };
  return {
    organizationId,
    async post(path, body) {
      const { name, value } = stamp(body);
      const headers = {
        ...{ accept: 'application/json', 'content-type': 'application/json' },
        [name]: value,
      };
      return callOnce({ method: 'POST', url: new URL(`${base}${path}`), headers, body }, rules);
    },
    get: (path) =>
      callOnce(
        { method: 'GET', url: new URL(`${base}${path}`), headers: { accept: 'application/json' } },
        rules,
      ),
  };
}

function readRefusal(body: object): RefusalWords | null {
  const read = errorSchema.safeParse(body);
  if (!read.success) return null;
  const { code, details = [], turnkeyErrorCode } = read.data;
  const words = [turnkeyErrorCode, ...details.map((detail) => detail.turnkeyErrorCode)];
  return { code: words.find((word) => word !== undefined && word !== '') ?? `grpc_${code}`, requestId: null };
}

function refusesKey(status: number): boolean {
  return status === 401;
}
