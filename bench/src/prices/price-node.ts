// A node that tells prices, as a process of its own. Reads lines of JSON: {"run":{"mode":…,"forMs":…}} tells prices for so long, with
// the server's own parts or, as a ceiling, the same bytes to every socket with no thought at all; it answers with what that took.
import { createInterface } from 'node:readline';
import { liveAsk } from '@diboas/protocol';
import { createOutlet } from '@diboas/server/live/outlet';
import { createPriceFan } from '@diboas/server/live/price-fan';
import { type WebSocket, WebSocketServer } from 'ws';
import { ASSETS_TOLD, assetNamed, GATHER_MS, type RunAsked, TICK_MS } from './shape.ts';

const BUFFERED_MAX = 64 * 1_024;

const counts = new Float64Array(ASSETS_TOLD);
const times = new Float64Array(ASSETS_TOLD);
const fan = createPriceFan({
  now: Date.now,
  source: {
    priceOf(asset) {
      const index = Number(asset.slice(1));
      const [count, at] = [counts[index], times[index]];
      if (!count || !at) return null;
      return { asset, price: `${96_000 + count}.12`, at: new Date(at).toISOString(), isOld: false };
    },
  },
});

const sockets = new Set<WebSocket>();
const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
server.on('connection', (socket, request) => {
  sockets.add(socket);
  const outlet = createOutlet({ socket, raw: request.socket, bufferedMax: BUFFERED_MAX });
  socket.on('message', (data) => fan.show(outlet, liveAsk.parse(JSON.parse(String(data)))));
  socket.on('close', () => {
    sockets.delete(socket);
    fan.leave(outlet);
  });
});
await new Promise((resolve) => server.once('listening', resolve));
const address = server.address();

/** Every asset once in `TICK_MS`, one after the other, as trades come. */
function startTicking(onTick: () => void): () => void {
  let next = 0;
  const began = Date.now();
  const timer = setInterval(() => {
    const due = Math.floor(((Date.now() - began) * ASSETS_TOLD) / TICK_MS);
    for (; next < due; next += 1) {
      const index = next % ASSETS_TOLD;
      counts[index] = (counts[index] ?? 0) + 1;
      times[index] = Date.now();
    }
    onTick();
  }, 5);
  return () => clearInterval(timer);
}

/** What changed in one gathering goes to everybody, though nobody shows it all. */
function startCeiling(itemsEach: number): () => void {
  const timer = setInterval(() => {
    const items = Array.from({ length: itemsEach }, (_, index) => {
      return { asset: assetNamed(index), price: '96000.12', at: new Date().toISOString(), isOld: false };
    });
    const text = JSON.stringify({ type: 'prices', at: new Date().toISOString(), currency: 'USD', items });
    for (const socket of sockets) socket.send(text);
  }, GATHER_MS);
  return () => clearInterval(timer);
}

async function run({ mode, forMs, itemsEach }: RunAsked): Promise<object> {
  const [cpu, began] = [process.cpuUsage(), performance.now()];
  const stop = mode === 'ours' ? startTicking(fan.notice) : startCeiling(itemsEach);
  await new Promise((resolve) => setTimeout(resolve, forMs));
  stop();
  const { user, system } = process.cpuUsage(cpu);
  const cores = (user + system) / 1_000 / (performance.now() - began);
  return { cores, residentBytes: process.memoryUsage().rss, sockets: sockets.size };
}

console.log(JSON.stringify({ port: typeof address === 'object' ? address?.port : 0 }));
for await (const line of createInterface({ input: process.stdin })) {
  const asked: { run?: RunAsked } = JSON.parse(line);
  const answer = asked.run ? await run(asked.run) : { residentBytes: process.memoryUsage().rss };
  console.log(JSON.stringify(answer));
}
process.exit(0);
