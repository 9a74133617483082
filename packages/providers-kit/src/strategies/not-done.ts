// Why a start or a stop of a strategy is not prepared, in the same words on whatever network.
import { unreachable } from '@diboas/kernel';
import type { PrepareAnswer } from '@diboas/orchestration';
import { notPossible, notYet, refused } from '../calling/not-prepared.ts';

/** `no_market`: nothing may be put in now. `amount_too_small`, `amount_too_large`: not so little, not so much. */
export type NoStart = 'unavailable' | 'no_market' | 'amount_too_small' | 'amount_too_large';

export function notStarted(why: NoStart): PrepareAnswer {
  switch (why) {
    case 'unavailable':
      return refused('unavailable');
    case 'no_market':
      return notPossible('declined', 'nothing may be put in now');
    case 'amount_too_small':
      return notPossible('limit_exceeded', 'so little may not be put in now');
    case 'amount_too_large':
      return notPossible('limit_exceeded', 'not so much may be put in now');
    default:
      return unreachable(why);
  }
}

/** `changed`: what runs there is not what was looked at, so nothing is taken out before somebody has looked. */
export type NoStop = 'unavailable' | 'changed' | 'paused';

export function notStopped(why: NoStop): PrepareAnswer {
  switch (why) {
    case 'unavailable':
      return refused('unavailable');
    case 'changed':
      return notPossible('declined', 'what runs there is not what was looked at');
    case 'paused':
      return notYet('nothing can be taken out now');
    default:
      return unreachable(why);
  }
}

/** `unknown`: nobody ever put anything in by that name. */
export function noPosition(why: 'unavailable' | 'unknown'): PrepareAnswer {
  return why === 'unknown'
    ? notPossible('unsupported', 'no such position was put in')
    : refused('unavailable');
}
