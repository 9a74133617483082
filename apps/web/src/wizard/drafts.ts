import type { CallRefusal } from '@diboas/client';
import { accept, type Outcome } from '@diboas/kernel';
import { type DraftView, draftEventRequest } from '@diboas/protocol';
import type { WizardEvents } from '@diboas/wizards';
import { keys } from '../api/queries.ts';
import type { Services } from '../services/services.ts';
import type { FlowName } from './flow.ts';

/** A new draft on the server, with the given answers already in it; it stands on the first question left open. */
export async function startDraft<Name extends FlowName>(
  { call, queryClient, queries }: Pick<Services, 'call' | 'queryClient' | 'queries'>,
  wizard: Name,
  answers: readonly WizardEvents[Name][] = [],
): Promise<Outcome<DraftView, CallRefusal>> {
  // What it may be is read on the way, so that the first question knows it.
  void queryClient.prefetchQuery(queries.operations());
  const created = await call('createDraft', { body: { wizard } });
  if (!created.ok) return created;
  let draft = created.value;
  for (const event of answers) {
    const sent = await call('sendDraftEvent', {
      params: { id: draft.id },
      body: draftEventRequest.parse({ wizard, version: draft.version, event }),
    });
    if (!sent.ok) return sent;
    draft = sent.value;
  }
  queryClient.setQueryData(keys.draft(draft.id), draft);
  void queryClient.invalidateQueries({ queryKey: keys.drafts });
  return accept(draft);
}

/**
 * Throws a draft away. One that went on in another tab is read again with what it has become, and may be thrown away as that.
 * Null where it is gone.
 */
export async function discardDraft(
  { call, queryClient }: Pick<Services, 'call' | 'queryClient'>,
  { id, version }: Pick<DraftView, 'id' | 'version'>,
): Promise<CallRefusal | null> {
  const outcome = await call('discardDraft', { params: { id }, body: { version } });
  if (outcome.ok || (outcome.refusal.kind === 'refused' && outcome.refusal.problem.status !== 503)) {
    queryClient.removeQueries({ queryKey: keys.draft(id) });
    await queryClient.invalidateQueries({ queryKey: keys.drafts });
  }
  return outcome.ok ? null : outcome.refusal;
}
