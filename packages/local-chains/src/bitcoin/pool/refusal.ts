// Why a node does not take a transaction, in the words and codes of Bitcoin Core's `sendrawtransaction`. Source: its
// `rpc/protocol.h` and the reject reasons of `validation.cpp`, `policy/rbf.cpp` and `txmempool.cpp`.

export interface NodeRefusal {
  readonly code: -22 | -25 | -26 | -27;
  readonly message: string;
}

/** The bytes are no transaction. */
export const undecodable: NodeRefusal = {
  code: -22,
  message: 'TX decode failed. Make sure the tx has at least one input.',
};

/** An input that does not exist, or that a block has spent. The node cannot tell which. */
export const missingInputs: NodeRefusal = { code: -25, message: 'bad-txns-inputs-missingorspent' };

/** More than 0.1 BTC a thousand virtual bytes: surely a slip of whoever made it. */
export const absurdFee: NodeRefusal = {
  code: -25,
  message: 'Fee exceeds maximum configured by user (e.g. -maxtxfee, maxfeerate)',
};

export const alreadyConfirmed: NodeRefusal = {
  code: -27,
  message: 'Transaction outputs already in utxo set',
};

/** The rules of consensus or of what nodes pass on. */
export function rejected(message: string): NodeRefusal {
  return { code: -26, message };
}

/** Satoshi as the node's messages write them: in bitcoin with eight digits. */
export function formatBitcoin(satoshi: bigint): string {
  const digits = satoshi.toString().padStart(9, '0');
  return `${digits.slice(0, -8)}.${digits.slice(-8)}`;
}
