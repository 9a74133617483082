/** Bridge's API: transfers, links, accounts and the wallet, and one answer a key. */
import {
  answerUnderKey,
  canonical,
  type ExecutionFaults,
  executeOnce,
  type FaultOf,
  type Idempotency,
  isSameSecret,
  type KeyUse,
  type ProviderWire,
  parseDecimal,
  parseReturnUrl,
  type Store,
  type WireAnswer,
  type WireRequest,
} from '@diboas/sandbox-kit';
import { z } from 'zod';
import { accountObject, type Customers, linkObject } from './customers.ts';
import { type BridgeError, ERRORS, errorAnswer, invalid, jsonAnswer } from './errors.ts';
import { DECIMALS } from './fees.ts';
import { formAnswer } from './form-page.ts';
import { listObject } from './list.ts';
import { receiptObject, transferObject } from './transfer.ts';
import { parseTransferParams, type TransferParams } from './transfer-params.ts';
import { type BridgeTransfers, TRANSFERS_PATH } from './transfers.ts';
import { WALLET_OWNER, type Wallet } from './wallet.ts';

export interface BridgeWireParts {
  readonly apiKey: string;
  readonly transfers: BridgeTransfers;
  readonly customers: Customers;
  readonly wallet: Wallet;
  readonly idempotency: Idempotency;
  readonly store: Store;
  publicUrl(): string;
}

const LINKS_PATH = '/v0/kyc_links';
const ACCOUNTS_PATH = /^\/v0\/customers\/([^/]+)\/external_accounts$/;
const WALLET_PATH = /^\/v0\/customers\/([^/]+)\/wallets\/([^/]+)$/;
const DEPOSIT_PATH = /^(\/v0\/customers\/[^/]+\/wallets\/[^/]+)\/simulate_deposit$/;

export function createBridgeWire(parts: BridgeWireParts): ProviderWire {
  const failed = (error: BridgeError) => () => errorAnswer(error);
  return {
    name: 'bridge',
    isApi: (path) => path.startsWith('/v0/'),
    async handle(request, struck) {
      if (request.path.startsWith('/verify/')) return formAnswer(parts.customers, request);
      return await answer(parts, request, struck);
    },
    rateLimited: failed(ERRORS.RATE_LIMITED),
    unavailable: failed(ERRORS.UNAVAILABLE),
    tooLarge: failed(ERRORS.INVALID_JSON),
    broken: failed(ERRORS.INTERNAL),
  };
}

async function answer(
  parts: BridgeWireParts,
  request: WireRequest,
  struck: ExecutionFaults,
): Promise<WireAnswer> {
  if (!isSameSecret(request.headers['api-key'] ?? '', parts.apiKey)) return errorAnswer(ERRORS.UNAUTHORIZED);
  if (request.method === 'POST') return await post(parts, request, struck);
  await struck.wait();
  if (struck.fault?.kind === 'refuse') return errorAnswer(refusalOf(struck.fault));
  if (struck.fault !== null) return errorAnswer(ERRORS.INTERNAL);
  if (request.method === 'DELETE') return deleteAnswer(parts, request);
  return request.method === 'GET' ? read(parts, request) : errorAnswer(ERRORS.NOT_FOUND);
}

/** What a POST would do, once its body was found good. */
type Doing = () => WireAnswer;

/** The key is looked up, the body is checked, and only then does execution begin, from where on answers are saved. */
async function post(
  parts: BridgeWireParts,
  request: WireRequest,
  struck: ExecutionFaults,
): Promise<WireAnswer> {
  const { idempotency, store } = parts;
  const key = request.headers['idempotency-key'] ?? '';
  if (key === '') return errorAnswer(ERRORS.NO_KEY);
  const body = parsed(request.body);
  if (body === undefined) return errorAnswer(ERRORS.INVALID_JSON);
  const use: KeyUse = { key, request: `${request.path} ${canonical(body)}`, requestId: request.id };
  const known = answerUnderKey(use, idempotency, {
    inUse: () => errorAnswer(ERRORS.KEY_IN_USE),
    ofAnotherRequest: () => errorAnswer(ERRORS.KEY_OF_ANOTHER_REQUEST),
    spent: () => errorAnswer(ERRORS.KEY_SPENT),
  });
  if (known !== null) return known;
  const doing = doingOf(parts, { path: request.path, body, key });
  if (typeof doing !== 'function') return errorAnswer(doing);
  return await executeOnce({
    ...{ use, idempotency, store, struck, execute: doing },
    refused: (fault) => errorAnswer(refusalOf(fault)),
    failed: () => errorAnswer(ERRORS.INTERNAL),
  });
}

function doingOf(
  parts: BridgeWireParts,
  { path, body, key }: { path: string; body: unknown; key: string },
): Doing | BridgeError {
  if (path === TRANSFERS_PATH) {
    const params = parseTransferParams(body, parts);
    return params.ok ? () => transferAnswer(parts, params.value, key) : params.refusal;
  }
  if (path === LINKS_PATH) return linking(parts, body);
  const wallet = DEPOSIT_PATH.exec(path)?.[1];
  return wallet !== undefined && isWallet(wallet, parts) ? depositing(parts, body) : ERRORS.NOT_FOUND;
}

function transferAnswer({ transfers }: BridgeWireParts, params: TransferParams, key: string): WireAnswer {
  if (!params.isDryRun) return jsonAnswer(201, transferObject(transfers.create(params, key)));
  const { rail, receipt, externalAccount } = params;
  const destination = { payment_rail: rail, currency: 'usd', external_account_id: externalAccount };
  return jsonAnswer(200, {
    amount: receipt.initial,
    currency: 'usd',
    destination,
    receipt: receiptObject(receipt),
  });
}

const linkSchema = z.object({
  full_name: z.string().min(1).max(1_024),
  email: z.email(),
  type: z.literal('individual'),
  redirect_uri: z.string().nullish(),
});

function linking({ customers, publicUrl }: BridgeWireParts, body: unknown): Doing | BridgeError {
  const asked = linkSchema.safeParse(body);
  if (!asked.success) return invalid(asked.error.issues[0]?.path.join('.') ?? 'body');
  const { full_name: fullName, email, redirect_uri } = asked.data;
  return () => {
    const link = customers.begin({ fullName, email, returnUrl: parseReturnUrl(redirect_uri ?? null) });
    const customer = customers.get(link.customer);
    return jsonAnswer(201, linkObject(link, { customer, publicUrl: publicUrl() }));
  };
}

const depositSchema = z.object({ amount: z.string(), currency: z.literal('usdc') });

function depositing({ wallet }: BridgeWireParts, body: unknown): Doing | BridgeError {
  const asked = depositSchema.safeParse(body);
  const units = asked.success ? parseDecimal(asked.data.amount, DECIMALS) : null;
  if (units === null || units === 0n) return invalid('amount');
  return () => {
    wallet.deposit(units);
    return jsonAnswer(200, wallet.object());
  };
}

function deleteAnswer({ transfers }: BridgeWireParts, { path }: WireRequest): WireAnswer {
  const transfer = transfers.get(path.slice(TRANSFERS_PATH.length + 1));
  if (transfer === undefined || !path.startsWith(`${TRANSFERS_PATH}/`)) return errorAnswer(ERRORS.NOT_FOUND);
  const canceled = transfers.cancel(transfer);
  return canceled.ok ? jsonAnswer(200, transferObject(canceled.value)) : errorAnswer(ERRORS.NOT_DELETABLE);
}

function read(parts: BridgeWireParts, { path, query }: WireRequest): WireAnswer {
  const { transfers, customers, wallet, publicUrl } = parts;
  if (path === TRANSFERS_PATH) {
    const list = listObject(query, transfers.list());
    return list.ok ? jsonAnswer(200, list.value) : errorAnswer(list.refusal);
  }
  if (isWallet(path, parts)) return jsonAnswer(200, wallet.object());
  const transfer = transfers.get(after(path, TRANSFERS_PATH));
  if (transfer) return jsonAnswer(200, transferObject(transfer));
  const link = customers.link(after(path, LINKS_PATH));
  if (link) {
    const customer = customers.get(link.customer);
    return jsonAnswer(200, linkObject(link, { customer, publicUrl: publicUrl() }));
  }
  const [, customer] = ACCOUNTS_PATH.exec(path) ?? [];
  if (customer === undefined || customers.get(customer) === undefined) return errorAnswer(ERRORS.NOT_FOUND);
  const accounts = customers.accountsOf(customer).map(accountObject);
  return jsonAnswer(200, { count: accounts.length, data: accounts });
}

function isWallet(path: string, { wallet }: BridgeWireParts): boolean {
  const [, owner, id] = WALLET_PATH.exec(path) ?? [];
  return owner === WALLET_OWNER && id === wallet.id;
}

/** What stands behind the path, or nothing. */
function after(path: string, head: string): string {
  return path.startsWith(`${head}/`) ? path.slice(head.length + 1) : '';
}

/** Undefined for what is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The faults' own word for a declined card; every other code stands as it was given. */
function refusalOf({ status, code }: FaultOf<'refuse'>): BridgeError {
  const word = code === 'card_declined' ? 'requires_active_kyc_status' : code;
  return { status: code === 'card_declined' ? 400 : status, code: word, message: 'As a fault asked for.' };
}
