/**
 * A verification session's life, as a table of acts.
 *
 *   requires_input ─submit─▶ processing ─settle─▶ verified
 *     ▲    └fail─▶ requires_input (an error)  │
 *     └───────────────────────────────────────┘ (an error)
 *   requires_input ─cancel─▶ canceled;  requires_input, verified ─redact─▶ the same, without its data
 */
import { accept, type Outcome, refuse, unreachable } from '@diboas/kernel';
import type { Life, Moved, Pace } from '@diboas/sandbox-kit';
import type { Documented, Ending, Verification, VerificationPhase } from './session.ts';

export type Act =
  | { readonly does: 'submit'; readonly ending: Ending }
  | { readonly does: 'settle' }
  /** Ends a try before any document was looked at. */
  | { readonly does: 'fail'; readonly code: string }
  | { readonly does: 'cancel' }
  | { readonly does: 'redact' };

const ALLOWED_IN: Readonly<Record<Act['does'], readonly VerificationPhase[]>> = {
  submit: ['requires_input'],
  settle: ['processing'],
  fail: ['requires_input'],
  cancel: ['requires_input'],
  redact: ['requires_input', 'verified'],
};

/** Whose document it is where nobody says. */
export const SAMPLE: Documented = {
  ...{ firstName: 'Ada', lastName: 'Moss', bornOn: '1990-05-17', country: 'US' },
};

const passes: Act = { does: 'submit', ending: { is: 'verified', document: SAMPLE } };
const fails: Act = { does: 'submit', ending: { is: 'failed', code: 'document_unverified_other' } };
const settle: Act = { does: 'settle' };

export const LIFE: Life<Verification, Act> = {
  move,
  nextAct: ({ phase }: Verification, pace: Pace) =>
    phase === 'processing' ? { act: settle, afterMs: pace.stepMs } : null,
  wayTo: { pay: [passes], process: [passes], complete: [passes, settle], reject: [fails, settle] },
  statusOf: ({ phase, lastError, isRedacted, report }) =>
    [phase, lastError, report, isRedacted ? 'redacted' : ''].join(' '),
};

function move(session: Verification, act: Act): Outcome<Moved<Verification>, 'not_in_this_phase'> {
  const isAllowed = ALLOWED_IN[act.does].includes(session.phase) && !session.isRedacted;
  return isAllowed ? accept({ session: moved(session, act), executions: [] }) : refuse('not_in_this_phase');
}

function moved(session: Verification, act: Act): Verification {
  const failed = { phase: 'requires_input', ending: null } as const;
  switch (act.does) {
    case 'submit':
      return { ...session, phase: 'processing', lastError: null, ending: endingOf(session, act.ending) };
    case 'settle': {
      const report = `vr_${session.id.slice(3)}_${session.link.token.slice(0, 6)}`;
      const { ending } = session;
      if (ending?.is !== 'verified')
        return { ...session, ...failed, report, lastError: ending?.code ?? null };
      return { ...session, phase: 'verified', ending: null, report, document: ending.document };
    }
    case 'fail':
      return { ...session, ...failed, lastError: act.code };
    case 'cancel':
      return { ...session, phase: 'canceled' };
    case 'redact':
      return { ...session, isRedacted: true };
    default:
      return unreachable(act);
  }
}

function endingOf({ failsAnyway }: Verification, ending: Ending): Ending {
  return failsAnyway ? { is: 'failed', code: 'document_unverified_other' } : ending;
}
