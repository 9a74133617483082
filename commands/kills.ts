// npm run kills: see commands/help/kills.txt and docs/chaos.md.
import { onStopRequest } from '@diboas/testkit/processes';
import { runKills } from '../test/chaos/kills/run-kills.ts';
import { readInteger, readOptions, runCommand } from './command-line/options.ts';

await runCommand('kills', async (args) => {
  const options = readOptions(args, { times: { type: 'string', default: '10' } });
  const times = readInteger('times', options.times, { min: 1, max: 1_000 });
  const stopping = new AbortController();
  onStopRequest(() => stopping.abort());
  const result = await runKills({
    ...{ times, postgres: 'throwaway', stopped: stopping.signal },
    say: console.log,
  });
  if (result === null) {
    console.log('Stopped before the end: nothing was checked.');
    return 130;
  }
  const { wrong, ...figures } = result;
  for (const line of wrong) console.log(`WRONG: ${line}`);
  console.log(JSON.stringify(figures));
  return wrong.length > 0 ? 1 : 0;
});
