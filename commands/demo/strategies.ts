// What the demo plays of strategies: a journey into one under one confirmation, and all of it out again.
import { assert } from '@diboas/kernel';
import { positionList, riskProfileView, type StrategyView, strategyList } from '@diboas/protocol';
import { mineOn } from './outside.ts';
import type { DemoScene } from './scene.ts';
import type { DemoStage } from './stage.ts';

const ANSWERS = {
  ...{ falls: 'wait', needed: 'later', share: 'little', known: 'a_little', waiting: 'a_week' },
} as const;

export const STRATEGY_SCENES: readonly DemoScene[] = [
  {
    name: 'journey',
    what: 'Ana adds $40.00 by card, which crosses to Ethereum and goes into a strategy: one confirmation, four legs.',
    needsMoney: false,
    async play(stage) {
      const strategy = await chooseStrategy(stage);
      const stopMining = await mineBoth(stage);
      try {
        const { id } = await stage.begin({
          operation: 'JOURNEY',
          begins: {
            with: 'add',
            ...{ amount: '40.00', currency: 'USD', method: 'card', asset: 'USDC', network: 'solana' },
          },
          steps: [
            { do: 'cross', to: 'ethereum' },
            { do: 'start', strategy: strategy.id },
          ],
        });
        await stage.pay(id);
        return await stage.comesTo(id, 'completed');
      } finally {
        await stopMining();
      }
    },
  },
  {
    name: 'stop',
    what: 'Ana takes all of it out of the strategy again, with what it has earned and less what Ethereum takes.',
    needsMoney: false,
    async play(stage) {
      const { body } = await stage.ana.call('GET', '/v1/positions');
      const [position] = positionList.parse(body).items;
      if (!position) {
        stage.say('          nothing lies in a strategy: play the journey first');
        return true;
      }
      const stopMining = await mineBoth(stage);
      try {
        const { id } = await stage.begin({ operation: 'STOP_STRATEGY', position: position.id });
        return await stage.comesTo(id, 'completed');
      } finally {
        await stopMining();
      }
    },
  },
];

/** The first that takes dollars on Ethereum, once Ana has said what she can bear. */
async function chooseStrategy({ ana }: DemoStage): Promise<StrategyView> {
  const { version } = riskProfileView.parse((await ana.call('GET', '/v1/risk-profile')).body);
  await ana.call('POST', '/v1/risk-profile', { body: { version, answers: ANSWERS } });
  const { items } = strategyList.parse((await ana.call('GET', '/v1/strategies')).body);
  const found = items.find(
    ({ asset, network, suitability }) =>
      asset === 'USDC' && network === 'ethereum' && suitability.kind === 'sold',
  );
  assert(found, 'there is a strategy for dollars on Ethereum', { items: items.length });
  return found;
}

/** Enough that what waits until both networks are certain of it is there within seconds. */
const BLOCKS = 10;

/** Blocks on both networks that it crosses between. */
async function mineBoth({ system }: DemoStage): Promise<() => Promise<void>> {
  const chains = await Promise.all(
    (['ethereum', 'solana'] as const).map((network) => system.outside.chain(network)),
  );
  const stops = chains.map((chain) => mineOn(chain, BLOCKS));
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
  };
}
