// What the live streams of people say, told line by line as it comes.
import { liveMessage, type PersonState, type TransactionView } from '@diboas/protocol';
import type { Person } from '@diboas/testkit/person';
import { WebSocket } from 'ws';
import { formatProgress } from './text.ts';

const DEADLINE_MS = 90_000;

/** Everything that happens to some people, told from when they are followed. */
export interface Telling {
  /** Prints what happens to this person from now on. */
  follow(name: string, person: Person): Promise<void>;
  /** What comes up from now on belongs to this scene; what came up before goes on under its own name. */
  nextScene(scene: string): void;
  /**
   * Resolves with the transaction once it is in the state, or as it is by the deadline.
   * @param id of a transaction of somebody who is followed
   */
  until(id: string, state: PersonState): Promise<TransactionView | undefined>;
  close(): void;
}

export function createTelling(serverUrl: string, say: (line: string) => void): Telling {
  const began = Date.now();
  const sockets: WebSocket[] = [];
  const latest = new Map<string, TransactionView>();
  const labels = new Map<string, string>();
  const waiting = new Set<() => void>();
  let scene = '';

  function tell(who: string, transaction: TransactionView): void {
    const { id, parent, operation } = transaction;
    const label = labels.get(id) ?? (parent === null ? scene : `${scene}, its ${operation}`);
    labels.set(id, label);
    for (const line of formatProgress({ who, label, before: latest.get(id), transaction, began })) say(line);
    latest.set(id, transaction);
    for (const look of waiting) look();
  }

  return {
    async follow(name, { cookie }) {
      const socket = new WebSocket(`${serverUrl.replace('http', 'ws')}/v1/live`, { headers: { cookie } });
      sockets.push(socket);
      const opened = new Promise<void>((resolve, reject) => {
        socket.once('message', () => resolve());
        socket.once('error', reject);
      });
      socket.on('message', (data) => {
        const message = liveMessage.parse(JSON.parse(String(data)));
        if (message.type === 'change') tell(name, message.transaction);
      });
      await opened;
    },
    nextScene(name) {
      scene = name;
    },
    until(id, state) {
      return new Promise((resolve) => {
        const end = () => {
          clearTimeout(deadline);
          waiting.delete(look);
          resolve(latest.get(id));
        };
        const look = () => {
          if (latest.get(id)?.state === state) end();
        };
        const deadline = setTimeout(end, DEADLINE_MS);
        waiting.add(look);
        look();
      });
    },
    close() {
      for (const socket of sockets) socket.close();
    },
  };
}
