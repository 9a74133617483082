import type { PartTexts } from '@diboas/ui';
import type { Text } from './text.ts';

/** The words of the parts that every app's screens are made of, in the person's language. */
export function partTexts(t: Text): PartTexts {
  return {
    appName: 'diBoaS',
    error: { summary: t('error.summary'), prefix: t('error.prefix') },
    copy: {
      offer: (label) => t('copy.label', { label }),
      done: (label) => t('copy.done', { label }),
      failed: (label) => t('copy.failed', { label }),
    },
    waiting: { still: t('waiting.still'), long: t('waiting.long'), retry: t('waiting.retry') },
  };
}
