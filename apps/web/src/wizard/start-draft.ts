import type { Call, CallRefusal } from '@diboas/client';
import { accept, type Outcome } from '@diboas/kernel';
import type { DraftEventRequest, DraftView, PaymentMethod } from '@diboas/protocol';
import type { QueryClient } from '@tanstack/react-query';
import { keys } from '../api/queries.ts';

/** A new draft on the server, with the given answers already in it; without a method its step asks for one. */
export async function startDraft(
  call: Call,
  queryClient: QueryClient,
  answers?: { readonly amount: string; readonly method: PaymentMethod | null },
): Promise<Outcome<DraftView, CallRefusal>> {
  const created = await call('createDraft', { body: { wizard: 'add_funds' } });
  if (!created.ok) return created;
  let draft = created.value;
  const events: readonly DraftEventRequest['event'][] = answers
    ? [
        { type: 'amount_chosen', amount: answers.amount },
        ...(answers.method === null ? [] : [{ type: 'method_chosen', method: answers.method } as const]),
      ]
    : [];
  for (const event of events) {
    const sent = await call('sendDraftEvent', {
      params: { id: draft.id },
      body: { version: draft.version, event },
    });
    if (!sent.ok) return sent;
    draft = sent.value;
  }
  queryClient.setQueryData(keys.draft(draft.id), draft);
  void queryClient.invalidateQueries({ queryKey: keys.drafts });
  return accept(draft);
}
