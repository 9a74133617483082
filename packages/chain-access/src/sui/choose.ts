// Which objects pay for a transfer, and the transaction that is made of them.
import { accept, type Outcome, refuse } from '@diboas/kernel';
import type { NetworkAsset } from '@diboas/networks';
import { Inputs, Transaction } from '@mysten/sui/transactions';
import type { ChainCoin, ChooseCoins, TransferAsk, UnsignedAsk } from '../shape/transfer.ts';
import { coinOf, tokenOf } from '../wire/money.ts';

export interface Gas {
  readonly price: bigint;
  /** The most that it may cost, which must lie in the coins that pay it. */
  readonly budget: bigint;
}

interface SuiPayment {
  /** The transfer's own coins, where it is not the network's coin that is sent, or somebody else pays gas. */
  readonly paid: readonly ChainCoin[];
  /** What pays gas, and is sent from where it is the network's coin. */
  readonly gas: readonly ChainCoin[];
}

/** Objects that one transaction may pay gas with: Sui's `max_gas_payment_objects`. */
const GAS_OBJECTS_MAX = 255;

/** The largest first, so that few are spent, of each of the two coins. */
export function chooseObjects(
  assets: readonly NetworkAsset[],
  { coins, money, sponsor }: TransferAsk,
  { budget }: Pick<Gas, 'budget'>,
): Outcome<SuiPayment, 'too_little'> {
  if (sponsor !== undefined) {
    const gas = cover(sponsor.coins, { asset: coinOf(assets), units: budget });
    const paid = cover(coins, money);
    return gas === null || paid === null ? refuse('too_little') : accept({ gas, paid });
  }
  const isCoin = tokenOf(assets, money) === null;
  const gas = cover(coins, { asset: coinOf(assets), units: isCoin ? money.units + budget : budget });
  const paid = isCoin ? [] : cover(coins, money);
  return gas === null || paid === null ? refuse('too_little') : accept({ gas, paid });
}

/** What covers a transfer and the most that it may cost. */
export function coverTransfer(assets: readonly NetworkAsset[], ask: UnsignedAsk): ChooseCoins {
  return (free) => {
    const chosen = chooseObjects(assets, { ...ask, coins: free }, { budget: ask.costMost });
    return chosen.ok ? [...chosen.value.paid, ...chosen.value.gas] : null;
  };
}

function cover(coins: readonly ChainCoin[], wanted: ChainCoin['money']): ChainCoin[] | null {
  const sorted = coins
    .filter(({ money }) => money.asset === wanted.asset)
    .toSorted((left, right) => (left.money.units > right.money.units ? -1 : 1));
  let held = 0n;
  for (const [index, { money }] of sorted.entries()) {
    held += money.units;
    if (held >= wanted.units && index < GAS_OBJECTS_MAX) return sorted.slice(0, index + 1);
  }
  return null;
}

/** `TransactionData` in BCS: it names every object that it uses at its version, so that no node has to be asked. */
export function buildTransfer(
  { from, to, money, sponsor }: TransferAsk,
  { paid, gas, price, budget, lastEpoch }: SuiPayment & Gas & { readonly lastEpoch: bigint },
): Promise<Uint8Array> {
  const transaction = new Transaction();
  transaction.setSender(from);
  transaction.setGasPrice(price);
  transaction.setGasBudget(budget);
  if (sponsor !== undefined) transaction.setGasOwner(sponsor.address);
  transaction.setGasPayment(gas.map(referenceOf));
  transaction.setExpiration({ Epoch: lastEpoch.toString() });
  const [first, ...others] = paid.map((coin) => transaction.object(Inputs.ObjectRef(referenceOf(coin))));
  if (first !== undefined && others.length > 0) transaction.mergeCoins(first, others);
  const [sent] = transaction.splitCoins(first ?? transaction.gas, [money.units]);
  transaction.transferObjects([sent], to);
  return transaction.build();
}

/** A coin's name is `<object>@<version>`. */
function referenceOf({ name, digest }: ChainCoin) {
  const [objectId = '', version = ''] = name.split('@');
  return { objectId, version, digest };
}
