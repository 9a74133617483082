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
}

/** What movements of a person may be of. */
export type DocumentOperation =
  | 'ADD_FUNDS'
  | 'MOVE'
  | 'SEND_MONEY'
  | 'SEND_TO_ADDRESS'
  | 'WITHDRAW_FUNDS'
  | 'RECEIVE'
  | 'RECEIVE_MONEY'
  | 'REVERSAL'
  | 'RETURN'
  | 'YIELD'
  | 'OTHER';
