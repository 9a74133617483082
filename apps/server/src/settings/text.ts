/**
 * How a text setting is read: one rule for all of them. Files end in a newline and tools keep the quotes of a line
 * (`KEY="value"`), and a secret with either refuses every webhook without a word. So what surrounds a value is taken
 * away, and what is left must be something a person could have meant.
 */
export type TextProblem = 'has a quote at one end only' | 'has a line break or an invisible character in it';

export type TextReading =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problem: TextProblem };

/** Control characters, and those that are there without being seen: soft hyphens, zero widths, marks of direction. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

const QUOTED = /^(["'`])(.*)\1$/s;
const QUOTE_AT_AN_END = /^["'`]|["'`]$/;

/**
 * @param isPem whether the value is a key in PEM, which has line breaks, or `\n` where a tool wrote them out
 * @returns the value without white space and quotes around it; an empty text is a setting that was not given
 */
export function readSettingText(value: string, { isPem }: { readonly isPem: boolean }): TextReading {
  const trimmed = value.trim();
  const text = trimmed.length > 1 ? trimmed.replace(QUOTED, '$2').trim() : trimmed;
  if (QUOTE_AT_AN_END.test(text)) return { ok: false, problem: 'has a quote at one end only' };
  const whole = isPem ? withLineBreaks(text) : text;
  const shown = isPem ? whole.replaceAll('\n', '') : whole;
  if (UNSEEN.test(shown)) return { ok: false, problem: 'has a line break or an invisible character in it' };
  return { ok: true, text: whole };
}

/** The line breaks of a PEM as themselves, however they were written down. */
function withLineBreaks(text: string): string {
  return text.replaceAll(/\\r\\n|\\n|\r\n?/g, '\n').trim();
}
