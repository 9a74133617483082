/** All that an account statement says in words. */
export interface DocumentWords {
  readonly title: string;
  readonly month: string;
  /** Of a month that is not over: up to when. */
  readonly reached: string;
  readonly account: string;
  readonly madeAt: string;
  readonly page: (page: number, pages: number) => string;
  readonly date: string;
  readonly what: string;
  readonly reference: string;
  readonly amount: string;
  readonly balance: string;
  readonly opening: string;
  readonly closing: string;
  readonly ofWhichFees: string;
  readonly keptFees: string;
  readonly keptNote: string;
  readonly asset: string;
  readonly nothing: string;
  readonly notes: readonly string[];
  readonly balances: { readonly BANKING: string; readonly INVESTING: string; readonly DEFI: string };
  readonly network: (network: string) => string;
  readonly fee: string;
  /** By the name of the operation; `OTHER` for one that has none. */
  readonly operations: Readonly<Record<DocumentOperation, string>>;
  readonly gains: GainsWords;
}

/** All that a year of gains and losses says in words. */
export interface GainsWords {
  readonly title: string;
  readonly year: string;
  readonly currency: string;
  /** The names of the columns of Form 8949, (a) to (h), without their letters. */
  readonly columns: readonly [string, string, string, string, string, string, string, string];
  /** Above the lines of one box: whether of short or long term. */
  readonly box: { readonly short: (box: string) => string; readonly long: (box: string) => string };
  readonly sum: string;
  readonly sums: string;
  readonly shortTerm: string;
  readonly longTerm: string;
  readonly together: string;
  /** Above losses with a purchase within thirty days, where that is only told. */
  readonly flagged: string;
  readonly flaggedQuantity: string;
  readonly flaggedLoss: string;
  readonly nothing: string;
  /** Above what was sold and counts nowhere, because an amount is not known. */
  readonly unknown: string;
  readonly notKnown: string;
  readonly lacks: { readonly cost: string; readonly worth: string };
  readonly transaction: string;
  /** Above what left and was not sold. */
  readonly sent: string;
  readonly sentOn: string;
  readonly notes: readonly string[];
}

/** What movements of a person may be of. */
export type DocumentOperation =
  | 'ADD_FUNDS'
  | 'MOVE'
  | 'SEND_MONEY'
  | 'SEND_TO_ADDRESS'
  | 'WITHDRAW_FUNDS'
  | 'BUY_CRYPTO'
  | 'SELL_CRYPTO'
  | 'START_STRATEGY'
  | 'STOP_STRATEGY'
  | 'BRIDGE'
  | 'RECEIVE'
  | 'RECEIVE_MONEY'
  | 'REVERSAL'
  | 'RETURN'
  | 'YIELD'
  | 'OTHER';
