// The two programs of the desk. Each ends with what came of it at the address that sent it.
import { CLOCK, type SuiProgram, sharedIn } from '@diboas/providers-kit/sui';
import type { MarketNow } from '../wire/reader.ts';
import type { SuilendParts } from './parts.ts';

type Build = SuiProgram['build'];
type Argument = Parameters<Build>[1];

interface Whose {
  readonly from: string;
  readonly now: MarketNow;
}

/** Lends so much, and keeps the cTokens that are given for it. */
export function startProgram(
  parts: Pick<SuilendParts, 'market'>,
  { from, now, units }: Whose & { readonly units: bigint },
): SuiProgram {
  return {
    ...{ from, units, coinType: now.coinType },
    build(transaction, paid) {
      const given = callMarket(parts, transaction, {
        ...{ now, name: 'deposit_liquidity_and_mint_ctokens', given: [paid] },
      });
      transaction.transferObjects([given], from);
    },
  };
}

/** Redeems just so many cTokens. Nobody of ours is exempt from what may leave the market within its window. */
export function stopProgram(
  parts: Pick<SuilendParts, 'market'>,
  { from, now, ctokens }: Whose & { readonly ctokens: bigint },
): SuiProgram {
  return {
    ...{ from, units: ctokens, coinType: now.ctokenType },
    build(transaction, paid) {
      const typeArguments = [now.exemptionType];
      const exemption = transaction.moveCall({ target: '0x1::option::none', typeArguments });
      const given = callMarket(parts, transaction, {
        ...{ now, name: 'redeem_ctokens_and_withdraw_liquidity', given: [paid, exemption] },
      });
      transaction.transferObjects([given], from);
    },
  };
}

function callMarket(
  { market }: Pick<SuilendParts, 'market'>,
  transaction: Parameters<Build>[0],
  { now, name, given }: { readonly now: MarketNow; readonly name: string; readonly given: Argument[] },
) {
  return transaction.moveCall({
    target: `${market.packageId}::lending_market::${name}`,
    typeArguments: [now.pool, now.coinType],
    arguments: [
      sharedIn(transaction, { id: market.marketId, sharedAt: now.sharedAt, isMutable: true }),
      transaction.pure.u64(now.place),
      sharedIn(transaction, CLOCK),
      ...given,
    ],
  });
}
