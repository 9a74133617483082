/** What the pages where people pay have in common. They say in their first line that they are a sandbox. */
import { createHash } from 'node:crypto';
import type { WireAnswer } from '../wire/provider-wire.ts';
import { escapeHtml, PAGE_CSS } from './html.ts';

const CSS = `${PAGE_CSS}
main { max-width: 30rem; margin: 0 auto; padding: 40px 16px; }
dl { display: grid; grid-template-columns: 1fr auto; margin: 24px 0; border-top: 1px solid var(--line); }
dt, dd { margin: 0; padding: 12px 0; border-bottom: 1px solid var(--line); }
dd { text-align: right; white-space: nowrap; }
dd.wrap { white-space: normal; max-width: 13rem; }
.total { font-weight: 600; font-size: 1.125rem; }
form { display: flex; gap: 12px; flex-wrap: wrap; }
form + form { margin-top: 24px; }
form button { flex: 1 1 12rem; min-height: 48px; }
.field { display: block; flex: 1 1 100%; font-weight: 600; }
.field input, .field select { display: block; width: 100%; min-height: 48px; margin-top: 4px; padding: 8px 12px; font: inherit;
  font-weight: 400; color: var(--ink); background: var(--surface); border: 1px solid var(--control); border-radius: 8px; }
.field .hint { display: block; font-weight: 400; color: var(--muted); font-size: 0.875rem; margin-top: 4px; }
.field:has(+ button) { margin-bottom: 12px; }
`;
const CSS_HASH = createHash('sha256').update(CSS).digest('base64');

/** A whole page; `body` is HTML, the title is not. */
export function hostedHtml(status: number, title: string, body: string): WireAnswer {
  return {
    status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
      'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${CSS_HASH}'; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`,
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
    },
    body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)} (sandbox)</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>${CSS}</style></head>
<body><main><p class="note">This is a sandbox. No real money moves, and no card is asked for.</p>
<h1>${escapeHtml(title)}</h1>${body}</main></body></html>`,
  };
}

export type DetailRow = readonly [label: string, value: string, style?: string];

export function detailList(rows: readonly DetailRow[]): string {
  const cells = rows.map(
    ([label, value, style = '']) =>
      `<dt class="${style.replace('mono', '')}">${escapeHtml(label)}</dt><dd class="${style}">${escapeHtml(value)}</dd>`,
  );
  return `<dl>${cells.join('')}</dl>`;
}

/** Only web addresses: anything else could run a script in the person's browser. */
export function parseReturnUrl(text: string | null): string | null {
  if (text === null || !URL.canParse(text)) return null;
  const url = new URL(text);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null;
}

/** The way back to the application, or nothing. */
export function backLink(back: string | null): string {
  if (back === null) return '';
  return `<p><a class="button" href="${escapeHtml(back)}">Back to ${escapeHtml(new URL(back).host)}</a></p>`;
}
