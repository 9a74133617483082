/** What the sandbox's own pages have in common: plain HTML with its style and script inside. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ChainNetwork } from '@diboas/networks';
import { escapeHtml, PAGE_CSS } from '@diboas/sandbox-kit';

const CSS = `${PAGE_CSS}
main { max-width: 72rem; margin: 0 auto; padding: 24px 16px 80px; }
header { display: flex; gap: 12px 24px; flex-wrap: wrap; align-items: end; justify-content: space-between; }
header > div { max-width: 62ch; }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: 0.875rem; }
th, td { text-align: left; vertical-align: top; padding: 8px 16px 8px 0; border-bottom: 1px solid var(--line); }
th { font-weight: 600; color: var(--muted); white-space: nowrap; }
td.amount, th.amount { text-align: right; white-space: nowrap; }
td.mono { min-width: 10rem; }
td.time { white-space: nowrap; color: var(--muted); }
td button { min-height: 32px; padding: 2px 12px; font-size: 0.875rem; margin: 0 4px 4px 0; }
td pre { margin: 4px 0 0; white-space: pre-wrap; overflow-wrap: anywhere; font-size: 0.8125rem; color: var(--muted); }
summary { cursor: pointer; min-height: 24px; }
.good { color: var(--gain); } .bad { color: var(--loss); } .warn { color: var(--warn); }
.faults { display: flex; gap: 12px; flex-wrap: wrap; align-items: end; }
.faults label { display: grid; gap: 4px; font-size: 0.875rem; color: var(--muted); }
select, input { font: inherit; min-height: 44px; padding: 8px 12px; color: var(--ink); background: var(--surface);
  border: 1px solid var(--control); border-radius: 8px; }
input { width: 9rem; }
.tabs { display: flex; gap: 4px 20px; flex-wrap: wrap; margin: 0 0 20px; }
.tabs a { display: inline-flex; align-items: center; min-height: 44px; font-weight: 600; text-decoration: none; color: var(--muted);
  border-bottom: 2px solid transparent; }
.tabs a:hover { color: var(--ink); }
.tabs a[aria-current] { color: var(--brand); border-color: var(--brand); }
.problem { color: var(--loss); min-height: 1.55em; margin: 8px 0 0; white-space: pre-line; }
`;

/** What the scripts of all pages import, at its address. */
export const PARTS_PATH = '/page-parts.js';
export const PARTS = readFileSync(new URL('./page-parts.js', import.meta.url), 'utf8');
export const PARTS_HEADERS = {
  'Content-Type': 'text/javascript; charset=utf-8',
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
} as const;

export interface ShownPage {
  readonly headers: Readonly<Record<string, string>>;
  readonly html: string;
}

/**
 * @param main HTML, safe as it is
 * @param script the name of a file beside this one, a module that imports the parts
 */
export function shownPage({
  title,
  main,
  script,
  css = '',
}: {
  readonly title: string;
  readonly main: string;
  readonly script: string;
  readonly css?: string;
}): ShownPage {
  const code = readFileSync(new URL(`./${script}`, import.meta.url), 'utf8');
  const style = CSS + css;
  const policy = [
    "default-src 'none'",
    `style-src ${hashOf(style)}`,
    `script-src 'self' ${hashOf(code)}`,
    "connect-src 'self'",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
      'Content-Security-Policy': policy.join('; '),
      'X-Content-Type-Options': 'nosniff',
    },
    html: `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>${style}</style></head>
<body><main>
${main}
</main><script type="module">${code}</script></body></html>`,
  };
}

/** The ways to the other pages: the providers, and each chain that is here. None where there is no chain. */
export function tabs(networks: readonly ChainNetwork[], current: ChainNetwork | null): string {
  if (networks.length === 0) return '';
  const tab = (href: string, words: string, isCurrent: boolean) =>
    `<a href="${href}"${isCurrent ? ' aria-current="page"' : ''}>${words}</a>`;
  const ofChains = networks.map((network) =>
    tab(`/networks/${network}`, nameOf(network), network === current),
  );
  return `<nav class="tabs" aria-label="Pages">${tab('/', 'Providers', current === null)}${ofChains.join('')}</nav>`;
}

export function nameOf(network: ChainNetwork): string {
  return network.charAt(0).toUpperCase() + network.slice(1);
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
