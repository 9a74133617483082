// A market of Aave v3 on the local Ethereum, as its own deployment makes one: two reserves, USDC and WETH, lent out in part, so that
// what is put in earns. Whoever deploys is nobody else, so that every contract has the same address on every chain that is started.
import {
  concatHex,
  encodeAbiParameters,
  encodeFunctionData,
  getContractAddress,
  type Hex,
  keccak256,
  pad,
  parseAbi,
} from 'viem';
import { z } from 'zod';
import type { AnvilCalls } from '../node/anvil-calls.ts';
import { hexText } from '../node/waiting-transactions.ts';
import { type LendingContract, readLendingArtifact } from './artifacts.ts';
import { WRAPPED_TOKEN_GATEWAY_BYTECODE } from './wrapped-token-gateway.ts';

/** Who deploys it, is its administrator, and lends and borrows there. */
export const LENDER: Hex = '0x00000000000000000000000000000000aa7e0001';

export interface LendingParts {
  readonly anvil: AnvilCalls;
  readonly usdc: Hex;
  readonly weth: Hex;
}

/** Where what is called stands. */
export interface LendingMarket {
  readonly pool: Hex;
  readonly configurator: Hex;
  readonly dataProvider: Hex;
  readonly gateway: Hex;
  /** The token of ether that was put in. */
  readonly lentEther: Hex;
}

/** All that is done at the beginning has room in one block, and each part of it in a transaction as the network takes it. */
const MOST_GAS = 16_000_000n;
const PLENTY_WEI = 2n ** 120n;
/** In whole dollars and ether: what lies in the reserves from the beginning, and what of it is lent out. */
const LAID = { usdc: 50_000_000n * 10n ** 6n, weth: 20_000n * 10n ** 18n };
const LENT = { usdc: 40_000_000n * 10n ** 6n, weth: 8_000n * 10n ** 18n };
export const RAY = 10n ** 27n;

const providerAbi = parseAbi([
  'function setACLAdmin(address admin)',
  'function setACLManager(address manager)',
  'function setPoolImpl(address implementation)',
  'function setPoolConfiguratorImpl(address implementation)',
  'function setPriceOracle(address oracle)',
  'function setPoolDataProvider(address dataProvider)',
]);
const managerAbi = parseAbi([
  'function addPoolAdmin(address admin)',
  'function addEmergencyAdmin(address admin)',
]);
const configuratorAbi = parseAbi([
  'struct Reserve { address aToken; address stableDebt; address variableDebt; uint8 decimals; address rates; address asset; address treasury; address incentives; string aName; string aSymbol; string variableName; string variableSymbol; string stableName; string stableSymbol; bytes params; }',
  'function initReserves(Reserve[] input)',
  'function setReserveBorrowing(address asset, bool enabled)',
  'function configureReserveAsCollateral(address asset, uint256 ltv, uint256 liquidationThreshold, uint256 liquidationBonus)',
  'function setReserveFactor(address asset, uint256 factor)',
]);
export const poolAbi = parseAbi([
  'function supply(address asset, uint256 amount, address onBehalfOf, uint16 referralCode)',
  'function borrow(address asset, uint256 amount, uint256 mode, uint16 referralCode, address onBehalfOf)',
  'function repay(address asset, uint256 amount, uint256 mode, address onBehalfOf) returns (uint256)',
]);
const tokenAbi = parseAbi([
  'function approve(address spender, uint256 value) returns (bool)',
  'function deposit() payable',
  'function transfer(address to, uint256 value) returns (bool)',
]);

/** Sends one transaction of whoever deploys. */
export async function actAsLender(
  anvil: AnvilCalls,
  { to, data, value = 0n, gas = MOST_GAS }: { to?: Hex; data: Hex; value?: bigint; gas?: bigint },
): Promise<void> {
  const amounts = { value: `0x${value.toString(16)}`, gas: `0x${gas.toString(16)}` };
  const transaction = { from: LENDER, ...(to ? { to } : {}), data, ...amounts };
  await anvil.ask(hexText, 'eth_sendTransaction', transaction);
}

/** Puts all of it there; whoever calls makes the block that it stands in. */
export async function placeLending(parts: LendingParts): Promise<LendingMarket> {
  const { anvil } = parts;
  await anvil.ask(z.unknown(), 'anvil_impersonateAccount', LENDER);
  await anvil.ask(z.unknown(), 'anvil_setBalance', LENDER, `0x${(PLENTY_WEI * 4n).toString(16)}`);
  const deploy = createDeployer(anvil);
  const provider = await deploy(
    'PoolAddressesProvider',
    encodeAbiParameters([{ type: 'string' }, { type: 'address' }], ['Local market', LENDER]),
  );
  const of = (nonce: bigint, from: Hex): Hex => getContractAddress({ from, nonce });
  // Both are proxies that the provider makes, in this order.
  const [pool, configurator] = [of(1n, provider), of(2n, provider)];
  await act(
    parts,
    provider,
    encodeFunctionData({ abi: providerAbi, functionName: 'setACLAdmin', args: [LENDER] }),
  );
  const manager = await deploy('ACLManager', addressWords(provider));
  const set = (
    functionName:
      | 'setACLManager'
      | 'setPoolImpl'
      | 'setPoolConfiguratorImpl'
      | 'setPriceOracle'
      | 'setPoolDataProvider',
    to: Hex,
  ) => act(parts, provider, encodeFunctionData({ abi: providerAbi, functionName, args: [to] }));
  await set('setACLManager', manager);
  for (const functionName of ['addPoolAdmin', 'addEmergencyAdmin'] as const)
    await act(parts, manager, encodeFunctionData({ abi: managerAbi, functionName, args: [LENDER] }));
  await deploy.libraries();
  await set('setPoolImpl', await deploy('Pool', addressWords(provider)));
  await set('setPoolConfiguratorImpl', await deploy('PoolConfigurator', '0x'));
  await set('setPriceOracle', await deployOracle(parts, deploy, provider));
  const dataProvider = await deploy('AaveProtocolDataProvider', addressWords(provider));
  await set('setPoolDataProvider', dataProvider);
  await openReserves(parts, deploy, { provider, pool, configurator });
  // Each reserve has three proxies, which the configurator makes: of the token that is got, and of two kinds of debt.
  const lentEther = of(4n, configurator);
  const gateway = await deploy.code(
    concatHex([WRAPPED_TOKEN_GATEWAY_BYTECODE, addressWords(parts.weth, pool, lentEther)]),
  );
  await fillReserves(parts, pool);
  return { pool, configurator, dataProvider, gateway, lentEther };
}

interface Deployer {
  (name: LendingContract, args: Hex): Promise<Hex>;
  code(code: Hex): Promise<Hex>;
  libraries(): Promise<void>;
}

/** Contracts in a row, each at the address of the next nonce. */
function createDeployer(anvil: AnvilCalls): Deployer {
  const libraries = new Map<string, Hex>();
  const code = async (data: Hex): Promise<Hex> => {
    const nonce = BigInt(await anvil.ask(hexText, 'eth_getTransactionCount', LENDER, 'pending'));
    await actAsLender(anvil, { data });
    return getContractAddress({ from: LENDER, nonce });
  };
  const deploy = (name: LendingContract, args: Hex) =>
    code(concatHex([readLendingArtifact(name, libraries), args]));
  return Object.assign(deploy, {
    code,
    async libraries() {
      const names = [
        'SupplyLogic',
        'BorrowLogic',
        'LiquidationLogic',
        'EModeLogic',
        'BridgeLogic',
        'PoolLogic',
        'ConfiguratorLogic',
        'FlashLoanLogic',
      ] as const;
      // The last one calls another of them.
      for (const name of names) libraries.set(name, await deploy(name, '0x'));
    },
  });
}

/** What a dollar and an ether cost there, which never moves: eight digits behind the point. */
async function deployOracle({ usdc, weth }: LendingParts, deploy: Deployer, provider: Hex): Promise<Hex> {
  const price = (dollars: bigint) =>
    deploy('MockAggregator', encodeAbiParameters([{ type: 'int256' }], [dollars * 10n ** 8n]));
  const sources = [await price(1n), await price(4_000n)];
  const none = pad('0x', { size: 20 });
  const types = [
    { type: 'address' },
    { type: 'address[]' },
    { type: 'address[]' },
    { type: 'address' },
    { type: 'address' },
    { type: 'uint256' },
  ] as const;
  return deploy(
    'AaveOracle',
    encodeAbiParameters(types, [provider, [usdc, weth], sources, none, none, 10n ** 8n]),
  );
}

interface Core {
  readonly provider: Hex;
  readonly pool: Hex;
  readonly configurator: Hex;
}

async function openReserves(
  parts: LendingParts,
  deploy: Deployer,
  { provider, pool, configurator }: Core,
): Promise<void> {
  const [aToken, stableDebt, variableDebt] = [
    await deploy('AToken', addressWords(pool)),
    await deploy('StableDebtToken', addressWords(pool)),
    await deploy('VariableDebtToken', addressWords(pool)),
  ];
  // Best used at nine tenths; four percent a year there, and ten times as much when nothing is left.
  const percent = RAY / 100n;
  const figures = [
    90n * percent,
    0n,
    4n * percent,
    60n * percent,
    percent,
    60n * percent,
    percent,
    percent,
    20n * percent,
  ];
  const rates = await deploy(
    'DefaultReserveInterestRateStrategy',
    concatHex([addressWords(provider), ...figures.map((one) => pad(`0x${one.toString(16)}`, { size: 32 }))]),
  );
  const reserve = (asset: Hex, symbol: string, decimals: number) => ({
    ...{
      aToken,
      stableDebt,
      variableDebt,
      decimals,
      rates,
      asset,
      treasury: LENDER,
      incentives: pad('0x', { size: 20 }),
    },
    ...({ aName: `Aave Ethereum ${symbol}`, aSymbol: `aEth${symbol}`, params: '0x10' } as const),
    ...{ variableName: `Variable debt ${symbol}`, variableSymbol: `variableDebt${symbol}` },
    ...{ stableName: `Stable debt ${symbol}`, stableSymbol: `stableDebt${symbol}` },
  });
  const input = [reserve(parts.usdc, 'USDC', 6), reserve(parts.weth, 'WETH', 18)];
  const abi = configuratorAbi;
  await act(parts, configurator, encodeFunctionData({ abi, functionName: 'initReserves', args: [input] }));
  for (const asset of [parts.usdc, parts.weth]) {
    await act(
      parts,
      configurator,
      encodeFunctionData({ abi, functionName: 'setReserveBorrowing', args: [asset, true] }),
    );
    await act(
      parts,
      configurator,
      encodeFunctionData({
        abi,
        functionName: 'configureReserveAsCollateral',
        args: [asset, 8_000n, 8_250n, 10_500n],
      }),
    );
    await act(
      parts,
      configurator,
      encodeFunctionData({ abi, functionName: 'setReserveFactor', args: [asset, 1_000n] }),
    );
  }
}

async function fillReserves(parts: LendingParts, pool: Hex): Promise<void> {
  const { anvil, usdc, weth } = parts;
  // Where the token keeps what somebody has: its second word, by address.
  const slot = keccak256(encodeAbiParameters([{ type: 'address' }, { type: 'uint256' }], [LENDER, 1n]));
  await anvil.ask(
    z.unknown(),
    'anvil_setStorageAt',
    usdc,
    slot,
    pad(`0x${(2n ** 100n).toString(16)}`, { size: 32 }),
  );
  await actAsLender(anvil, {
    to: weth,
    data: encodeFunctionData({ abi: tokenAbi, functionName: 'deposit' }),
    value: PLENTY_WEI,
  });
  for (const asset of [usdc, weth])
    await act(
      parts,
      asset,
      encodeFunctionData({ abi: tokenAbi, functionName: 'approve', args: [pool, 2n ** 255n] }),
    );
  for (const [asset, units] of [
    [usdc, LAID.usdc],
    [weth, LAID.weth],
  ] as const)
    await act(
      parts,
      pool,
      encodeFunctionData({ abi: poolAbi, functionName: 'supply', args: [asset, units, LENDER, 0] }),
    );
  for (const [asset, units] of [
    [usdc, LENT.usdc],
    [weth, LENT.weth],
  ] as const)
    await act(
      parts,
      pool,
      encodeFunctionData({ abi: poolAbi, functionName: 'borrow', args: [asset, units, 2n, 0, LENDER] }),
    );
}

/**
 * A gateway that others have used keeps units that were rounded in its favour. One without any could not take out again what it was just
 * given, where that is worth a unit less by the market's rounding: about one time in as many as an index stands above one. It is the last
 * that is done: what is deployed has the address of its number.
 */
export async function leaveDust(
  anvil: AnvilCalls,
  { gateway, lentEther }: Pick<LendingMarket, 'gateway' | 'lentEther'>,
): Promise<void> {
  const data = encodeFunctionData({ abi: tokenAbi, functionName: 'transfer', args: [gateway, 10n] });
  await actAsLender(anvil, { to: lentEther, data });
}

function act({ anvil }: LendingParts, to: Hex, data: Hex): Promise<void> {
  return actAsLender(anvil, { to, data });
}

function addressWords(...addresses: readonly Hex[]): Hex {
  return concatHex(addresses.map((one) => pad(one, { size: 32 })));
}
