/** The page of the providers: what the sandbox did, and which faults are on. */
import type { ChainNetwork } from '@diboas/networks';
import { escapeHtml, faultSchema } from '@diboas/sandbox-kit';
import { type ShownPage, shownPage, tabs } from './page-shell.ts';

/** @param networks of the chains that are here */
export function controlPage(networks: readonly ChainNetwork[]): ShownPage {
  const kinds = faultSchema.options.map((option) => option.shape.kind.value);
  return shownPage({
    title: 'Sandbox of the outside world',
    script: 'page-client.js',
    main: `${tabs(networks, null)}
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
<div class="scroll" tabindex="0" role="region" aria-labelledby="log-title"><table id="log"></table></div></section>`,
  });
}
