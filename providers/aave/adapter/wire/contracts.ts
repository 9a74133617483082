// Aave v3 on Ethereum: its contracts, and what of them is called. Source: @aave-dao/aave-address-book 4.68.1 (AaveV3Ethereum), and the
// interfaces of @aave/core-v3 1.19.3 and @aave-dao/aave-v3-origin 3.6.0, which agree in all that is here.
import type { NetworkChain } from '@diboas/networks';
import { type Address, parseAbi } from 'viem';

export interface AaveMarket {
  readonly pool: Address;
  readonly dataProvider: Address;
  /** Takes ether, and gives ether back: what lies in the market in its place is a token. */
  readonly gateway: Address;
  /** What whoever puts something in gets for it. */
  readonly lent: Readonly<Record<'ETH' | 'USDC', Address>>;
  readonly weth: Address;
  /**
   * How scaled amounts are rounded: to the nearest up to 3.4, and since 3.5 always in favour of the market (`TokenMath`). What is
   * ours is counted down.
   */
  readonly rounding: 'nearest' | 'for_the_market';
}

export const MARKETS: Readonly<Record<NetworkChain, AaveMarket>> = {
  live: {
    pool: '0x87870Bca3F3fD6335C3F4ce8392D69350B4fA4E2',
    dataProvider: '0x0a16f2FCC0D44FaE41cc54e079281D84A363bECD',
    gateway: '0xd01607c3C5eCABa394D8be377a08590149325722',
    lent: {
      ETH: '0x4d5F47FA6A74757f35C14fD3a6Ef8E3C9BC514E8',
      USDC: '0x98C23E9d8f34FEFb1B7BD6a91B7FF122F4e16F5c',
    },
    weth: '0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2',
    rounding: 'for_the_market',
  },
  // Of the chain that is started: Aave's own market on Sepolia takes another dollar token than Circle's.
  test: {
    pool: '0xFFC871A93A3b154129d6Ab43807D6599a9089E36',
    dataProvider: '0x42AEf427c3383CB6014AED255a0820cc0e46B872',
    gateway: '0x90c095A0B7fF7391B0f80199E4b58473602218Dd',
    lent: {
      ETH: '0x867a1CD36F459d8bf74897c5cF6006500C3abB7c',
      USDC: '0x343cbA9Cc815BDbcDd96D31250179e8A2BdAEc5A',
    },
    weth: '0xfFf9976782d46CC05630D1f6eBAb18b2324d6B14',
    rounding: 'nearest',
  },
};

/**
 * SHA-256 of the code that was looked at: of the market on the chain that is started, which has no other. That of the real one is
 * a setting, since its owners put new code there: whoever has looked at that says so.
 */
export const KNOWN_CODE: Readonly<Record<NetworkChain, readonly string[]>> = {
  live: [],
  test: [
    // The pool and what it stands for, its tokens and what they stand for, and the data provider.
    '564a1074c603d67596463a74d679cf0769fa07870e1c679437e8a2cbc9869f04',
    'f131a407e4a5dc0f29f7775fda6cd41746d0c1008ccaf0fe3db52abdf76bf084',
    'd2de0af98bfe01354f90dfadc31d4644229e3ae85f933161d1d291b2f1982c42',
    'd00b26bb680ee3bf5e91d5e9a389610a86504c24d4ed862ab65dbdd2564b4980',
    '4dfa799111737d4cca0e0f6065f56e489bb31413decc4f13e3c04b92fc1ee192',
  ],
};

export const poolAbi = parseAbi([
  'function supply(address asset, uint256 amount, address onBehalfOf, uint16 referralCode)',
  'function withdraw(address asset, uint256 amount, address to) returns (uint256)',
  'function getReserveNormalizedIncome(address asset) view returns (uint256)',
  'function getConfiguration(address asset) view returns (uint256)',
  'function getVirtualUnderlyingBalance(address asset) view returns (uint128)',
  'event Supply(address indexed reserve, address user, address indexed onBehalfOf, uint256 amount, uint16 indexed referralCode)',
  'event Withdraw(address indexed reserve, address indexed user, address indexed to, uint256 amount)',
  'event ReserveDataUpdated(address indexed reserve, uint256 liquidityRate, uint256 stableBorrowRate, uint256 variableBorrowRate, uint256 liquidityIndex, uint256 variableBorrowIndex)',
]);

export const dataProviderAbi = parseAbi([
  'function getReserveData(address asset) view returns (uint256 unbacked, uint256 accruedToTreasuryScaled, uint256 totalAToken, uint256 totalStableDebt, uint256 totalVariableDebt, uint256 liquidityRate, uint256 variableBorrowRate, uint256 stableBorrowRate, uint256 averageStableBorrowRate, uint256 liquidityIndex, uint256 variableBorrowIndex, uint40 lastUpdateTimestamp)',
]);

export const gatewayAbi = parseAbi([
  'function depositETH(address pool, address onBehalfOf, uint16 referralCode) payable',
  'function withdrawETH(address pool, uint256 amount, address to)',
]);

/** Why it reverts: the numbers of 1.19.3 (`Errors.sol`), and the errors of 3.6 under their own names. */
export const revertAbi = parseAbi([
  'error Error(string message)',
  'error ReservePaused()',
  'error ReserveFrozen()',
  'error ReserveInactive()',
  'error SupplyCapExceeded()',
  'error NotEnoughAvailableUserBalance()',
]);

export const NUMBERED = {
  '27': 'ReserveInactive',
  '28': 'ReserveFrozen',
  '29': 'ReservePaused',
  '32': 'NotEnoughAvailableUserBalance',
  '51': 'SupplyCapExceeded',
} as const;
