import type { Messages } from '@lingui/core';
import type { Language } from '../app/locale.ts';

/** Each language's words are a file of their own, fetched only by those who read it. */
export const CATALOGUES: Partial<Record<Language, () => Promise<{ readonly messages: Messages }>>> & {
  readonly en: () => Promise<{ readonly messages: Messages }>;
} = {
  en: () => import('./en.po'),
};
