/** What the processes of the bench agree on. */
export const ASSETS_TOLD = 200;

/** Each asset has a new price so often. */
export const TICK_MS = 1_000;

/** How often the ceiling tells everybody: as often as the server may. */
export const GATHER_MS = 100;

export interface RunAsked {
  readonly mode: 'ours' | 'ceiling';
  readonly forMs: number;
  /** Prices in each message of the ceiling: as many as a screen is told in one. */
  readonly itemsEach: number;
}

export interface OpenAsked {
  readonly port: number;
  readonly screens: number;
  /** Assets that a screen shows. */
  readonly each: number;
}

export function assetNamed(index: number): string {
  return `A${index}`;
}
