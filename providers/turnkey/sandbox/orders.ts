/** Activities as the control of the sandbox sees them: where somebody is asked, it gives that person's yes or no. */
import { accept, refuse } from '@diboas/kernel';
import type { ProviderOrders, ShownOrder } from '@diboas/sandbox-kit';
import type { Activity } from './activities.ts';
import { carryOut, type SubmissionParts } from './submissions.ts';

/** `process` approves what needs somebody's consensus, and `reject` rejects it. */
export function showActivities(parts: SubmissionParts): ProviderOrders {
  const { activities } = parts;
  return {
    shown: () => activities.list().map(shown).toReversed(),
    advance(id, to) {
      const activity = activities.get(id);
      if (!activity) return refuse('unknown_session');
      if (activity.status !== 'ACTIVITY_STATUS_CONSENSUS_NEEDED') return refuse('not_in_this_phase');
      if (to === 'process') return accept(shown(carryOut(parts, id)));
      if (to === 'reject')
        return accept(shown(activities.change(id, { status: 'ACTIVITY_STATUS_REJECTED' })));
      return refuse('not_in_this_phase');
    },
  };
}

function shown({ id, createdAt, status, envelope }: Activity): ShownOrder {
  const { name } = envelope.intent;
  return {
    provider: 'turnkey',
    id,
    createdAt,
    status,
    phase: status,
    method: name,
    price: null,
    hostedPath: '',
  };
}
