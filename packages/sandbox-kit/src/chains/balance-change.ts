/** Money that was seen at an address of a wallet, or leaving it: one address, one operation, one asset. */
export interface BalanceChange {
  readonly operation: 'deposit' | 'withdraw';
  readonly caip2: string;
  readonly txHash: string;
  readonly address: string;
  /** Which of the transaction's changes it is: two of them may be alike in all else. */
  readonly which: string;
  readonly asset: {
    readonly symbol: string;
    readonly name: string;
    readonly decimals: number;
    readonly caip19: string;
    /** In the smallest unit. */
    readonly amount: string;
  };
  readonly block: { readonly number: number; readonly hash: string; readonly timestamp: string };
}

/**
 * Looks at what is new on a chain since its last look; the first one only finds out where the chain is. Throws what the node's
 * client throws: the next look begins where this one did.
 */
export interface BalanceWatch {
  look(addresses: readonly string[]): Promise<readonly BalanceChange[]>;
}
