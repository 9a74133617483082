import * as z from 'zod/mini';
import { route } from './wire/route.ts';
import { instant, moneyView } from './wire/values.ts';

/** How long a second factor that was given is good for, in the session that it was given in. */
export const FACTOR_FRESH_MINUTES = 5;

/** How many recovery codes are made at once. */
export const RECOVERY_CODES = 10;

/** Six digits of the app, or a recovery code; spaces and hyphens mean nothing. */
export const factorCode = z.string().check(z.regex(/^[0-9A-Za-z -]{6,40}$/));

export const secondFactorView = z
  .strictObject({
    /** Since when the person has an app that makes codes; null while they have none. */
    since: z.nullable(instant),
    recoveryCodesLeft: z.int(),
    /** How long in milliseconds what was given in this session is still good; 0 when nothing is. */
    freshMs: z.int(),
    /** What may leave without it within a day, all added up, and what is left of that; null for who has it. */
    withoutIt: z.nullable(z.strictObject({ most: moneyView, left: moneyView })),
  })
  .register(z.globalRegistry, { id: 'SecondFactor' });
export type SecondFactorView = z.infer<typeof secondFactorView>;

/** What an app is told: `uri` as a QR code, or `secret` to be typed, in base32 (RFC 4648). */
export const factorSetUp = z.strictObject({ secret: z.string(), uri: z.string() });
export type FactorSetUp = z.infer<typeof factorSetUp>;

export const factorCodeRequest = z.strictObject({ code: factorCode });

export const recoveryCodes = z.strictObject({ recoveryCodes: z.array(z.string()) });
export type RecoveryCodes = z.infer<typeof recoveryCodes>;

export const secondFactorRoutes = {
  secondFactor: route({
    method: 'GET',
    path: '/v1/second-factor',
    tag: 'Second factor',
    says: 'Whether you have a second factor, and what it is needed for',
    answer: secondFactorView,
    status: 200,
    refuses: [],
  }),
  beginFactor: route({
    method: 'POST',
    path: '/v1/second-factor/begin',
    tag: 'Second factor',
    says: 'Begin to set up an app that makes codes',
    more: 'What it is told is shown this once. Nothing changes before a code of it was given, within 15 minutes; an app that is in use stays so until then.',
    answer: factorSetUp,
    status: 201,
    refuses: ['factor_required'],
  }),
  confirmFactor: route({
    method: 'POST',
    path: '/v1/second-factor/confirm',
    tag: 'Second factor',
    says: 'Confirm it by a code of the app',
    more: 'From then on this is the app that counts, and the second factor was given in this session and in no other. The recovery codes are shown this once; those before are void.',
    body: factorCodeRequest,
    answer: recoveryCodes,
    status: 201,
    refuses: ['not_found', 'factor_required', 'factor_wrong', 'factor_locked'],
  }),
  giveFactor: route({
    method: 'POST',
    path: '/v1/second-factor/give',
    tag: 'Second factor',
    says: 'Give the second factor',
    more: 'By a code of the app or by a recovery code, each of which is good once. It is good for five minutes, in this session. After five wrong ones in 15 minutes none is taken until `waitSeconds` have passed.',
    body: factorCodeRequest,
    answer: secondFactorView,
    status: 200,
    refuses: ['not_found', 'factor_wrong', 'factor_locked'],
  }),
  renewRecoveryCodes: route({
    method: 'POST',
    path: '/v1/second-factor/recovery-codes',
    tag: 'Second factor',
    says: 'Make new recovery codes; those before are void',
    answer: recoveryCodes,
    status: 201,
    refuses: ['not_found', 'factor_required'],
  }),
  turnFactorOff: route({
    method: 'POST',
    path: '/v1/second-factor/off',
    tag: 'Second factor',
    says: 'Turn the second factor off',
    answer: secondFactorView,
    status: 200,
    refuses: ['not_found', 'factor_required'],
  }),
};
