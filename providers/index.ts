import type { ProviderManifest } from '@diboas/providers-kit';
import { aave } from './aave/provider.ts';
import { alpaca } from './alpaca/provider.ts';
import { bridge } from './bridge/provider.ts';
import { cctp } from './cctp/provider.ts';
import { chainalysis } from './chainalysis/provider.ts';
import { coinbase } from './coinbase/provider.ts';
import { coinbaseAdvanced } from './coinbase-advanced/provider.ts';
import { coinbaseTicker } from './coinbase-ticker/provider.ts';
import { coingecko } from './coingecko/provider.ts';
import { debridge } from './debridge/provider.ts';
import { defillama } from './defillama/provider.ts';
import { dinari } from './dinari/provider.ts';
import { erc4626 } from './erc4626/provider.ts';
import { jupiter } from './jupiter/provider.ts';
import { kamino } from './kamino/provider.ts';
import { kraken } from './kraken/provider.ts';
import { lifi } from './lifi/provider.ts';
import { moonpay } from './moonpay/provider.ts';
import { privy } from './privy/provider.ts';
import { stripe } from './stripe/provider.ts';
import { stripeIdentity } from './stripe-identity/provider.ts';
import { stripePayouts } from './stripe-payouts/provider.ts';
import { suilend } from './suilend/provider.ts';
import { sumsub } from './sumsub/provider.ts';
import { trm } from './trm/provider.ts';
import { turnkey } from './turnkey/provider.ts';
import { uniswap } from './uniswap/provider.ts';
import { uniswapLiquidity } from './uniswap-liquidity/provider.ts';

/** The only list of the providers' names. One more is its folder and its line here. */
export const PROVIDERS: readonly ProviderManifest[] = [
  stripe,
  coinbase,
  coingecko,
  coinbaseTicker,
  defillama,
  bridge,
  stripePayouts,
  coinbaseAdvanced,
  kraken,
  dinari,
  alpaca,
  turnkey,
  privy,
  uniswap,
  jupiter,
  cctp,
  aave,
  erc4626,
  suilend,
  kamino,
  uniswapLiquidity,
  lifi,
  debridge,
  chainalysis,
  trm,
  moonpay,
  stripeIdentity,
  sumsub,
];
