import { type I18n, setupI18n } from '@lingui/core';
import { useLingui } from '@lingui/react';
import { useCallback } from 'react';

/** Gives the words for a message id of the catalogue, with its values put in. */
export type Text = (id: string, values?: Record<string, string | number>) => string;

export function textOf(i18n: I18n): Text {
  return (id, values) => i18n._(id, values);
}

export function useText(): Text {
  const { i18n } = useLingui();
  return useCallback<Text>((id, values) => i18n._(id, values), [i18n]);
}

export function createI18n(locale: string, messages: Parameters<I18n['load']>[1]): I18n {
  const i18n = setupI18n({ locale, messages: { [locale]: messages } });
  return i18n;
}
