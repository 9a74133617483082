import { assert, type Outcome, refuse } from '@diboas/kernel';
import { WIZARDS, type WizardEvents, type WizardName, type WizardStates } from '@diboas/wizards';
import * as z from 'zod/mini';
import { draftSchemas } from './wire/draft-schemas.ts';
import { route } from './wire/route.ts';
import { byId, instant, uuid } from './wire/values.ts';

/** The names of the wizards, of which there is at least one. */
export const wizardName = z.enum(Object.keys(WIZARDS) as WizardName[]);

/** A draft of each wizard, told apart by its name. */
export type DraftView<Name extends WizardName = WizardName> = {
  readonly [One in Name]: {
    readonly id: string;
    readonly wizard: One;
    /** Rises with every accepted event. An event is taken only with the version it was made from. */
    readonly version: number;
    readonly state: WizardStates[One];
    readonly createdAt: string;
    readonly updatedAt: string;
    readonly expiresAt: string;
  };
}[Name];

/** An event for a draft of each wizard, made from the version that is given. */
export type DraftEventRequest<Name extends WizardName = WizardName> = {
  readonly [One in Name]: {
    readonly wizard: One;
    readonly version: number;
    readonly event: WizardEvents[One];
  };
}[Name];

const kinds = wizardName.options.map((name) => {
  const { state, event } = draftSchemas(WIZARDS[name]);
  const wizard = z.literal(name);
  return {
    view: z.object({
      id: uuid,
      wizard,
      version: z.int(),
      state: state.register(z.globalRegistry, { id: `${pascalOf(name)}State` }),
      createdAt: instant,
      updatedAt: instant,
      expiresAt: instant,
    }),
    request: z.strictObject({ wizard, version: z.int(), event }),
  };
});

/** "add_funds" as the documents name its schema: AddFunds. */
function pascalOf(name: WizardName): string {
  return name.replaceAll(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

// That each name goes with the state and the events of its own wizard is what the table says, and zod cannot infer.
export const draftView = unionByWizard(kinds.map(({ view }) => view)).register(z.globalRegistry, {
  id: 'Draft',
}) as unknown as z.ZodMiniType<DraftView, DraftView>;
export const draftEventRequest = unionByWizard(
  kinds.map(({ request }) => request),
) as unknown as z.ZodMiniType<DraftEventRequest, DraftEventRequest>;

function unionByWizard<One extends z.ZodMiniObject>(options: readonly One[]) {
  const [first, ...others] = options;
  assert(first !== undefined, 'there is at least one wizard');
  return z.discriminatedUnion('wizard', [first, ...others]);
}

export const createDraftRequest = z.strictObject({ wizard: wizardName });

/** A draft is thrown away only as it was seen: one that went on meanwhile is kept. */
export const discardDraftRequest = z.strictObject({ version: z.int() });

export const draftList = z.object({ items: z.array(draftView) });
export type DraftList = z.infer<typeof draftList>;

/** What a draft needs of its wizard. */
type Walks = {
  readonly [Name in WizardName]: {
    next(state: WizardStates[Name], event: WizardEvents[Name]): Outcome<WizardStates[Name], 'illegal_step'>;
  };
};
const walks: Walks = WIZARDS;

/** The state that a draft goes on to; an event for another wizard is no step of this one. */
export function stepOn<Name extends WizardName>(
  draft: DraftView,
  { wizard, event }: DraftEventRequest<Name>,
): Outcome<WizardStates[Name], 'illegal_step'> {
  return isOf(draft, wizard) ? walks[wizard].next(draft.state, event) : refuse('illegal_step');
}

function isOf<Name extends WizardName>(draft: DraftView, name: Name): draft is DraftView & DraftView<Name> {
  return draft.wizard === name;
}

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
