// What documents for people say: a language that lacks a text does not compile.
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { ptBr } from './pt-br.ts';
import type { DocumentOperation, DocumentWords } from './words.ts';

/** The languages of documents for people: those of the app. */
export const DOCUMENT_LANGUAGES = ['en', 'pt-BR', 'es', 'de'] as const;
export type DocumentLanguage = (typeof DOCUMENT_LANGUAGES)[number];

const WORDS: Readonly<Record<DocumentLanguage, DocumentWords>> = { en, 'pt-BR': ptBr, es, de };

export function wordsIn(language: DocumentLanguage): DocumentWords {
  return WORDS[language];
}

export function isDocumentLanguage(text: string): text is DocumentLanguage {
  return DOCUMENT_LANGUAGES.some((one) => one === text);
}

export function operationIn({ operations }: DocumentWords, operation: string): string {
  return Object.hasOwn(operations, operation) ? operations[operation as DocumentOperation] : operations.OTHER;
}
