/** The kinds of service that a provider may offer. Each has a port of its own and a contract suite. */
import type { Provider } from '@diboas/orchestration';

export interface Desks {
  /** Takes government money from a person and delivers crypto to our address. */
  readonly onRamp: Provider;
}

export type DeskName = keyof Desks;

/** The desks of those who have one of this kind, in the order in which the providers were given. */
export function desksOf<Name extends DeskName>(opened: readonly Partial<Desks>[], name: Name): Desks[Name][] {
  return opened.flatMap((desks) => desks[name] ?? []);
}
