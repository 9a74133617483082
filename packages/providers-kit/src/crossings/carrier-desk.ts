// A desk of crossings that goes by a carrier: docs/decisions/0035-crossings.md.
import { accept, refuse, SECOND_MS } from '@diboas/kernel';
import type { Submission, SubmitAnswer } from '@diboas/orchestration';
import { fillGap } from '../evm/gap.ts';
import { type EvmOptions, openEvm } from '../evm/parts.ts';
import { submitCalls } from '../evm/submit-calls.ts';
import type { ChainSigner, SigningNetwork } from '../manifest/chain-signer.ts';
import type { DeskOf } from '../manifest/desk.ts';
import { broadcastOnSolana } from '../svm/broadcast.ts';
import { createSvmReader } from '../svm/reader.ts';
import { createReplacement } from '../wallet/replacement.ts';
import { readCarriage, sentHashOf } from './carriage-memo.ts';
import type { CarrierParts } from './carriage-of.ts';
import type { Carrier } from './carrier.ts';
import { lookUpCarriage } from './look-up-carriage.ts';
import { prepareCarriage } from './prepare-carriage.ts';
import { quoteCarriage } from './quote-carriage.ts';

export interface CarrierOptions extends EvmOptions {
  readonly carrier: Carrier;
}

/** USDC to another network, by a call or a transaction that the carrier makes, we look at, sign and keep. */
export function createCarrierDesk({ carrier, ...options }: CarrierOptions): DeskOf<'crossings'> {
  const url = options.chains.urlOf('solana');
  const svm = url === null ? null : createSvmReader(url, options.timeoutMs);
  const parts = { ...openEvm(options), carrier, svm };
  return {
    paysFromFloat: true,
    pace: { lookupsMs: [5, 15, 30, 60, 300].map((seconds) => seconds * SECOND_MS) },
    quote: (request) => quoteCarriage(parts, request),
    prepare: (submission) => prepareCarriage(parts, submission),
    replacement: createReplacement({
      read: readCarriage,
      hashOf: async (version) => sentHashOf(version),
      fill: async (submission, last) =>
        last.network === 'ethereum' ? fillGap(parts, submission, last) : null,
      prepare: (submission) => prepareCarriage(parts, submission, { replaces: true }),
    }),
    submit: (submission) => submitCarriage(parts, submission),
    lookup: (lookup) => lookUpCarriage(parts, lookup),
    // No carrier sends any that we would believe.
    readWebhook: () => refuse('forged'),
    rereadWebhook: () => refuse('unreadable'),
    holdings: () => heldOn(carrier.networks, parts, options.signer),
  };
}

/** Hands what was signed to its network, which carries it out once however often it is handed over. */
async function submitCarriage(parts: CarrierParts, { memo }: Submission): Promise<SubmitAnswer> {
  const prepared = memo === undefined ? null : readCarriage(memo);
  return prepared?.network === 'solana'
    ? await broadcastOnSolana(parts.chains, prepared)
    : await submitCalls(parts, prepared);
}

/** What lies at our addresses; a network that does not answer is silent, and nothing could be had where none does. */
export async function heldOn(
  networks: readonly SigningNetwork[],
  { chains }: Pick<ReturnType<typeof openEvm>, 'chains'>,
  signer: Pick<ChainSigner, 'address'>,
): ReturnType<DeskOf<'crossings'>['holdings']> {
  const told = await Promise.all(
    networks.map(async (network) => {
      const address = await signer.address(network);
      const held = address.ok ? await chains[network]?.holdings(address.value) : undefined;
      return { network, monies: held?.ok ? held.value : null };
    }),
  );
  const silent = told.filter(({ monies }) => monies === null).map(({ network }) => network);
  if (silent.length === told.length) return refuse('unavailable');
  const held = told.flatMap(({ network, monies }) => (monies ?? []).map((money) => ({ money, network })));
  return accept({ held, silent });
}
