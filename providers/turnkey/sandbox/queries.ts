/** What can be asked: https://docs.turnkey.com/api-reference/queries. */
import { unreachable } from '@diboas/kernel';
import type { ExecutionFaults, Shelf, WireAnswer } from '@diboas/sandbox-kit';
import type { Sends } from '@diboas/sandbox-kit/chains';
import { z } from 'zod';
import { type Activities, shownActivity } from './activities.ts';
import { ERRORS, errorAnswer, jsonAnswer } from './errors.ts';
import type { Endpoint, TurnkeySend } from './execute.ts';
import type { Wallets } from './keys/wallets.ts';
import { jsonOf } from './submissions.ts';
import { errorOf, SEND_STATUSES } from './webhooks.ts';

const PAGE_MAX = 100;

const organization = { organizationId: z.string() };

const SCHEMAS = {
  get_activity: z.object({ ...organization, activityId: z.string() }),
  list_activities: z.object({
    ...organization,
    filterByStatus: z.array(z.string()).optional(),
    filterByType: z.array(z.string()).optional(),
    paginationOptions: z
      .object({
        limit: z
          .string()
          .regex(/^[0-9]{1,3}$/)
          .optional(),
        after: z.string().optional(),
        before: z.string().optional(),
      })
      .optional(),
  }),
  get_send_transaction_status: z.object({ ...organization, sendTransactionStatusId: z.string() }),
  list_wallet_accounts: z.object({ ...organization, walletId: z.string() }),
  list_webhook_endpoints: z.object(organization),
} as const;

export type QueryName = keyof typeof SCHEMAS;

export interface QueryParts {
  readonly organizationId: string;
  readonly activities: Activities;
  readonly sends: Sends<TurnkeySend['about']>;
  readonly wallets: Wallets;
  readonly endpoints: Shelf<Endpoint | null>;
}

export function isQueryName(name: string): name is QueryName {
  return Object.hasOwn(SCHEMAS, name);
}

export async function answerQuery(
  parts: QueryParts,
  { name, body }: { readonly name: QueryName; readonly body: string },
  struck: ExecutionFaults,
): Promise<WireAnswer> {
  await struck.wait();
  const { fault } = struck;
  if (fault?.kind === 'refuse')
    return errorAnswer({ ...ERRORS.BAD_BODY, status: fault.status, message: fault.code });
  if (fault !== null) return errorAnswer(ERRORS.INTERNAL);
  const asked = z.object(organization).safeParse(jsonOf(body));
  if (!asked.success) return errorAnswer(ERRORS.BAD_BODY);
  if (asked.data.organizationId !== parts.organizationId) return errorAnswer(ERRORS.NO_ORGANIZATION);
  const found = await answer(parts, name, jsonOf(body));
  return found === null ? errorAnswer(ERRORS.NOT_FOUND) : jsonAnswer(200, found);
}

/** Null for what is not there. A body that says too little asks for nothing that is there. */
async function answer(parts: QueryParts, name: QueryName, body: unknown): Promise<object | null> {
  switch (name) {
    case 'get_activity': {
      const read = SCHEMAS[name].safeParse(body);
      const activity = read.success ? parts.activities.get(read.data.activityId) : undefined;
      return activity ? { activity: shownActivity(activity) } : null;
    }
    case 'list_activities': {
      const read = SCHEMAS[name].safeParse(body);
      return read.success ? { activities: activityPage(parts.activities, read.data) } : null;
    }
    case 'get_send_transaction_status': {
      const read = SCHEMAS[name].safeParse(body);
      return read.success ? await sendStatus(parts.sends, read.data.sendTransactionStatusId) : null;
    }
    case 'list_wallet_accounts': {
      const read = SCHEMAS[name].safeParse(body);
      const accounts = read.success ? parts.wallets.accountsOf(read.data.walletId) : null;
      return accounts && read.data
        ? { accounts: accounts.map((one) => shownAccount(parts, read.data.walletId, one)) }
        : null;
    }
    case 'list_webhook_endpoints':
      return { webhookEndpoints: parts.endpoints.list().filter((one) => one !== null) };
    default:
      return unreachable(name);
  }
}

/** Newest first. `after` is the id that the page begins behind, `before` the one that it ends before. */
function activityPage(
  activities: Activities,
  asked: z.output<(typeof SCHEMAS)['list_activities']>,
): object[] {
  const {
    filterByStatus = [],
    filterByType = [],
    paginationOptions: { limit = '10', after, before } = {},
  } = asked;
  const fitting = activities
    .list()
    .toReversed()
    .filter(({ status }) => filterByStatus.length === 0 || filterByStatus.includes(status))
    .filter(({ envelope }) => filterByType.length === 0 || filterByType.includes(envelope.type));
  const start = after === undefined ? 0 : fitting.findIndex(({ id }) => id === after) + 1;
  const end = before === undefined ? fitting.length : fitting.findIndex(({ id }) => id === before);
  const length = Math.min(Math.max(1, Number(limit)), PAGE_MAX);
  return fitting
    .slice(start, end < 0 ? undefined : end)
    .slice(0, length)
    .map(shownActivity);
}

async function sendStatus(sends: QueryParts['sends'], id: string): Promise<object | null> {
  const send = await sends.refresh(id);
  if (!send) return null;
  const { stage, network, signed, failure } = send;
  // "When available", by the documentation: it is as soon as the transaction is on its way.
  const hash = stage === 'failed' ? undefined : signed?.hash;
  return {
    txStatus: SEND_STATUSES[stage],
    ...(hash === undefined
      ? {}
      : network === 'ethereum'
        ? { eth: { txHash: hash } }
        : { solana: { signature: hash } }),
    ...(failure === null ? {} : { txError: failure, error: errorOf(network, failure) }),
  };
}

function shownAccount(
  { organizationId }: QueryParts,
  walletId: string,
  account: NonNullable<ReturnType<Wallets['accountsOf']>>[number],
): object {
  const { address, addressFormat, curve, path, publicKey } = account;
  return {
    ...{ walletAccountId: address, organizationId, walletId, curve, pathFormat: 'PATH_FORMAT_BIP32', path },
    ...{ addressFormat, address, publicKey },
  };
}
