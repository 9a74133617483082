import type { Messages } from '@lingui/core';
import type { Language } from '../../first/locale.ts';

interface Catalogue {
  /** The words of the first view, which it waits for. */
  first(): Promise<{ readonly messages: Messages }>;
  /** Those of the pages that people read, which every further page waits for. */
  others(): Promise<{ readonly messages: Messages }>;
  /** Those that operations have of their own, which come beside the others. */
  own(): Promise<{ readonly messages: Messages }>;
}

/**
 * Each language's words are five files of their own, fetched only by those who read it. An author has one catalogue: the
 * build finds out which words are named where, and parts each in five, of which the last two are told of beside
 * (`flow-catalogues.ts`), since the first view has nothing of them. In development each is the whole.
 */
export const CATALOGUES: Record<Language, Catalogue> = {
  en: {
    first: () => import('./en.po?part=first&?lingui'),
    others: () => import('./en.po?part=others&?lingui'),
    own: () => import('./en.po?part=own&?lingui'),
  },
  'pt-BR': {
    first: () => import('./pt-BR.po?part=first&?lingui'),
    others: () => import('./pt-BR.po?part=others&?lingui'),
    own: () => import('./pt-BR.po?part=own&?lingui'),
  },
  es: {
    first: () => import('./es.po?part=first&?lingui'),
    others: () => import('./es.po?part=others&?lingui'),
    own: () => import('./es.po?part=own&?lingui'),
  },
  de: {
    first: () => import('./de.po?part=first&?lingui'),
    others: () => import('./de.po?part=others&?lingui'),
    own: () => import('./de.po?part=own&?lingui'),
  },
};
