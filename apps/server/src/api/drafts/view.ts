import { assert, formatInstant } from '@diboas/kernel';
import type { Draft } from '@diboas/orchestration';
import { addFundsState, type DraftView } from '@diboas/protocol';

export function showDraft(draft: Draft): DraftView {
  assert(draft.wizard === 'add_funds', 'a wizard that screens do not know', { wizard: draft.wizard });
  return {
    id: draft.id,
    wizard: draft.wizard,
    version: draft.version,
    state: addFundsState.parse(draft.state),
    createdAt: formatInstant(draft.createdAt),
    updatedAt: formatInstant(draft.updatedAt),
    expiresAt: formatInstant(draft.expiresAt),
  };
}
