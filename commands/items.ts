// npm run items: what it shows and does is in commands/help/items.txt.
import { join } from 'node:path';
import { complianceOf } from '@diboas/compliance';
import { ACT_ALONE_MAX, actOn, decideLoneInput, floatName } from '@diboas/orchestration';
import {
  createPostgresComplianceRules,
  createPostgresFloatWatch,
  createPostgresReportStore,
  createPostgresStore,
  createPostgresStrategies,
  readOpenItems,
} from '@diboas/storage';
import { readAloneMax } from './command-line/alone-max.ts';
import { readOptions, runCommand, UsageError } from './command-line/options.ts';
import { withProjectPool } from './database/project-pool.ts';
import { tellItem } from './floats/tell.ts';
import { actParts } from './items/act-parts.ts';
import { ACT_OPTIONS, readAct, readTransactionId } from './items/read-act.ts';
import { tellAct, tellItems, tellRefusal, tellTransaction } from './items/tell.ts';
import { tellReportItem } from './reports/tell.ts';

const project = join(import.meta.dirname, '..');

/** More than anybody reads. */
const LISTED_MAX = 200;

await runCommand('items', async ([verb, ...args]) => {
  switch (verb) {
    case 'list':
      return await list(args);
    case 'show':
      return await show(args);
    case 'act':
      return await act(args);
    default:
      throw new UsageError(
        verb === undefined
          ? 'Say what to do: list, show or act.'
          : `There is no "${verb}": list, show or act.`,
      );
  }
});

function list(args: readonly string[]): Promise<number> {
  readOptions(args, {});
  return withProjectPool(project, async (pool) => {
    const now = Date.now();
    const ofFloats = await createPostgresFloatWatch(pool).floatItems();
    console.log(tellItems(await readOpenItems(pool, LISTED_MAX), now));
    for (const item of ofFloats)
      console.log(
        `${floatName(item)}: ${tellItem(item, now)}\n    answered by npm run floats, and goes by itself`,
      );
    for (const item of await createPostgresStrategies(pool).strategyItems())
      console.log(
        `${item.strategy}: ${tellItem(item, now)}\n    goes by itself: docs/operating.md, "Strategies"`,
      );
    for (const item of await createPostgresReportStore(pool).items(LISTED_MAX))
      console.log(tellReportItem(item));
    return 0;
  });
}

function show([id, ...args]: readonly string[]): Promise<number> {
  readOptions(args, {});
  const transactionId = readTransactionId(id);
  return withProjectPool(project, async (pool) => {
    const transaction = await createPostgresStore(pool).transaction(transactionId);
    if (!transaction) return refuse(`There is no transaction ${transactionId}.`);
    console.log(tellTransaction(transaction, await readOpenItems(pool, LISTED_MAX)));
    return 0;
  });
}

/** Decides it without a commit and says what it would do; with `--yes` it is done. */
function act([kind, id, ...args]: readonly string[]): Promise<number> {
  const options = readOptions(args, ACT_OPTIONS);
  const asked = readAct(kind, options);
  const transactionId = readTransactionId(id);
  const actAloneMax = readAloneMax(process.env.ACT_ALONE_MAX_USD, ACT_ALONE_MAX);
  const isDryRun = options.yes !== true;
  return withProjectPool(project, async (pool) => {
    const store = createPostgresStore(pool);
    const before = await store.transaction(transactionId);
    if (!before) return refuse(`There is no transaction ${transactionId}.`);
    const input = actOn(before, asked);
    const rules = await complianceOf(createPostgresComplianceRules(pool), before);
    const parts = actParts(store, { ...rules, actAloneMax });
    const { replies, writes } = await decideLoneInput(parts, input, { isDryRun });
    const [reply] = replies;
    if (reply?.kind === 'act_refused')
      return refuse(tellRefusal(reply.refusal, { acts: before.acts, kind: asked.act.kind }));
    const written = writes.transactions.find(({ transaction }) => transaction.id === before.id);
    console.log(tellAct({ input, before, after: written?.transaction ?? before, writes, isDryRun }));
    return 0;
  });
}

function refuse(why: string): number {
  console.error(why);
  return 1;
}
