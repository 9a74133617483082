// npm run cases: what it shows and does is in commands/help/cases.txt.
import { join } from 'node:path';
import { complianceOf } from '@diboas/compliance';
import {
  type AskedAct,
  actOn,
  casesAmong,
  decideLoneInput,
  isTheirOwn,
  readHistory,
} from '@diboas/orchestration';
import {
  createPostgresComplianceRules,
  createPostgresStore,
  readOpenItems,
  readSignInAddress,
} from '@diboas/storage';
import { readDecision } from './cases/read-decision.ts';
import { tellCase, tellCases } from './cases/tell.ts';
import { readOptions, runCommand, UsageError } from './command-line/options.ts';
import { withProjectPool } from './database/project-pool.ts';
import { actParts } from './items/act-parts.ts';
import { ACT_OPTIONS, readActor, readTransactionId } from './items/read-act.ts';
import { tellAct, tellRefusal } from './items/tell.ts';

const project = join(import.meta.dirname, '..');

/** Of all items: more than anybody ever leaves open. */
const ITEMS_MAX = 10_000;

const VERBS = 'list, show, note or decide';

await runCommand('cases', async ([verb, ...args]) => {
  switch (verb) {
    case 'list':
      return await list(args);
    case 'show':
      return await show(args);
    case 'note':
      return await note(args);
    case 'decide':
      return await decide(args);
    default:
      throw new UsageError(
        verb === undefined ? `Say what to do: ${VERBS}.` : `There is no "${verb}": ${VERBS}.`,
      );
  }
});

function list(args: readonly string[]): Promise<number> {
  readOptions(args, {});
  return withProjectPool(project, async (pool) => {
    const store = createPostgresStore(pool);
    const cases = await casesAmong(await readOpenItems(pool, ITEMS_MAX), store);
    console.log(tellCases(cases, Date.now()));
    return 0;
  });
}

function show([id, ...args]: readonly string[]): Promise<number> {
  readOptions(args, {});
  const transactionId = readTransactionId(id);
  return withProjectPool(project, async (pool) => {
    const store = createPostgresStore(pool);
    const transaction = await store.transaction(transactionId);
    if (!transaction) return refuse(`There is no transaction ${transactionId}.`);
    console.log(tellCase(transaction, await readHistory(store, transaction)));
    return 0;
  });
}

function note([id, ...args]: readonly string[]): Promise<number> {
  const options = readOptions(args, ACT_OPTIONS);
  const asked = { act: { kind: 'note' }, ...readActor(options) } as const;
  return act(readTransactionId(id), asked, options.yes !== true);
}

function decide([kind, id, ...args]: readonly string[]): Promise<number> {
  const options = readOptions(args, ACT_OPTIONS);
  return act(readTransactionId(id), readDecision(kind, options), options.yes !== true);
}

/** Decides it without a commit and says what it would do; with `--yes` it is done. */
function act(transactionId: string, asked: AskedAct, isDryRun: boolean): Promise<number> {
  return withProjectPool(project, async (pool) => {
    const store = createPostgresStore(pool);
    const before = await store.transaction(transactionId);
    if (!before) return refuse(`There is no transaction ${transactionId}.`);
    if (isTheirOwn(asked.by, before, await readSignInAddress(pool, before.customerId)))
      return refuse(tellRefusal('own_case', { acts: before.acts, kind: asked.act.kind }));
    const rules = await complianceOf(createPostgresComplianceRules(pool), before);
    const input = actOn(before, asked);
    const { replies, writes } = await decideLoneInput(actParts(store, rules), input, { isDryRun });
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
