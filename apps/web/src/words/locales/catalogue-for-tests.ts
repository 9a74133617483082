import { readFileSync } from 'node:fs';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import { createI18n, type Text, textOf } from '../text.ts';

/** A language's messages by id, straight from its PO file: the tests run without the bundler that compiles it. */
export function readCatalogue(locale: string): ReadonlyMap<string, string> {
  const po = readFileSync(new URL(`./${locale}.po`, import.meta.url), 'utf8');
  const entries = [...po.matchAll(/^msgid "(.+)"\nmsgstr "(.*)"$/gm)];
  return new Map(entries.map(([, id = '', text = '']) => [unquoted(id), unquoted(text)]));
}

export function textFor(locale: string): Text {
  const messages = [...readCatalogue(locale)].map(([id, text]) => [id, compileMessage(text)] as const);
  return textOf(createI18n(locale, Object.fromEntries(messages)));
}

function unquoted(text: string): string {
  return text.replace(/\\(.)/g, '$1');
}
