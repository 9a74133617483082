/** The public part of Coinbase Exchange: the prices of the sandbox's market, in its words. */
import {
  createSocketRoom,
  type Double,
  type DoubleKind,
  onlyAnswers,
  type SocketRoom,
} from '@diboas/sandbox-kit';
import { openFeed } from './feed.ts';
import { createTickerWire } from './server.ts';

export interface TickerDouble extends Double {
  readonly room: SocketRoom;
}

export const coinbaseTickerDouble: DoubleKind<TickerDouble> = {
  id: 'coinbase-ticker',
  name: 'Coinbase Exchange',
  secrets: {},
  open({ clock, timers }) {
    const room = createSocketRoom();
    const wire = createTickerWire(() => clock.now());
    const openSocket = (socket: Parameters<SocketRoom['join']>[0]) =>
      openFeed({ clock, timers, room }, socket);
    return { ...onlyAnswers, room, wire: { ...wire, openSocket } };
  },
};
