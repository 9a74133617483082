/**
 * The faults that can be switched on, as they are written to the control API.
 *
 * Three groups, by the moment at which they strike: a program's request, the creation of an order (session), and
 * the sending of a webhook. Nothing here knows any provider.
 */
import { z } from 'zod';

const common = {
  /** Chosen by the sandbox when left out. */
  id: z
    .string()
    .regex(/^[\w-]{1,64}$/, 'letters, digits, - and _ only')
    .optional(),
  /** How likely each matching moment is struck. */
  probability: z.number().min(0).max(1).default(1),
  /** How many matching moments go by first; none when left out. */
  skip: z.int().min(0).optional(),
  /** How many more times it may strike; no limit when left out. */
  remaining: z.int().min(0).optional(),
  match: z
    .strictObject({
      provider: z.string().optional(),
      method: z.string().toUpperCase().optional(),
      /** The exact path, or the beginning of it followed by `*`. */
      path: z.string().startsWith('/').optional(),
      /** Only for webhooks: the status that the event tells of. */
      status: z.string().optional(),
    })
    .optional(),
};
const ms = z.int().min(0).max(3_600_000);

export const faultSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...common, kind: z.literal('latency'), ms }),
  z.strictObject({
    ...common,
    kind: z.literal('refuse'),
    status: z.union([z.literal(400), z.literal(402)]).default(402),
    code: z.string().min(1).default('card_declined'),
    decline_code: z.string().min(1).optional(),
    message: z.string().min(1).optional(),
  }),
  z.strictObject({ ...common, kind: z.literal('server_error_before') }),
  z.strictObject({ ...common, kind: z.literal('saved_server_error') }),
  z.strictObject({ ...common, kind: z.literal('server_error_after') }),
  z.strictObject({ ...common, kind: z.literal('timeout_before') }),
  z.strictObject({ ...common, kind: z.literal('timeout_after') }),
  z.strictObject({ ...common, kind: z.literal('reset_before') }),
  z.strictObject({ ...common, kind: z.literal('reset_after') }),
  z.strictObject({
    ...common,
    kind: z.literal('rate_limit'),
    /** What `Retry-After` says; no such header when left out. */
    retry_after_s: z.int().min(0).max(86_400).optional(),
  }),
  z.strictObject({ ...common, kind: z.literal('slow_clock'), ms }),
  z.strictObject({ ...common, kind: z.literal('honoured_keys') }),
  z.strictObject({
    ...common,
    kind: z.literal('outage'),
    mode: z.enum(['unavailable', 'refuse']).default('unavailable'),
    ms: ms.min(1).optional(),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('wrong_amount'),
    bps: z.int().min(-9_999).max(10_000).default(-100),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('wrong_charge'),
    bps: z.int().min(1).max(10_000).default(100),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('reject_session'),
    at: z.enum(['kyc', 'payment', 'fulfillment']).default('payment'),
  }),
  z.strictObject({ ...common, kind: z.literal('failed_then_paid'), ms: ms.default(5_000) }),
  z.strictObject({ ...common, kind: z.literal('second_try') }),
  z.strictObject({
    ...common,
    kind: z.literal('duplicate_webhook'),
    copies: z.int().min(1).max(20).default(1),
  }),
  z.strictObject({ ...common, kind: z.literal('late_webhook'), ms }),
  z.strictObject({ ...common, kind: z.literal('reordered_webhooks'), ms: ms.default(10_000) }),
  z.strictObject({ ...common, kind: z.literal('drop_webhook') }),
  z.strictObject({ ...common, kind: z.literal('forged_webhook') }),
]);

/** A fault as a person writes it, before ids and defaults are filled in. */
export type FaultInput = z.input<typeof faultSchema>;
export type Fault = z.output<typeof faultSchema> & { readonly id: string };
export type FaultKind = Fault['kind'];
export type FaultOf<Kind extends FaultKind> = Extract<Fault, { kind: Kind }>;

export const REQUEST_FAULTS = [
  'latency',
  'slow_clock',
  'honoured_keys',
  'refuse',
  'server_error_before',
  'saved_server_error',
  'server_error_after',
  'timeout_before',
  'timeout_after',
  'reset_before',
  'reset_after',
  'rate_limit',
  'outage',
] as const satisfies readonly FaultKind[];

export const SESSION_FAULTS = [
  'wrong_amount',
  'wrong_charge',
  'reject_session',
  'failed_then_paid',
  'second_try',
] as const satisfies readonly FaultKind[];

export const WEBHOOK_FAULTS = [
  'duplicate_webhook',
  'late_webhook',
  'reordered_webhooks',
  'drop_webhook',
  'forged_webhook',
  'slow_clock',
] as const satisfies readonly FaultKind[];

/** The faults that leave a request to be carried out, in another way than else. */
export type AccompanyingKind = 'latency' | 'slow_clock' | 'honoured_keys';
/** What a request fault can decide besides. */
export type EndingFault = FaultOf<Exclude<(typeof REQUEST_FAULTS)[number], AccompanyingKind>>;
