/**
 * What a browser may lack, or refuse with a throw: by its age, by a policy, on a page that came over plain http. Each
 * is asked for here only, with what stands in for it, so that nobody's page goes blank or stays busy for the want of
 * a comfort. A test over the source keeps the rest of the app from using them directly.
 */

/** A random version 4 UUID. Outside https and localhost a browser has no `randomUUID`. */
export function randomUuid(): string {
  const bytes = randomBytes();
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

function randomBytes(): Uint8Array {
  const bytes = new Uint8Array(16);
  const filled = attempt(() => crypto.getRandomValues(bytes));
  // It has to be another one each time, not one that nobody can guess.
  return filled ?? bytes.map(() => Math.floor(Math.random() * 256));
}

/** Ends what it is given to after so long; undefined where a browser cannot end anything. */
export function timeoutSignal(ms: number): AbortSignal | undefined {
  return attempt(() => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), ms);
    return controller.signal;
  });
}

/** Null where sockets are refused: by a policy, a blocker, or as mixed content. */
export function openWebSocket(url: URL): WebSocket | null {
  return attempt(() => new WebSocket(url)) ?? null;
}

/** A channel to the other tabs of this browser; null where there is none. */
export function openChannel(name: string): BroadcastChannel | null {
  return attempt(() => new BroadcastChannel(name)) ?? null;
}

/** What was kept in this browser; null where nothing was, or where storage is blocked. */
export function readKept(key: string): string | null {
  return attempt(() => localStorage.getItem(key)) ?? null;
}

/** Keeps a text in this browser, or forgets it when it is null. Answers whether it could. */
export function keep(key: string, text: string | null): boolean {
  return (
    attempt(() => {
      if (text === null) localStorage.removeItem(key);
      else localStorage.setItem(key, text);
      return true;
    }) ?? false
  );
}

/** The languages the browser says its person reads, the best first. What it says may be no language at all. */
export function browserLanguages(): readonly string[] {
  const said: readonly unknown[] = [
    ...(attempt(() => [...navigator.languages]) ?? []),
    attempt(() => navigator.language),
  ];
  return said.filter((one): one is string => typeof one === 'string');
}

/** What the function answers, or undefined where it throws. */
export function attempt<Value>(ask: () => Value): Value | undefined {
  try {
    return ask();
  } catch {
    return undefined;
  }
}
