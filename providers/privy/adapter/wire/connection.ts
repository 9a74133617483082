import { createPrivateKey, createPublicKey } from 'node:crypto';
import { assert, type Instant, MINUTE_MS } from '@diboas/kernel';
import {
  type CallRules,
  type CredentialWatch,
  callOnce,
  type ProviderCall,
  type RefusalWords,
  readBase,
} from '@diboas/providers-kit';
import { APIConnectionError, PrivyClient, type PrivyWalletsService } from '@privy-io/node';
import { z } from 'zod';

/**
 * Calls to Privy through its official client, each made exactly once. The client would repeat a call twice, wait for the headers
 * of an answer alone, take settings from the environment and write to the console: its calls go by `callOnce`, and the rest is
 * taken away here. Every verb throws what `sortFault` sorts.
 */
export interface PrivyConnection {
  createWallet(params: PrivyWalletsService.CreateInput): Promise<unknown>;
  /** By its id, or by `ext_wal_` and its external id. */
  getWallet(name: string): Promise<unknown>;
  /** Under the signature of our authorization key, which holds until `expiresAt`. */
  rpc(walletId: string, request: PrivyWalletsService.RpcInput, expiresAt: Instant): Promise<unknown>;
  rawSign(walletId: string, hash: string): Promise<unknown>;
  /** For requests that change nothing: how long one of them may be acted on. */
  soon(): Instant;
  getTransaction(id: string): Promise<unknown>;
  /** All that have this reference. The client has no call for it. */
  listTransactions(referenceId: string): Promise<unknown>;
  /** The public half of our authorization key: SPKI in DER, as base64. */
  readonly ownerKey: string;
}

export interface ConnectionOptions {
  readonly baseUrl: string;
  readonly appId: string;
  readonly appSecret: string;
  /** P-256 in PKCS #8, as base64, as Privy's dashboard gives it. */
  readonly authorizationKey: string;
  readonly timeoutMs: number;
  readonly now: () => Instant;
  readonly credentials: CredentialWatch;
}

/** What signs nothing but a hash or a transaction that we hold may be asked for a short while. */
const SOON_MS = 15 * MINUTE_MS;

export function connectToPrivy(options: ConnectionOptions): PrivyConnection {
  const { appId, appSecret, authorizationKey, timeoutMs, now } = options;
  const base = readBase(options.baseUrl);
  const rules = rulesOf(options);
  const client = new PrivyClient({
    ...{ appId, appSecret, apiUrl: base, maxRetries: 0, logLevel: 'off' },
    // Never sooner than `callOnce`, which ends every call in its time.
    timeout: 2 * timeoutMs,
    fetch: (input, init) => fetchOnce(input, init, rules),
  });
  const authorization_context = { authorization_private_keys: [authorizationKey] };
  const soon = () => now() + SOON_MS;
  return {
    soon,
    ownerKey: publicHalfOf(authorizationKey),
    createWallet: (params) => ended(client.wallets().create(params)),
    getWallet: (name) => ended(client.wallets().get(name)),
    rpc: (walletId, request, expiresAt) =>
      ended(client.wallets().rpc(walletId, { ...request, authorization_context, request_expiry: expiresAt })),
    rawSign: (walletId, hash) =>
      ended(
        client.wallets().rawSign(walletId, {
          ...{ params: { hash: `0x${hash}` }, authorization_context, request_expiry: soon() },
        }),
      ),
    getTransaction: (id) => ended(client.transactions().get(id)),
    listTransactions(referenceId) {
      const url = new URL(`${base}/v1/transactions`);
      url.searchParams.set('reference_id', referenceId);
      const basic = Buffer.from(`${appId}:${appSecret}`).toString('base64');
      const headers = { accept: 'application/json', 'privy-app-id': appId, authorization: `Basic ${basic}` };
      return callOnce({ method: 'GET', url, headers }, rules);
    },
  };
}

/** The client wraps whatever a call ended with in an error of its own, and looks for words in it: this one has none. */
class CallEnded extends Error {
  readonly with: unknown;

  constructor(error: unknown) {
    super('ended');
    this.name = 'CallEnded';
    this.with = error;
  }
}

async function fetchOnce(
  input: string | URL | Request,
  init: RequestInit | undefined,
  rules: CallRules,
): Promise<Response> {
  const { method = 'GET', body } = init ?? {};
  assert(method === 'GET' || method === 'POST', 'the client asks and acts', { method });
  const headers = Object.fromEntries(new Headers(init?.headers));
  const call: ProviderCall = { method, url: new URL(`${input}`), headers };
  try {
    return Response.json(await callOnce(typeof body === 'string' ? { ...call, body } : call, rules));
  } catch (error) {
    throw new CallEnded(error);
  }
}

async function ended<Answer>(call: PromiseLike<Answer>): Promise<Answer> {
  try {
    return await call;
  } catch (error) {
    const cause = error instanceof APIConnectionError ? error.cause : null;
    throw cause instanceof CallEnded ? cause.with : error;
  }
}

/** Privy, "API error codes": a message, and a word where it has one. */
const errorSchema = z.object({ error: z.string(), code: z.string().optional() });

function rulesOf({ timeoutMs, now, credentials }: ConnectionOptions): CallRules {
  return {
    ...{ timeoutMs, now, credentials, readRefusal },
    // Another 401 is of one request alone: its signature is missing or wrong.
    refusesKey: (status, code) => status === 401 && !isAboutSignature(code ?? ''),
    keySetting: 'PRIVY_APP_SECRET',
  };
}

function isAboutSignature(code: string): boolean {
  return /authorization_(signatures?|header)$/.test(code);
}

function readRefusal(body: object): RefusalWords | null {
  const read = errorSchema.safeParse(body);
  return read.success ? { code: read.data.code ?? 'error', requestId: null } : null;
}

function publicHalfOf(authorizationKey: string): string {
  const der = Buffer.from(authorizationKey, 'base64');
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64');
}
