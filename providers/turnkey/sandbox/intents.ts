/**
 * What can be submitted, each as its page of the reference says (https://docs.turnkey.com/api-reference/activities). The
 * parameters stand in the activity as they were sent; what a double would have to pretend is refused by name.
 */
import { z } from 'zod';
import { ADDRESS_FORMATS } from './keys/account.ts';

const text = z.string().min(1).max(500_000);
const decimal = z.string().regex(/^[0-9]{1,78}$/);

const accountSchema = z.object({
  curve: z.enum(['CURVE_SECP256K1', 'CURVE_ED25519']),
  pathFormat: z.literal('PATH_FORMAT_BIP32'),
  path: z.string().max(200),
  addressFormat: z.enum(Object.keys(ADDRESS_FORMATS)),
});

const EVENT_TYPES = [
  'ACTIVITY_UPDATES',
  'BALANCE_CONFIRMED_UPDATES',
  'BALANCE_FINALIZED_UPDATES',
  'SEND_TRANSACTION_STATUS_UPDATES',
] as const;

const INTENTS = {
  create_wallet: {
    ...{ type: 'ACTIVITY_TYPE_CREATE_WALLET', intent: 'createWalletIntent', result: 'createWalletResult' },
    parameters: z.strictObject({
      walletName: z.string().min(1).max(255),
      accounts: z.array(accountSchema).max(100),
      mnemonicLength: z.number().optional(),
    }),
  },
  create_wallet_accounts: {
    type: 'ACTIVITY_TYPE_CREATE_WALLET_ACCOUNTS',
    ...{ intent: 'createWalletAccountsIntent', result: 'createWalletAccountsResult' },
    parameters: z.strictObject({ walletId: text, accounts: z.array(accountSchema).min(1).max(100) }),
  },
  sign_transaction: {
    type: 'ACTIVITY_TYPE_SIGN_TRANSACTION_V2',
    ...{ intent: 'signTransactionIntentV2', result: 'signTransactionResult' },
    parameters: z.strictObject({ signWith: text, unsignedTransaction: text, type: z.string() }),
  },
  sign_raw_payload: {
    type: 'ACTIVITY_TYPE_SIGN_RAW_PAYLOAD_V2',
    ...{ intent: 'signRawPayloadIntentV2', result: 'signRawPayloadResult' },
    parameters: z.strictObject({
      signWith: text,
      payload: text,
      encoding: z.string(),
      hashFunction: z.string(),
    }),
  },
  eth_send_transaction: {
    type: 'ACTIVITY_TYPE_ETH_SEND_TRANSACTION_V2',
    ...{ intent: 'ethSendTransactionIntentV2', result: 'ethSendTransactionResultV2' },
    parameters: z.strictObject({
      ...{ from: text, caip2: text },
      calls: z
        .array(z.strictObject({ to: text, value: decimal.optional(), data: z.string().optional() }))
        .min(1)
        .max(50),
      sponsor: z.boolean().optional(),
      ...{ nonce: decimal.optional(), gasLimit: decimal.optional() },
      ...{ maxFeePerGas: decimal.optional(), maxPriorityFeePerGas: decimal.optional() },
      ...{ deadline: decimal.optional(), gasStationNonce: decimal.optional() },
    }),
  },
  sol_send_transaction: {
    type: 'ACTIVITY_TYPE_SOL_SEND_TRANSACTION_V2',
    ...{ intent: 'solSendTransactionIntentV2', result: 'solSendTransactionResultV2' },
    parameters: z.strictObject({
      ...{ unsignedTransaction: text, caip2: text, signWiths: z.array(text).min(1).max(16) },
      ...{ sponsor: z.boolean().optional(), recentBlockhash: z.string().optional() },
    }),
  },
  create_webhook_endpoint: {
    type: 'ACTIVITY_TYPE_CREATE_WEBHOOK_ENDPOINT',
    ...{ intent: 'createWebhookEndpointIntent', result: 'createWebhookEndpointResult' },
    parameters: z.strictObject({
      ...{ url: z.string(), name: z.string().min(1) },
      subscriptions: z
        .array(
          z.strictObject({
            eventType: z.enum(EVENT_TYPES),
            filtersJson: z.string().optional(),
          }),
        )
        .min(1),
    }),
  },
  delete_webhook_endpoint: {
    type: 'ACTIVITY_TYPE_DELETE_WEBHOOK_ENDPOINT',
    ...{ intent: 'deleteWebhookEndpointIntent', result: 'deleteWebhookEndpointResult' },
    parameters: z.strictObject({ endpointId: text }),
  },
  create_policy: {
    ...{
      type: 'ACTIVITY_TYPE_CREATE_POLICY_V3',
      intent: 'createPolicyIntentV3',
      result: 'createPolicyResult',
    },
    parameters: z.strictObject({
      policyName: z.string().min(1),
      effect: z.enum(['EFFECT_ALLOW', 'EFFECT_DENY']),
      ...{ condition: z.string().optional(), consensus: z.string().optional(), notes: z.string().optional() },
    }),
  },
} as const;

export type IntentName = keyof typeof INTENTS;
export type Parameters<Name extends IntentName> = z.output<(typeof INTENTS)[Name]['parameters']>;

/** One submission that was read. */
export type Intent = {
  readonly [Name in IntentName]: { readonly name: Name; readonly parameters: Parameters<Name> };
}[IntentName];

export interface Envelope {
  readonly intent: Intent;
  readonly type: string;
  readonly organizationId: string;
  readonly timestampMs: string;
}

export function isIntentName(name: string): name is IntentName {
  return Object.hasOwn(INTENTS, name);
}

/** The names under which an activity shows its intent and its result. */
export function shownNames(name: IntentName): { readonly intent: string; readonly result: string } {
  return INTENTS[name];
}

/** Null for what is not such a request. */
export function parseEnvelope(name: IntentName, body: unknown): Envelope | null {
  const { type, parameters } = INTENTS[name];
  const read = z
    .object({
      ...{ type: z.literal(type), organizationId: z.string() },
      ...{ timestampMs: z.string().regex(/^[0-9]{1,15}$/), parameters },
      generateAppProofs: z.boolean().optional(),
    })
    .safeParse(body);
  if (!read.success) return null;
  const { organizationId, timestampMs } = read.data;
  // Each name has the schema of its own parameters.
  const intent = { name, parameters: read.data.parameters } as Intent;
  return { intent, type, organizationId, timestampMs };
}
