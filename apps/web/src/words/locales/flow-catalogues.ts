import type { Messages } from '@lingui/core';
import type { Language } from '../../first/locale.ts';

/** The words that only flows name, in each language: only flows wait for them. */
export const FLOW_CATALOGUES: Record<Language, () => Promise<{ readonly messages: Messages }>> = {
  en: () => import('./en.po?part=flows&?lingui'),
  'pt-BR': () => import('./pt-BR.po?part=flows&?lingui'),
  es: () => import('./es.po?part=flows&?lingui'),
  de: () => import('./de.po?part=flows&?lingui'),
};

/** The words that only the pages of what earns name, in each language: only those wait for them. */
export const EARN_CATALOGUES: typeof FLOW_CATALOGUES = {
  en: () => import('./en.po?part=earn&?lingui'),
  'pt-BR': () => import('./pt-BR.po?part=earn&?lingui'),
  es: () => import('./es.po?part=earn&?lingui'),
  de: () => import('./de.po?part=earn&?lingui'),
};
