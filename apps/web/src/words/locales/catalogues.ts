import type { Messages } from '@lingui/core';
import type { Language } from '../../first/locale.ts';

/** Each language's words are a file of their own, fetched only by those who read it. */
export const CATALOGUES: Record<Language, () => Promise<{ readonly messages: Messages }>> = {
  en: () => import('./en.po'),
  'pt-BR': () => import('./pt-BR.po'),
  es: () => import('./es.po'),
  de: () => import('./de.po'),
};
