import { type I18n, setupI18n } from '@lingui/core';
import { useLingui } from '@lingui/react';
import { useMemo } from 'react';

/** Gives the words for a message id of the catalogue, with its values put in. */
export interface Text {
  (id: string, values?: Record<string, string | number>): string;
  /** Whether the catalogue has words for it. */
  has(id: string): boolean;
}

export function textOf(i18n: I18n): Text {
  const text = (id: string, values?: Record<string, string | number>): string => i18n._(id, values);
  return Object.assign(text, { has: (id: string) => Object.hasOwn(i18n.messages, id) });
}

export function useText(): Text {
  const { i18n } = useLingui();
  return useMemo(() => textOf(i18n), [i18n]);
}

export function createI18n(locale: string, messages: Parameters<I18n['load']>[1]): I18n {
  const i18n = setupI18n({ locale, messages: { [locale]: messages } });
  return i18n;
}

/** Adds words of the same language to those that are there. Adding them once more changes nothing. */
export function addWords(i18n: I18n, messages: Parameters<I18n['load']>[1]): void {
  const isNew = Object.keys(messages).some((id) => !Object.hasOwn(i18n.messages, id));
  if (isNew) i18n.load(i18n.locale, messages);
}
