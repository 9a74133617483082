/** A WebSocket that somebody opened at a provider, as the provider has it. */
export interface ToldSocket {
  send(message: object): void;
  close(): void;
}

/** What a provider does about a socket. */
export interface SocketEnd {
  /** Each text that is said on it. */
  hear(text: string): void;
  /** It is gone, whoever closed it. */
  gone(): void;
}

/** How whoever tries something wants sockets to misbehave, each until the next word about it. */
export const SOCKET_WAYS = ['well', 'silent', 'twice', 'swapped', 'skipping'] as const;

/**
 * `silent`: nothing is said any more. `twice`: each message is sent twice. `swapped`: of two that follow each other the later
 * one goes first. `skipping`: every other message is left out, and its number with it.
 */
export type SocketWay = (typeof SOCKET_WAYS)[number];

/** All sockets that are open at a provider, told the same things, each with numbers of its own. */
export interface SocketRoom {
  join(socket: ToldSocket): RoomMember;
  behave(way: SocketWay): void;
  /** Ends all of them, without a word. */
  drop(): void;
  readonly size: number;
}

/** One socket in the room. */
export interface RoomMember {
  /** Sends what is made with the message's own number in this socket, from 0 on. */
  say(make: (number: number) => object): void;
  leave(): void;
}

export function createSocketRoom(): SocketRoom {
  const members = new Set<ToldSocket>();
  let way: SocketWay = 'well';
  return {
    join(socket) {
      members.add(socket);
      let number = 0;
      let held: object | null = null;
      return {
        say(make) {
          const message = make(number);
          number += 1;
          if (way === 'silent') return;
          if (way === 'skipping' && number % 2 === 0) return;
          if (way === 'swapped' && held === null) {
            held = message;
            return;
          }
          socket.send(message);
          if (way === 'twice') socket.send(message);
          if (held !== null) socket.send(held);
          held = null;
        },
        leave: () => void members.delete(socket),
      };
    },
    behave(next) {
      way = next;
    },
    drop() {
      for (const socket of members) socket.close();
    },
    get size() {
      return members.size;
    },
  };
}
