/** The sandbox's own page: what it did, and which faults are on. Plain HTML with its style and script inside. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { escapeHtml, faultSchema, PAGE_CSS } from '@diboas/sandbox-kit';

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
.problem { color: var(--loss); min-height: 1.55em; margin: 8px 0 0; white-space: pre-line; }
`;

const SCRIPT = readFileSync(new URL('./page-client.js', import.meta.url), 'utf8');

export function controlPage() {
  const kinds = faultSchema.options.map((option) => option.shape.kind.value);
  const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  const policy = [
    "default-src 'none'",
    `style-src ${hash(CSS)}`,
    `script-src ${hash(SCRIPT)}`,
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
<html lang="en"><head><meta charset="utf-8"><title>Sandbox of the outside world</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>${CSS}</style></head>
<body><main>
<header><div><h1>The outside world</h1>
<p class="muted">A sandbox. It speaks the providers' own protocols, moves no real money, and goes wrong on demand.</p></div>
<div><button id="pause" type="button">Pause updates</button> <span id="live" class="muted" role="status">Live</span></div></header>

<section><h2 id="faults-title">Faults</h2>
<form id="fault-form" class="faults">
<label>Fault<select name="kind">${kinds.map((kind) => `<option>${escapeHtml(kind)}</option>`).join('')}</select></label>
<label>How likely, in percent<input name="percent" inputmode="decimal" value="100"></label>
<label>How many times<input name="remaining" inputmode="numeric" placeholder="no limit"></label>
<label><span id="extra-label">Milliseconds</span><input name="extra" inputmode="numeric"></label>
<button class="primary">Switch on</button> <button type="button" id="all-off">Switch all off</button></form>
<p id="problem" class="problem" role="alert"></p>
<div class="scroll" tabindex="0" role="region" aria-labelledby="faults-title"><table id="faults"></table></div></section>

<section><h2 id="sessions-title">Orders</h2>
<div class="scroll" tabindex="0" role="region" aria-labelledby="sessions-title"><table id="sessions"></table></div></section>

<section><h2 id="executions-title">Really executed</h2>
<div class="scroll" tabindex="0" role="region" aria-labelledby="executions-title"><table id="executions"></table></div></section>

<section><h2 id="log-title">What happened, latest first</h2>
<div class="scroll" tabindex="0" role="region" aria-labelledby="log-title"><table id="log"></table></div></section>
</main><script>${SCRIPT}</script></body></html>`,
  };
}
