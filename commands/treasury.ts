// npm run treasury: what it shows and does is in commands/help/treasury.txt.
import { runCommand } from './command-line/options.ts';
import { runTreasury } from './treasury/acts.ts';

await runCommand('treasury', runTreasury);
