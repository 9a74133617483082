import type { PersonState } from '@diboas/protocol';
import clsx from 'clsx';
import {
  Ban,
  CircleAlert,
  CircleArrowLeft,
  CircleCheck,
  CircleDashed,
  CircleHelp,
  CircleMinus,
  CircleSlash,
  CircleStop,
  CircleX,
  ClipboardCheck,
  FastForward,
  Hourglass,
  LifeBuoy,
  type LucideIcon,
  OctagonX,
  PieChart,
  RefreshCw,
  RotateCcw,
  Search,
  TimerOff,
  Undo2,
  UserRoundSearch,
} from 'lucide-react';
import { useText } from '../words/text.ts';

/** Each state has a shape of its own, so that no state is told by its colour. */
export const STATE_ICONS: Record<PersonState, LucideIcon> = {
  accepted: ClipboardCheck,
  awaiting_you: CircleAlert,
  awaiting_recipient: UserRoundSearch,
  processing: CircleDashed,
  retrying: RefreshCw,
  delayed: Hourglass,
  under_review: Search,
  unknown: CircleHelp,
  completed: CircleCheck,
  partly_done: PieChart,
  failed_nothing_moved: CircleX,
  declined: OctagonX,
  returning: Undo2,
  returned: CircleArrowLeft,
  return_failed: LifeBuoy,
  cancelled: Ban,
  cancelling: CircleStop,
  cancel_too_late: FastForward,
  expired: TimerOff,
  reversed: RotateCcw,
  taken_back: CircleMinus,
};

type Tone = 'calm' | 'act' | 'done' | 'wrong' | 'over';

const TONES: Record<PersonState, Tone> = {
  accepted: 'calm',
  awaiting_you: 'act',
  awaiting_recipient: 'calm',
  processing: 'calm',
  retrying: 'calm',
  delayed: 'act',
  under_review: 'calm',
  unknown: 'act',
  completed: 'done',
  partly_done: 'act',
  failed_nothing_moved: 'wrong',
  declined: 'wrong',
  returning: 'act',
  returned: 'over',
  return_failed: 'wrong',
  cancelled: 'over',
  cancelling: 'calm',
  cancel_too_late: 'act',
  expired: 'over',
  reversed: 'act',
  taken_back: 'over',
};

const TONE_CLASS: Record<Tone, string> = {
  calm: 'text-brand',
  act: 'text-warn',
  done: 'text-gain',
  wrong: 'text-loss',
  over: 'text-muted',
};

export function StateIcon({ state, className }: { state: PersonState; className?: string }) {
  const Icon = STATE_ICONS[state] ?? CircleSlash;
  return <Icon className={clsx('shrink-0', TONE_CLASS[TONES[state]], className)} aria-hidden="true" />;
}

/** The state's shape and its word. */
export function StateMark({ state }: { state: PersonState }) {
  const t = useText();
  return (
    <span className={clsx('inline-flex items-center gap-2 text-sm font-semibold', TONE_CLASS[TONES[state]])}>
      <StateIcon state={state} className="size-4.5" />
      <span>{t(`state.${state}.word`)}</span>
    </span>
  );
}
