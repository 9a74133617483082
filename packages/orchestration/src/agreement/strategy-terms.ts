import type { Id } from '@diboas/kernel';

/** Which strategy something is put into, or taken out of. */
export interface StrategyTerms {
  /** By the name that whoever has it gives it: `northvault`. */
  readonly strategy: string;
  /** What lies there of one person, by the id of the transaction that put it in. */
  readonly position: Id;
  /**
   * The networks' own names of what put it in, and of what took some of it out before: by these its provider knows how much
   * is left. Nothing for what is only put in.
   */
  readonly moved: readonly string[];
}

/** The same as it is asked for: what is only put in is a position once it has an id. */
export type StrategyAsk = Omit<StrategyTerms, 'position'> & { readonly position: Id | null };
