import { addFunds } from '@diboas/wizards';
import * as z from 'zod/mini';
import { draftSchemas } from './draft-schemas.ts';
import { instant, uuid } from './values.ts';

/** The draft and the events of adding money, as its table of steps says them. */
export const { state: addFundsState, event: addFundsEvent } = draftSchemas(addFunds);

export const draftView = z.object({
  id: uuid,
  wizard: z.literal(addFunds.name),
  /** Rises with every accepted event. An event is taken only with the version it was made from. */
  version: z.int(),
  state: addFundsState,
  createdAt: instant,
  updatedAt: instant,
  expiresAt: instant,
});
export type DraftView = z.infer<typeof draftView>;

export const createDraftRequest = z.strictObject({ wizard: z.literal(addFunds.name) });

export const draftEventRequest = z.strictObject({ version: z.int(), event: addFundsEvent });
export type DraftEventRequest = z.infer<typeof draftEventRequest>;

/** A draft is thrown away only as it was seen: one that went on meanwhile is kept. */
export const discardDraftRequest = z.strictObject({ version: z.int() });

export const draftList = z.object({ items: z.array(draftView) });
export type DraftList = z.infer<typeof draftList>;
