import type { CallRefusal } from '@diboas/client';
import { unreachable } from '@diboas/kernel';
import type { RefusalOf } from '@diboas/protocol';
import type { Text } from '../../words/text.ts';

/** Why a link was not sent, or not followed. */
export type LinkRefusal = CallRefusal<RefusalOf<'requestLink' | 'followLink'>>;

/** Why no link was sent, and what one can do about it. */
export function linkRefusalText(refusal: LinkRefusal, t: Text): string {
  if (refusal.kind === 'no_answer') return t('signIn.failed.noAnswer');
  const { code } = refusal.problem;
  switch (code) {
    case 'invalid_request':
      return t('signIn.failed.address');
    case 'too_many_requests':
      return t('signIn.failed.tooMany');
    case 'unavailable':
      return t('signIn.failed.unavailable');
    case 'body_too_large':
    case 'internal':
    case 'not_acceptable':
    case 'not_allowed':
    case 'request_timeout':
    case 'unsupported_media_type':
      return t('signIn.failed.ours');
    default:
      return unreachable(code);
  }
}
