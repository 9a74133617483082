// Runs in the browser, a module of each of the sandbox's pages: drawing tables, calling the control API, and keeping fresh.
let paused = false;
/** What draws the page anew: `keepFresh` is told. */
let redraw = async () => {};

export const byId = (id) => document.getElementById(id);

export function element(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

/** Lines that did not change are kept as they are, so that focus and opened details stay where they were. */
export function draw(id, headings, rows, empty) {
  const table = byId(id);
  const kept = new Map([...table.querySelectorAll('tbody tr')].map((line) => [line.dataset.key, line]));
  const keys = rows.map((row) => JSON.stringify(row.key));
  if (table.rows.length > 0 && keys.join() === [...kept.keys()].join()) return;
  const body = element('tbody');
  for (const [index, row] of rows.entries()) {
    const line = kept.get(keys[index]) ?? element('tr');
    if (line.dataset.key === undefined) line.append(...row.cells);
    line.dataset.key = keys[index];
    body.append(line);
  }
  if (rows.length === 0) {
    const line = element('tr');
    line.append(element('td', empty, 'muted'));
    body.append(line);
    table.replaceChildren(body);
    return;
  }
  const focused = document.activeElement;
  table.replaceChildren(headOf(headings), body);
  if (focused !== null && table.contains(focused)) focused.focus();
}

function headOf(headings) {
  const head = element('thead');
  const line = element('tr');
  for (const heading of headings) {
    const cell = element('th', heading, heading === 'Amount' ? 'amount' : '');
    cell.scope = 'col';
    line.append(cell);
  }
  head.append(line);
  return head;
}

export function button(label, spoken, act) {
  const made = element('button', label);
  made.type = 'button';
  made.setAttribute('aria-label', spoken);
  made.addEventListener('click', () => act().then(redraw));
  return made;
}

export async function call(method, path, body) {
  const options = { method };
  if (body !== undefined) {
    options.headers = { 'content-type': 'application/json' };
    options.body = JSON.stringify(body);
  }
  const answer = await fetch(path, options);
  const json = await answer.json();
  byId('problem').textContent = answer.ok ? '' : json.detail;
  return json;
}

/** Draws at once and every so many milliseconds, unless it was paused, and says whether what is seen is live. */
export function keepFresh(draws, everyMs) {
  redraw = draws;
  const tick = async () => {
    try {
      if (!paused) {
        await draws();
        byId('live').textContent = 'Live';
      }
    } catch {
      byId('live').textContent = 'Not live. The sandbox does not answer.';
    }
    setTimeout(tick, everyMs);
  };
  tick();
}

byId('pause').addEventListener('click', () => {
  paused = !paused;
  byId('pause').textContent = paused ? 'Go on' : 'Pause updates';
  byId('live').textContent = paused ? 'Paused' : 'Live';
});
