/** The page of a chain: its blocks, what waits, and how somebody plays who sends something to an address. */
import { assetsOn, type ChainNetwork } from '@diboas/networks';
import { nameOf, type ShownPage, shownPage, tabs } from './page-shell.ts';

const CSS = `
.fields { display: flex; gap: 12px; flex-wrap: wrap; align-items: end; }
.fields label { display: grid; gap: 4px; font-size: 0.875rem; color: var(--muted); }
#send .wide { flex: 1 0 100%; }
#look .wide { flex: 1 1 16rem; }
.fields .wide input { width: 100%; }
.panels { display: grid; gap: 0 32px; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); align-items: start; }
.told { min-height: 1.55em; margin: 12px 0 0; overflow-wrap: anywhere; }
.held { display: flex; gap: 8px 32px; flex-wrap: wrap; margin: 12px 0 0; }
.held div { display: grid; }
.held dt { font-size: 0.875rem; color: var(--muted); }
.held dd { margin: 0; font-size: 1.25rem; font-weight: 600; }
.acts { display: flex; gap: 8px; flex-wrap: wrap; align-items: end; margin: 0 0 16px; }
.acts .acts { margin: 0; }
.acts label { display: grid; gap: 4px; font-size: 0.875rem; color: var(--muted); }
.acts input { width: 5rem; }
`;

/** What the vendors call a block, and whether one may be undone. */
const BLOCKS: Readonly<Record<ChainNetwork, { readonly one: string; readonly isFinal: boolean }>> = {
  bitcoin: { one: 'block', isFinal: false },
  ethereum: { one: 'block', isFinal: false },
  solana: { one: 'block', isFinal: false },
  sui: { one: 'checkpoint', isFinal: true },
};

/** @param networks of all chains that are here */
export function chainPage(network: ChainNetwork, networks: readonly ChainNetwork[]): ShownPage {
  const name = nameOf(network);
  const { one, isFinal } = BLOCKS[network];
  const assets = assetsOn(network, 'test').map(({ asset }) => `<option>${asset}</option>`);
  const undo = `<form id="undo" class="acts"><label>How many<input name="depth" inputmode="numeric" value="1"></label>
<button>Undo the newest</button></form>`;
  return shownPage({
    title: `${name} · Sandbox of the outside world`,
    script: 'chain-client.js',
    css: CSS,
    main: `${tabs(networks, network)}
<header><div><h1>${name}</h1>
<p class="muted">A chain that began with the sandbox and ends with it. Its coins are worth nothing, and there is no end of them.</p></div>
<div><button id="pause" type="button">Pause updates</button> <span id="live" class="muted" role="status">Live</span></div></header>
<p id="problem" class="problem" role="alert"></p>

<div class="panels">
<section><h2>Send something to an address</h2>
<form id="send" class="fields">
<label class="wide">Address<input name="address" autocomplete="off" spellcheck="false" required></label>
<label>Amount<input name="amount" inputmode="decimal" required></label>
<label>Of what<select name="asset">${assets.join('')}</select></label>
<button class="primary">Send</button></form>
<p id="sent" class="told muted" role="status"></p></section>

<section><h2>What an address holds</h2>
<form id="look" class="fields">
<label class="wide">Address<input name="address" autocomplete="off" spellcheck="false" required></label>
<button>Look</button></form>
<dl id="held" class="held" aria-live="polite"></dl></section>
</div>

<section><h2 id="blocks-title">Newest ${one}s</h2>
<div class="acts"><button id="mine" type="button">Make a ${one}</button>
<button id="stall" type="button">Stop ${one}s</button><button id="resume" type="button">Let ${one}s come</button>${isFinal ? '' : undo}</div>
<div class="scroll" tabindex="0" role="region" aria-labelledby="blocks-title"><table id="blocks"></table></div></section>

<section><h2 id="waiting-title">Waiting for a ${one}</h2>
<div class="scroll" tabindex="0" role="region" aria-labelledby="waiting-title"><table id="waiting"></table></div></section>`,
  });
}
