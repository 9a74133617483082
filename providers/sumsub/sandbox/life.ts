/**
 * An applicant's life, as a table of acts.
 *
 *   init ─submit─▶ pending ─settle─▶ completed ─submit (only after RETRY)─▶ pending
 *                     └wait─▶ prechecked, queued, onHold, awaitingUser, awaitingService ─settle─▶ completed
 *   any ─deactivate─▶ the same, inactive;  completed ─reset─▶ init
 */
import { accept, type Outcome, refuse, unreachable } from '@diboas/kernel';
import type { Life, Moved } from '@diboas/sandbox-kit';
import type { Applicant, Documented, Ending, ReviewStatus } from './applicant.ts';

type Waiting = Exclude<ReviewStatus, 'init' | 'pending' | 'completed'>;

export type Act =
  | { readonly does: 'submit'; readonly ending: Ending }
  | { readonly does: 'wait'; readonly as: Waiting }
  | { readonly does: 'settle' }
  | { readonly does: 'reset' }
  | { readonly does: 'deactivate' };

/** Whose document it is where nobody says. */
export const SAMPLE: Documented = {
  ...{ firstName: 'Ada', lastName: 'Moss', bornOn: '1990-05-17', country: 'USA' },
};

const UNREADABLE: Ending = { answer: 'RED', type: 'RETRY', labels: ['UNSATISFACTORY_PHOTOS'] };

const passes: Act = { does: 'submit', ending: { answer: 'GREEN', document: SAMPLE } };
const fails: Act = { does: 'submit', ending: { answer: 'RED', type: 'FINAL', labels: ['FORGERY'] } };
const settle: Act = { does: 'settle' };

export const LIFE: Life<Applicant, Act> = {
  move,
  nextAct: ({ phase }, pace) => (phase === 'pending' ? { act: settle, afterMs: pace.stepMs } : null),
  wayTo: { pay: [passes], process: [passes], complete: [passes, settle], reject: [fails, settle] },
  statusOf: ({ phase, isInactive, tries }) => `${phase} ${tries} ${isInactive}`,
};

function move(applicant: Applicant, act: Act): Outcome<Moved<Applicant>, 'not_in_this_phase'> {
  if (applicant.isInactive || !isAllowed(applicant, act)) return refuse('not_in_this_phase');
  return accept({ session: moved(applicant, act), executions: [] });
}

function isAllowed({ phase, ending }: Applicant, { does }: Act): boolean {
  const isUnderWay = phase !== 'init' && phase !== 'completed';
  switch (does) {
    case 'submit':
      return (
        phase === 'init' || (phase === 'completed' && ending?.answer === 'RED' && ending.type === 'RETRY')
      );
    case 'wait':
    case 'settle':
      return isUnderWay;
    case 'reset':
      return phase === 'completed' || phase === 'onHold';
    // Not while it is being checked.
    case 'deactivate':
      return !isUnderWay;
    default:
      return unreachable(does);
  }
}

function moved(applicant: Applicant, act: Act): Applicant {
  switch (act.does) {
    case 'submit': {
      const ending = applicant.failsAnyway ? UNREADABLE : act.ending;
      return { ...applicant, phase: 'pending', ending, tries: applicant.tries + 1 };
    }
    case 'wait':
      return { ...applicant, phase: act.as };
    case 'settle':
      return { ...applicant, phase: 'completed' };
    case 'reset':
      return { ...applicant, phase: 'init', ending: null };
    case 'deactivate':
      return { ...applicant, isInactive: true };
    default:
      return unreachable(act);
  }
}
