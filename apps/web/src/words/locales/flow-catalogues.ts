import type { Messages } from '@lingui/core';
import type { Language } from '../../first/locale.ts';

/** The words that only flows name, in each language: only flows wait for them. */
export const FLOW_CATALOGUES: Record<Language, () => Promise<{ readonly messages: Messages }>> = {
  en: () => import('./en.po?part=flows&?lingui'),
  'pt-BR': () => import('./pt-BR.po?part=flows&?lingui'),
  es: () => import('./es.po?part=flows&?lingui'),
  de: () => import('./de.po?part=flows&?lingui'),
};
