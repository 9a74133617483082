import { accept, DAY_MS, type Instant, isId, type Outcome, refuse, SECOND_MS } from '@diboas/kernel';
import type { Draft } from '@diboas/orchestration';
import { type DraftView, stepOn } from '@diboas/protocol';
import { WIZARDS } from '@diboas/wizards';
import type { ApiHandlers } from '../../http/api-route.ts';
import type { Parts } from '../../parts/parts.ts';
import { type HttpRefusal, tooMany } from '../../refusals/refusal.ts';
import { readDraft, showDraft } from './view.ts';

/** A draft ends this long after its last change. */
const DRAFT_LIFETIME_MS = 7 * DAY_MS;

/** Living drafts of one customer: far more than anybody begins in a week, and few enough to list at once. */
const DRAFTS_MAX = 200;

export function createDraftHandlers(
  parts: Parts,
): Pick<ApiHandlers, 'createDraft' | 'listDrafts' | 'getDraft' | 'sendDraftEvent' | 'discardDraft'> {
  const { store, clock } = parts;
  const ownDraft = ownDraftsOf(parts);

  return {
    async createDraft({ session, body }) {
      const now = clock.now();
      const draft: Draft = {
        id: parts.createId(session.customerId),
        customerId: session.customerId,
        wizard: body.wizard,
        version: 1,
        state: WIZARDS[body.wizard].initial,
        createdAt: now,
        updatedAt: now,
        expiresAt: now + DRAFT_LIFETIME_MS,
      };
      if (!(await store.createDraft(draft, DRAFTS_MAX))) {
        return refuse(tooManyDrafts(await store.drafts(session.customerId, now), now));
      }
      return accept({ body: showDraft(draft) });
    },
    async listDrafts({ session }) {
      const drafts = await store.drafts(session.customerId, clock.now());
      return accept({ body: { items: drafts.map(readDraft).filter((draft) => draft !== null) } });
    },
    async getDraft({ session, params }) {
      const draft = await ownDraft(session.customerId, params.id);
      return draft.ok ? accept({ body: draft.value.shown }) : draft;
    },
    async sendDraftEvent({ session, params, body }) {
      const found = await ownDraft(session.customerId, params.id);
      if (!found.ok) return found;
      const { kept, shown } = found.value;
      if (kept.version !== body.version) return refuse({ code: 'draft_changed' });
      const stepped = stepOn(shown, body);
      if (!stepped.ok) return refuse({ code: stepped.refusal });
      const now = clock.now();
      const changed: Draft = {
        ...kept,
        version: kept.version + 1,
        state: stepped.value,
        updatedAt: now,
        expiresAt: now + DRAFT_LIFETIME_MS,
      };
      // Another device may have been faster between the read and this write.
      if (!(await store.replaceDraft(changed))) return refuse({ code: 'draft_changed' });
      return accept({ body: showDraft(changed) });
    },
    async discardDraft({ session, params, body }) {
      const found = await ownDraft(session.customerId, params.id);
      if (!found.ok) return found;
      const discarded = emptied(found.value, { seen: body.version, now: clock.now() });
      if (!discarded.ok) return discarded;
      if (!(await store.replaceDraft(discarded.value))) return refuse({ code: 'draft_changed' });
      return accept({ body: showDraft(discarded.value) });
    },
  };
}

/** A draft as the store keeps it, and as its owner sees it. */
interface OwnDraft {
  readonly kept: Draft;
  readonly shown: DraftView;
}

/**
 * Reads the customer's living draft. Somebody else's is as if it did not exist, and one whose wizard asks other things
 * by now is at its end.
 */
function ownDraftsOf({ store, clock }: Parts) {
  return async (
    customerId: string,
    id: string,
  ): Promise<Outcome<OwnDraft, HttpRefusal<'not_found' | 'draft_expired'>>> => {
    const kept = isId(id) ? await store.draft(id) : null;
    if (kept?.customerId !== customerId) return refuse({ code: 'not_found' });
    const shown = readDraft(kept);
    if (shown === null || kept.expiresAt <= clock.now()) return refuse({ code: 'draft_expired' });
    return accept({ kept, shown });
  };
}

/** The draft without its answers and at its end, if it still is as it was seen and nothing of it has gone out. */
function emptied(
  { kept, shown }: OwnDraft,
  { seen, now }: { readonly seen: number; readonly now: Instant },
): Outcome<Draft, HttpRefusal<'draft_changed' | 'illegal_step'>> {
  if (kept.version !== seen) return refuse({ code: 'draft_changed' });
  // The key of a confirmation that has gone out lives here alone; without it nobody could ask what became of it.
  const { wizard, state } = shown;
  if (state.sent || state.transactionId !== null) return refuse({ code: 'illegal_step' });
  return accept({
    ...kept,
    version: kept.version + 1,
    state: WIZARDS[wizard].initial,
    updatedAt: now,
    expiresAt: now,
  });
}

/** There is room again when the first of them ends. */
function tooManyDrafts(living: readonly Draft[], now: Instant): ReturnType<typeof tooMany> {
  const firstEnd = Math.min(now + DRAFT_LIFETIME_MS, ...living.map(({ expiresAt }) => expiresAt));
  return tooMany(Math.ceil((firstEnd - now) / SECOND_MS), `there are ${DRAFTS_MAX} unfinished wizards`);
}
