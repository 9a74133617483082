// What each verb of npm run treasury does: says it, and with --yes does it.
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  type ChildRefusal,
  combineTreasuryPsbts,
  finishTreasuryPsbt,
  forTreasury,
  readTreasuryPsbt,
  signTreasuryPsbt,
  type UnsignedRefusal,
  type UnsignedTransfer,
} from '@diboas/chain-access';
import { accept, type Outcome, refuse } from '@diboas/kernel';
import { readAddress } from '@diboas/networks';
import { createPostgresStore } from '@diboas/storage';
import { readOptions, UsageError } from '../command-line/options.ts';
import { withProjectPool } from '../database/project-pool.ts';
import { type OpenTreasury, openTreasury } from './open.ts';
import {
  readBitcoin,
  readName,
  readTxid,
  readTypedSpend,
  splitFiles,
  type TypedSpend,
  WRITE_OPTIONS,
} from './read-typed.ts';
import { recordTreasury, refusalOfSending } from './record.ts';
import { tellSpend, tellTreasuryRefusal, tellWallet, tellWatched } from './tell.ts';

const project = join(import.meta.dirname, '..', '..');
const VERBS = 'address, propose, bump, show, sign, send or watch';
const DRY = 'Nothing was done. Add --yes to do it.';

/** @returns the exit code */
export async function runTreasury([verb, ...args]: readonly string[]): Promise<number> {
  const acts: Readonly<Record<string, (opened: OpenTreasury, args: readonly string[]) => Promise<number>>> = {
    ...{ address, propose, bump, show, sign, send, watch },
  };
  const act = acts[verb ?? ''];
  if (act === undefined)
    throw new UsageError(
      verb === undefined ? `Say what to do: ${VERBS}.` : `There is no "${verb}": ${VERBS}.`,
    );
  const opened = await openTreasury(process.env);
  return opened.ok ? await act(opened.value, args) : no('unavailable');
}

async function address({ wallet, access }: OpenTreasury, args: readonly string[]): Promise<number> {
  readOptions(args, {});
  const held = await access.holdings(wallet.address);
  return say(tellWallet(wallet, held.ok ? (held.value[0]?.units ?? 0n) : null));
}

async function propose(opened: OpenTreasury, args: readonly string[]): Promise<number> {
  const given = readOptions(args, WRITE_OPTIONS);
  const typed = readTypedSpend(given);
  const to = readAddress('bitcoin', `${given.to ?? ''}`, opened.chain);
  if (!to.ok) throw new UsageError('--to takes an address of this chain.');
  const sent = readBitcoin('amount', given.amount);
  const made = await make(opened, { ...typed, to: to.value.address, sent });
  return made.ok ? await write(opened, typed, made.value) : no(made.refusal);
}

async function make(
  { wallet, access }: OpenTreasury,
  {
    to,
    sent,
    urgency,
    feeMax,
  }: TypedSpend & { readonly to: string; readonly sent: ReturnType<typeof readBitcoin> },
): Promise<Outcome<UnsignedTransfer<'bitcoin'>, UnsignedRefusal>> {
  const coins = await access.coins(wallet.address);
  if (!coins.ok) return coins;
  const ask = { from: wallet.address, to, money: sent, urgency, coins: coins.value };
  const whole = { ...ask, costMost: feeMax, mark: 'treasury' };
  const choose = await access.chooser(whole);
  if (!choose.ok) return choose;
  const chosen = choose.value(coins.value);
  return chosen === null ? refuse('too_little') : await access.unsigned({ ...whole, coins: chosen });
}

async function bump(opened: OpenTreasury, [hash, ...args]: readonly string[]): Promise<number> {
  const parent = readTxid(hash);
  const typed = readTypedSpend(readOptions(args, WRITE_OPTIONS));
  const { urgency, feeMax: costMost } = typed;
  const made: Outcome<UnsignedTransfer<'bitcoin'>, ChildRefusal> = await opened.mempool.child({
    ...{ parent, owner: opened.wallet.address, urgency, costMost },
  });
  return made.ok ? await write(opened, typed, made.value) : no(made.refusal);
}

/** Puts it on record, and then writes the file: whatever is signed was proposed by somebody. */
async function write(
  { wallet }: OpenTreasury,
  { file, by, reason, isDryRun }: TypedSpend,
  { unsigned }: UnsignedTransfer<'bitcoin'>,
): Promise<number> {
  const psbt = forTreasury(unsigned.psbt, wallet);
  const read = readTreasuryPsbt(psbt, wallet);
  if (!read.ok) return no(read.refusal);
  console.log(tellSpend(read.value, wallet));
  if (isDryRun) return say(DRY);
  const { hash, pays, fee } = read.value;
  const units = pays.reduce((sum, one) => sum + one.units, 0n);
  return await withProjectPool(project, async (pool) => {
    const detail = { units: `${units}`, fee: `${fee}`, reason };
    await recordTreasury(createPostgresStore(pool), 'treasury_proposed', {
      hash,
      by,
      at: Date.now(),
      detail,
    });
    writeFileSync(pathOf(file), psbt);
    return say(
      `Written to ${file}. Two of the three sign it; another person sends it: npm run treasury -- send`,
    );
  });
}

async function show({ wallet }: OpenTreasury, args: readonly string[]): Promise<number> {
  const { files, rest } = splitFiles(args);
  readOptions(rest, {});
  const read = readFiles(files);
  if (!read.ok) return no(read.refusal);
  const spend = readTreasuryPsbt(read.value, wallet);
  return spend.ok ? say(tellSpend(spend.value, wallet)) : no(spend.refusal);
}

async function sign({ wallet }: OpenTreasury, args: readonly string[]): Promise<number> {
  const { files, rest } = splitFiles(args);
  const keyFile = readOptions(rest, { 'key-file': { type: 'string' } })['key-file'];
  const [file] = files;
  if (file === undefined || files.length > 1) throw new UsageError('One file is signed at a time.');
  if (keyFile === undefined) throw new UsageError('--key-file takes where the key lies.');
  const psbt = readText(file);
  const read = readTreasuryPsbt(psbt, wallet);
  if (!read.ok) return no(read.refusal);
  const signed = signTreasuryPsbt(psbt, readText(keyFile), wallet);
  if (signed === null) return fail('Refused: that is no key of this wallet.');
  writeFileSync(pathOf(file), signed);
  const after = readTreasuryPsbt(signed, wallet);
  return after.ok ? say(tellSpend(after.value, wallet)) : no(after.refusal);
}

async function send({ wallet, access }: OpenTreasury, args: readonly string[]): Promise<number> {
  const { files, rest } = splitFiles(args);
  const given = readOptions(rest, { by: { type: 'string' }, yes: { type: 'boolean' } });
  const by = readName(given.by);
  const read = readFiles(files);
  if (!read.ok) return no(read.refusal);
  const spend = readTreasuryPsbt(read.value, wallet);
  if (!spend.ok) return no(spend.refusal);
  const finished = finishTreasuryPsbt(read.value, wallet);
  if (finished === null) return no('unsigned');
  return await withProjectPool(project, async (pool) => {
    const told = { hash: finished.hash, by, at: Date.now() };
    const refusal = await refusalOfSending(pool, told);
    if (refusal !== null) return no(refusal);
    console.log(tellSpend(spend.value, wallet));
    if (given.yes !== true) return say(DRY);
    await recordTreasury(createPostgresStore(pool), 'treasury_sent', { ...told, detail: {} });
    const answer = await access.broadcast(finished.bytes);
    if (answer.kind === 'taken' || answer.kind === 'already') return say(`Sent: ${finished.hash}`);
    // Whatever it is, the same files can be sent again: they are carried out once.
    const why =
      answer.kind === 'refused' ? `refused it with ${answer.reason}` : 'did not say whether it has it';
    return fail(`The site ${why}. Send the same files again.`);
  });
}

async function watch({ mempool }: OpenTreasury, [hash, ...args]: readonly string[]): Promise<number> {
  readOptions(args, {});
  const watched = await mempool.watch(readTxid(hash));
  return watched.ok ? say(tellWatched(watched.value)) : no(watched.refusal);
}

function readFiles(files: readonly string[]): Outcome<string, 'no_psbt' | 'differ'> {
  const [first, ...others] = files.map(readText);
  if (first === undefined) return refuse('no_psbt');
  if (others.length === 0) return accept(first);
  const whole = combineTreasuryPsbts([first, ...others]);
  return whole === null ? refuse('differ') : accept(whole);
}

/** As whoever typed it means it: the command itself runs where the project lies. */
function pathOf(file: string): string {
  return resolve(process.env.INIT_CWD ?? '.', file);
}

function readText(file: string): string {
  try {
    return readFileSync(pathOf(file), 'utf8');
  } catch (cause) {
    throw new UsageError(`${file} cannot be read.`, { cause });
  }
}

function say(text: string): number {
  console.log(text);
  return 0;
}

function no(refusal: Parameters<typeof tellTreasuryRefusal>[0]): number {
  return fail(tellTreasuryRefusal(refusal));
}

function fail(why: string): number {
  console.error(why);
  return 1;
}
