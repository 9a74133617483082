import { type OperationView, traded } from '@diboas/protocol';
import type { ScriptedWorld } from './world.ts';

/** What the customer may do now: by the limits, the balances and the bars of the world. */
export function operationsOf(world: ScriptedWorld): OperationView[] {
  const { minimum, maximum, limit } = world.limits;
  const there = world.balances
    .filter(({ available }) => /[1-9]/.test(available))
    .map(({ type, asset, network, available }) => ({ type, asset, network, available }));
  const barOf = (operation: OperationView['operation'], balances: typeof there) =>
    world.bars[operation] ?? (balances.length === 0 ? 'nothing_available' : null);
  const cash = there.filter(({ type }) => type === 'BANKING');
  const invested = there.filter(({ type }) => type === 'INVESTING');
  const dollars = cash.filter(({ asset }) => asset === 'USDC');
  const usdc = (amount: string) => ({ asset: 'USDC' as const, amount });
  return [
    {
      operation: 'ADD_FUNDS',
      bar: world.bars.ADD_FUNDS ?? null,
      minimum,
      maximum,
      balances: [],
      limits: [limit],
    },
    {
      operation: 'MOVE',
      bar: barOf('MOVE', there),
      minimum: usdc('0.000001'),
      maximum: null,
      balances: there,
      limits: [],
    },
    {
      operation: 'SEND_MONEY',
      bar: barOf('SEND_MONEY', dollars),
      minimum: usdc('0.01'),
      maximum: null,
      balances: dollars,
      limits: world.sendLimits,
    },
    {
      operation: 'SEND_TO_ADDRESS',
      bar: barOf('SEND_TO_ADDRESS', cash),
      minimum: usdc('0.000001'),
      maximum: null,
      balances: cash,
      limits: [],
    },
    {
      operation: 'WITHDRAW_FUNDS',
      bar: barOf('WITHDRAW_FUNDS', dollars),
      minimum: usdc('1.000000'),
      maximum: null,
      balances: dollars,
      limits: [],
    },
    ...tradesOf({ barOf, invested, minimum: usdc('1.000000') }),
    ...earningOf({ barOf, there, minimum: usdc('1.000000') }),
  ];
}

/** Buying out of the digital dollars that are invested, and selling of the coins. */
function tradesOf({
  barOf,
  invested,
  minimum,
}: {
  readonly barOf: (
    operation: OperationView['operation'],
    balances: OperationView['balances'],
  ) => OperationView['bar'];
  readonly invested: OperationView['balances'];
  readonly minimum: OperationView['minimum'];
}): OperationView[] {
  const dollars = invested.filter(({ asset }) => asset === 'USDC');
  const coins = invested.filter(({ asset }) => asset !== 'USDC');
  const sides = [
    ['BUY_CRYPTO', dollars],
    ['SELL_CRYPTO', coins],
  ] as const;
  return sides.map(([operation, balances]) => ({
    ...{ operation, bar: barOf(operation, balances), minimum, maximum: null },
    ...{ balances, limits: [], traded: traded.options },
  }));
}

/** Putting in of the balance that earns, taking out of what lies in strategies, and journeys, which begin anywhere. */
function earningOf({
  barOf,
  there,
  minimum,
}: {
  readonly barOf: (
    operation: OperationView['operation'],
    balances: OperationView['balances'],
  ) => OperationView['bar'];
  readonly there: OperationView['balances'];
  readonly minimum: OperationView['minimum'];
}): OperationView[] {
  const earning = there.filter(({ type }) => type === 'DEFI');
  const said = { minimum, maximum: null, limits: [] };
  return [
    {
      operation: 'START_STRATEGY',
      bar: barOf('START_STRATEGY', earning),
      ...said,
      balances: earning,
    },
    { operation: 'STOP_STRATEGY', bar: null, ...said, balances: [] },
    { operation: 'JOURNEY', bar: null, ...said, balances: [] },
  ];
}
