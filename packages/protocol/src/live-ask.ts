import * as z from 'zod/mini';
import { currency } from './wire/values.ts';

/** More than any screen shows. */
export const LIVE_ASSETS_MAX = 50;

/** Which prices a screen shows from now on, in one currency; none where it shows none. What is no asset is told nothing of. */
export const liveAsk = z
  .strictObject({
    type: z.literal('prices'),
    currency,
    assets: z.array(z.string().check(z.regex(/^[A-Z0-9.]{1,12}$/))).check(z.maxLength(LIVE_ASSETS_MAX)),
  })
  .register(z.globalRegistry, { id: 'LiveAsk' });
export type LiveAsk = z.infer<typeof liveAsk>;
