// What became of a crossing: the burn by its network's word, and the mint by that of the other. What was burnt is minted at some time, so
// it is on its way until then, whatever Circle says or does not say.
import type { Lookup, LookupAnswer, Movement, Observation } from '@diboas/orchestration';
import { progressOf } from '@diboas/providers-kit/wallet';
import type { CctpMessage } from '../wire/connection.ts';
import { sortFault } from '../wire/fault.ts';
import { type BurnMessage, readMessage } from '../wire/message.ts';
import { lookUpBurnOnEthereum, lookUpBurnOnSolana } from './look-up-burn.ts';
import { burntBy, hashOf, type PreparedBurn, readMemo } from './memo.ts';
import { findMint, type Minted } from './minted.ts';
import type { CrossingParts } from './parts.ts';
import { DOMAINS } from './way.ts';

export async function lookUpCrossing(parts: CrossingParts, lookup: Lookup): Promise<LookupAnswer> {
  const versions = (lookup.memos ?? []).flatMap((memo) => readMemo(memo) ?? []);
  const isOnSolana = versions[0]?.network === 'solana';
  const burn = await (isOnSolana ? lookUpBurnOnSolana : lookUpBurnOnEthereum)(parts, lookup);
  if (burn.kind !== 'found' || burn.observation.end !== 'done') return burn;
  const { observation } = burn;
  const version = versions.find((one) => hashOf(one) === observation.reference);
  if (version === undefined) return { kind: 'unknown', detail: 'BUG: what was burnt is none of ours' };
  return await lookUpMint(parts, version, observation);
}

/** On its way, with what is known of the burn: what can be undone no more is owed from then on. */
function onItsWay({ reference, movements }: Observation, milestone: 'burnt' | 'mint_owed'): Observation {
  return { reference, stage: 'working', end: null, owed: true, milestone, actionUrl: null, movements };
}

async function lookUpMint(
  parts: CrossingParts,
  version: PreparedBurn,
  burnt: Observation,
): Promise<LookupAnswer> {
  const attested = await askCircle(parts, version);
  if (attested === null) return { kind: 'found', observation: onItsWay(burnt, 'burnt') };
  const { message, told } = attested;
  const { to } = version;
  const mint = await findMint(parts, message, { to, hint: told.forwardTxHash ?? null });
  if (!mint.ok && mint.refusal === 'other') {
    const detail = `what was minted for ${burnt.reference} is not what was burnt less the fee`;
    return { kind: 'unknown', detail, isAnswered: true };
  }
  if (mint.ok && mint.value !== null)
    return { kind: 'found', observation: mintedOf(parts, { version, burnt, mint: mint.value }) };
  if (mint.ok) await renew(parts, version, attested);
  return { kind: 'found', observation: onItsWay(burnt, 'mint_owed') };
}

function mintedOf(
  parts: CrossingParts,
  {
    version,
    burnt,
    mint,
  }: { readonly version: PreparedBurn; readonly burnt: Observation; readonly mint: Minted },
): Observation {
  const { hash, money, found } = mint;
  const progress = progressOf(parts, { network: version.to, amount: money }, found);
  if (!progress.isEnough)
    return { ...onItsWay(burnt, 'mint_owed'), progress: { have: progress.seen, want: progress.wanted } };
  const given: Movement = {
    ...{ kind: 'given', id: hash, money, network: version.to },
    ...{ destination: null, networkReference: hash, reason: null },
  };
  return {
    ...{ reference: burnt.reference, stage: 'ended', end: 'done', actionUrl: null },
    ...{ milestone: 'transaction_confirmed', movements: [...burnt.movements, given] },
  };
}

interface Attested {
  readonly message: BurnMessage;
  readonly told: CctpMessage;
}

/** What Circle attests to of this burn; null as long as it does not, or does not answer. */
async function askCircle(parts: CrossingParts, version: PreparedBurn): Promise<Attested | null> {
  try {
    const all = (await parts.connection.messages(DOMAINS[version.network], hashOf(version))) ?? [];
    for (const told of all) {
      const message = readMessage(told.message);
      if (message !== null && told.attestation !== 'PENDING' && isOf(version, message))
        return { message, told };
    }
    return null;
  } catch (error) {
    sortFault(error, parts.now());
    return null;
  }
}

/** Whether the message is that of this burn and no other. */
function isOf(version: PreparedBurn, message: BurnMessage): boolean {
  return (
    message.sourceDomain === DOMAINS[version.network] &&
    message.targetDomain === DOMAINS[version.to] &&
    message.amount === burntBy(version).units &&
    message.maxFee === version.maxFee &&
    message.feeExecuted <= version.maxFee &&
    message.recipient === version.recipient &&
    message.sender === version.sender
  );
}

/** A fast message that is over on the other network is attested to anew, or nobody could mint by it any more. */
async function renew(parts: CrossingParts, { to }: PreparedBurn, { message }: Attested): Promise<void> {
  const { expirationBlock, nonce } = message;
  if (expirationBlock === 0n) return;
  const height = await (to === 'ethereum'
    ? parts.reader?.read((client) => client.getBlockNumber())
    : parts.svm?.read((rpc, inTime) => rpc.getSlot({ commitment: 'confirmed' }).send(inTime)));
  if (!height?.ok || height.value < expirationBlock) return;
  try {
    await parts.connection.reattest(nonce);
  } catch (error) {
    // It is asked for again with the next look.
    sortFault(error, parts.now());
  }
}
