import type { CallRefusal } from '@diboas/client';
import type { Text } from '../../words/text.ts';

/** Why no link was sent, and what one can do about it. */
export function linkRefusalText(refusal: CallRefusal, t: Text): string {
  if (refusal.kind === 'no_answer') return t('signIn.failed.noAnswer');
  const { code } = refusal.problem;
  if (code === 'invalid_request') return t('signIn.failed.address');
  if (code === 'too_many_requests') return t('signIn.failed.tooMany');
  if (code === 'unavailable') return t('signIn.failed.unavailable');
  return t('signIn.failed.ours');
}
