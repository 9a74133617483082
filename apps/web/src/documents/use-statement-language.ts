import type { StatementLanguage } from '@diboas/protocol';
import { useLingui } from '@lingui/react';

const LANGUAGES: readonly StatementLanguage[] = ['en', 'pt-BR', 'es', 'de'];

/** The language that the page is in, for the document to be in as well. */
export function useStatementLanguage(): StatementLanguage {
  const { i18n } = useLingui();
  return LANGUAGES.find((one) => one === i18n.locale) ?? 'en';
}
