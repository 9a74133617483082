import { FONT_PATH } from './font.ts';

/** Text that is safe inside HTML, also within attribute values in double quotes. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** The project's colours, light and dark, for pages that need no build. */
export const PAGE_CSS = `
@font-face { font-family: "Hanken Grotesk"; font-weight: 100 900; font-display: swap;
  src: url("${FONT_PATH}") format("woff2"); }
:root { color-scheme: light dark;
  --paper: #FBF8F6; --surface: #FFFFFF; --sunken: #F4EFEA; --line: #E4DDD4; --control: #7B827F;
  --ink: #0F1A21; --muted: #566069; --brand: #0B635D; --brand-hover: #084D48; --on-brand: #FFFFFF;
  --brand-tint: #E3F1EF; --gain: #17683F; --loss: #A12B2B; --warn: #7A4A00; --warn-tint: #FBF0DA; --focus: #1B4FD8; }
@media (prefers-color-scheme: dark) { :root {
  --paper: #0C1518; --surface: #131E22; --sunken: #091114; --line: #27353A; --control: #75868A;
  --ink: #EEF3F2; --muted: #A5B3B4; --brand: #66CFC2; --brand-hover: #8ADDD3; --on-brand: #04211F;
  --brand-tint: #12292A; --gain: #6FCF97; --loss: #FF9C93; --warn: #E9B65A; --warn-tint: #2E2412; --focus: #8FB4FF; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 "Hanken Grotesk", ui-sans-serif, system-ui, sans-serif;
  font-variant-numeric: tabular-nums lining-nums; }
h1 { font-size: 1.75rem; line-height: 1.2; letter-spacing: -0.01em; margin: 0 0 8px; }
h2 { font-size: 1.125rem; margin: 40px 0 12px; }
a { color: var(--brand); }
.muted { color: var(--muted); }
.note { background: var(--warn-tint); color: var(--warn); border-radius: 10px; padding: 12px 16px; margin: 0 0 24px; }
.mono { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-size: 0.875rem; overflow-wrap: anywhere; }
button, .button { display: inline-flex; align-items: center; justify-content: center; min-height: 44px;
  padding: 8px 20px; font: inherit; font-weight: 600; border-radius: 8px; border: 1px solid var(--control);
  background: var(--surface); color: var(--ink); cursor: pointer; text-decoration: none; }
button:hover, .button:hover { background: var(--sunken); }
.primary { background: var(--brand); border-color: var(--brand); color: var(--on-brand); }
.primary:hover { background: var(--brand-hover); }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
`;
