// Asks the explorer as any program does, and takes what it answers as it stands on the wire.

export interface Answered {
  readonly status: number;
  readonly text: string;
}

export interface ExplorerClient {
  ask(path: string): Promise<Answered>;
  /** The JSON of an answer that must be good. */
  read<Shape>(path: string): Promise<Shape>;
  broadcast(hex: string): Promise<Answered>;
}

export interface ShownUnspent {
  readonly txid: string;
  readonly vout: number;
  readonly value: number;
  readonly status: { readonly confirmed: boolean; readonly block_height?: number };
}

export interface ShownStatus {
  readonly confirmed: boolean;
  readonly block_height?: number;
  readonly block_hash?: string;
}

export function createExplorerClient(url: string): ExplorerClient {
  const call = async (path: string, init?: RequestInit): Promise<Answered> => {
    const response = await fetch(`${url}/api${path}`, init);
    return { status: response.status, text: await response.text() };
  };
  return {
    ask: (path) => call(path),
    broadcast: (hex) => call('/tx', { method: 'POST', body: hex }),
    async read(path) {
      const { status, text } = await call(path);
      if (status !== 200) throw new Error(`${path}: ${status} ${text}`);
      return JSON.parse(text);
    },
  };
}
