// Runs in the browser, inside the page of a chain, after what all pages have.
import { button, byId, call, draw, element, keepFresh } from '/page-parts.js';

const NETWORK = location.pathname.split('/').at(-1);
const CHAIN = `/chains/${NETWORK}`;

/** A hash by its ends: whoever needs it whole finds it where it is pointed at. */
function shortHash(hash) {
  const short = element('td', `${hash.slice(0, 10)}…${hash.slice(-6)}`, 'mono muted');
  short.title = hash;
  return short;
}

function blockRow({ height, hash, at, transactions }) {
  const sent = element('td');
  if (transactions.length === 0) sent.append(element('span', 'none', 'muted'));
  for (const one of transactions) sent.append(element('div', one, 'mono'));
  const cells = [
    element('td', `${height}`),
    element('td', new Date(at).toISOString().slice(11, 19), 'time'),
    sent,
    shortHash(hash),
  ];
  return { key: hash, cells };
}

function waitingRow(hash) {
  const acts = element('td');
  acts.append(button('Forget', `Forget ${hash}`, () => call('POST', `${CHAIN}/drop`, { hash })));
  return { key: hash, cells: [element('td', hash, 'mono'), acts] };
}

async function refresh() {
  const { blocks, waiting } = await fetch(CHAIN).then((answer) => answer.json());
  draw('blocks', ['Height', 'Time', 'Transactions', 'Hash'], blocks.map(blockRow), 'None yet.');
  draw('waiting', ['Transaction', 'Change'], waiting.map(waitingRow), 'Nothing waits.');
}

async function showHeld(address) {
  const { balances } = await call('GET', `${CHAIN}/addresses/${encodeURIComponent(address)}`);
  byId('held').replaceChildren(
    ...(balances ?? []).map(({ asset, amount }) => {
      const held = element('div');
      held.append(element('dt', asset), element('dd', amount.replace(/\.?0+$/, '')));
      return held;
    }),
  );
}

/** The button of a form or of its own: what it does, then what there is now. */
function onSubmit(id, act) {
  byId(id).addEventListener('submit', async (event) => {
    event.preventDefault();
    await act(event.target.elements);
    await refresh();
  });
}

onSubmit('send', async ({ address, amount, asset }) => {
  byId('sent').textContent = '';
  const body = { address: address.value.trim(), amount: amount.value.trim(), asset: asset.value };
  const { hash } = await call('POST', `${CHAIN}/fund`, body);
  if (hash === undefined) return;
  byId('sent').textContent = `Sent in ${hash}`;
  byId('look').elements.address.value = body.address;
  await showHeld(body.address);
});
onSubmit('look', ({ address }) => showHeld(address.value.trim()));
if (byId('undo') !== null)
  onSubmit('undo', ({ depth }) => call('POST', `${CHAIN}/reorganise`, { depth: Number(depth.value) }));
for (const act of ['mine', 'stall', 'resume'])
  byId(act).addEventListener('click', () => call('POST', `${CHAIN}/${act}`, {}).then(refresh));
keepFresh(refresh, 1_000);
