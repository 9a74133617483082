import { addFunds } from '@diboas/wizards';
import * as z from 'zod/mini';
import { draftSchemas } from './draft-schemas.ts';
import { route } from './wire/route.ts';
import { byId, instant, uuid } from './wire/values.ts';

const addFundsSchemas = draftSchemas(addFunds);

/** The draft and the events of adding money, as its table of steps says them. */
export const addFundsState = addFundsSchemas.state.register(z.globalRegistry, { id: 'AddFundsState' });
export const addFundsEvent = addFundsSchemas.event;

export const draftView = z
  .object({
    id: uuid,
    wizard: z.literal(addFunds.name),
    /** Rises with every accepted event. An event is taken only with the version it was made from. */
    version: z.int(),
    state: addFundsState,
    createdAt: instant,
    updatedAt: instant,
    expiresAt: instant,
  })
  .register(z.globalRegistry, { id: 'Draft' });
export type DraftView = z.infer<typeof draftView>;

export const createDraftRequest = z.strictObject({ wizard: z.literal(addFunds.name) });

export const draftEventRequest = z.strictObject({ version: z.int(), event: addFundsEvent });
export type DraftEventRequest = z.infer<typeof draftEventRequest>;

/** A draft is thrown away only as it was seen: one that went on meanwhile is kept. */
export const discardDraftRequest = z.strictObject({ version: z.int() });

export const draftList = z.object({ items: z.array(draftView) });
export type DraftList = z.infer<typeof draftList>;

export const draftRoutes = {
  createDraft: route({
    method: 'POST',
    path: '/v1/drafts',
    tag: 'Drafts',
    says: 'Begin a wizard',
    body: createDraftRequest,
    answer: draftView,
    status: 201,
    refuses: [],
  }),
  listDrafts: route({
    method: 'GET',
    path: '/v1/drafts',
    tag: 'Drafts',
    says: 'List unfinished wizards, last changed first',
    answer: draftList,
    status: 200,
    refuses: [],
  }),
  getDraft: route({
    method: 'GET',
    path: '/v1/drafts/:id',
    tag: 'Drafts',
    says: 'Read an unfinished wizard',
    params: byId,
    answer: draftView,
    status: 200,
    refuses: ['not_found', 'draft_expired'],
  }),
  sendDraftEvent: route({
    method: 'POST',
    path: '/v1/drafts/:id/events',
    tag: 'Drafts',
    says: 'Take a step in a wizard',
    more: 'An event is taken only with the version it was made from, so that two devices never overwrite each other unseen. A draft ends seven days after its last change.',
    params: byId,
    body: draftEventRequest,
    answer: draftView,
    status: 200,
    refuses: ['not_found', 'draft_changed', 'illegal_step', 'draft_expired'],
  }),
  discardDraft: route({
    method: 'POST',
    path: '/v1/drafts/:id/discard',
    tag: 'Drafts',
    says: 'Throw an unfinished wizard away',
    more: 'Its answers are forgotten at once. One whose confirmation has gone out is kept, because only what became of that tells whether money moves.',
    params: byId,
    body: discardDraftRequest,
    answer: draftView,
    status: 200,
    refuses: ['not_found', 'draft_changed', 'illegal_step', 'draft_expired'],
  }),
};
