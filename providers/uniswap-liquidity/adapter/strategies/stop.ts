// A stop: all of a position is taken out, with its fees, and what of it is ether is swapped, in one transaction of the router of all
// versions. It does so with a position for nobody but who owns it, so that letting it do so lets nobody else.
import { accept, type Outcome, refuse } from '@diboas/kernel';
import type { StrategyCalls } from '@diboas/providers-kit/strategies';
import {
  type Address,
  concatHex,
  encodeAbiParameters,
  encodeFunctionData,
  encodePacked,
  type Hex,
  parseAbiParameters,
} from 'viem';
import { COMMANDS, ITSELF, POOL_FEE, positionsAbi, universalRouterAbi } from '../wire/contracts.ts';
import { type ReadPosition, readDeadline, readPositionOf } from '../wire/reader.ts';
import type { LiquidityOn } from './start.ts';

const ALL = 2n ** 128n - 1n;
/** What the router takes for all that it has of a token: `ActionConstants.CONTRACT_BALANCE`. */
const ALL_IT_HAS = 2n ** 255n;

interface Held {
  /** The number of the position. */
  readonly id: bigint;
  /** What must come of all of it, in millionths of a dollar. */
  readonly least: bigint;
  readonly from: Address;
}

export async function stopPosition(
  on: LiquidityOn,
  held: Held,
): Promise<Outcome<StrategyCalls, 'unavailable'>> {
  const { reader, market } = on;
  const [position, deadline] = await Promise.all([
    readPositionOf(reader, market, { id: held.id, holder: held.from, block: 'latest' }),
    readDeadline(reader),
  ]);
  if (!position.ok) return position;
  if (!deadline.ok) return deadline;
  if (position.value === null) return refuse('unavailable');
  const { positions, universal } = market;
  const steps = [...unmaking(on, held, position.value), ...bringing(on, held, position.value)];
  const allowing = encodeFunctionData({
    ...{ abi: positionsAbi, functionName: 'approve', args: [universal, held.id] },
  });
  return accept({
    approval: { to: positions, value: 0n, data: allowing },
    act: { to: universal, value: 0n, data: executing(steps, deadline.value) },
  });
}

function executing(steps: readonly Step[], deadline: bigint): Hex {
  const commands = concatHex(steps.map(({ command }) => command));
  const inputs = steps.map(({ input }) => input);
  return encodeFunctionData({
    ...{ abi: universalRouterAbi, functionName: 'execute', args: [commands, inputs, deadline] },
  });
}

interface Step {
  readonly command: Hex;
  readonly input: Hex;
}

/**
 * All of it goes to the router, which has it for the rest of the transaction. Where there is no ether to be swapped none may come: then it
 * is all of the dollars or nothing.
 */
function unmaking(
  { market: { universal } }: LiquidityOn,
  { id }: Held,
  position: ReadPosition,
): readonly Step[] {
  const amount0Min = hasEther(position) ? 0n : position.amounts[0];
  const decrease = {
    ...{ tokenId: id, liquidity: position.liquidity, amount0Min, amount1Min: 0n, deadline: ALL },
  };
  const collect = { tokenId: id, recipient: universal, amount0Max: ALL, amount1Max: ALL };
  const abi = positionsAbi;
  return [
    encodeFunctionData({ abi, functionName: 'decreaseLiquidity', args: [decrease] }),
    encodeFunctionData({ abi, functionName: 'collect', args: [collect] }),
    encodeFunctionData({ abi, functionName: 'burn', args: [id] }),
  ].map((input) => ({ command: COMMANDS.ofPositions, input }));
}

/** The bound is that of all that comes, of the swap and beside it. */
function bringing(
  { market: { weth }, usdc }: LiquidityOn,
  { least, from }: Held,
  position: ReadPosition,
): readonly Step[] {
  const path = encodePacked(['address', 'uint24', 'address'], [weth, POOL_FEE, usdc]);
  // The last part is of 2.1 and later: bounds of each hop. Those before it do not look so far.
  const swap = encodeAbiParameters(parseAbiParameters('address, uint256, uint256, bytes, bool, uint256[]'), [
    ITSELF,
    ALL_IT_HAS,
    0n,
    path,
    false,
    [],
  ]);
  const sweep = encodeAbiParameters(parseAbiParameters('address, address, uint256'), [usdc, from, least]);
  const swapping = hasEther(position) ? [{ command: COMMANDS.swapExactIn, input: swap }] : [];
  return [...swapping, { command: COMMANDS.sweep, input: sweep }];
}

function hasEther({ amounts, fees }: ReadPosition): boolean {
  return amounts[1] + fees[1] > 0n;
}
