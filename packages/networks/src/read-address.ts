// From what a person typed, pasted or scanned to an address, or to what is wrong with it.
import { accept, type Outcome, refuse } from '@diboas/kernel';
import { NETWORK_PARTS } from './networks.ts';
import { isSeedPhrase } from './seed-phrase.ts';
import type { LinkAsk, ReadAddress, WrongAddress } from './shape/address.ts';
import { CHAIN_NETWORKS, type ChainNetwork, type NetworkChain } from './shape/chain.ts';

/** An address, with what its payment link asks for when it came in one. */
export interface GivenAddress extends ReadAddress {
  readonly ask: LinkAsk | null;
}

/** No address has so many characters, nor any payment link of use. */
const LENGTH_MAX = 2_000;

/** A payment link's scheme. Nothing else that we read has a colon after its first word. */
const SCHEME = /^([a-z][a-z0-9+.-]*):(.*)$/is;

/** Where the address of a link stands: before what it asks for, with what some write in front of it. */
const LINK_TARGET = /^\/*(?:pay-)?([^?@/]*)/;

/**
 * Reads an address of a network from any text: space around it is left out, a payment link is taken apart (BIP-21,
 * ERC-681, Solana Pay). What is no address is told apart so that a person can be told what to do. Never throws.
 */
export function readAddress(
  network: ChainNetwork,
  text: string,
  chain: NetworkChain,
): Outcome<GivenAddress, WrongAddress> {
  const given = text.trim();
  if (given === '') return refuse({ reason: 'empty' });
  if (given.length > LENGTH_MAX)
    return refuse({ reason: 'wrong_length', length: given.length, least: 1, most: LENGTH_MAX });
  const secret = findSecret(network, given);
  if (secret !== null) return refuse(secret);
  const [, scheme, body = ''] = SCHEME.exec(given) ?? [];
  return scheme === undefined
    ? withAsk(readBare(network, given, chain), null)
    : readLinked(network, { scheme: scheme.toLowerCase(), body }, chain);
}

function readLinked(
  network: ChainNetwork,
  { scheme, body }: { scheme: string; body: string },
  chain: NetworkChain,
): Outcome<GivenAddress, WrongAddress> {
  // The schemes are the names of the networks.
  const linked = CHAIN_NETWORKS.find((one) => one === scheme);
  const secret = findSecret(linked ?? network, targetOf(body));
  if (secret !== null) return refuse(secret);
  if (linked === undefined) return refuse({ reason: 'unknown_scheme', scheme });
  if (linked !== network) return refuse({ reason: 'of_another_network', network: linked });
  const link = NETWORK_PARTS[network].readLink(body, chain);
  if (!link.ok) return link;
  if (link.value.address === '') return refuse({ reason: 'empty' });
  return withAsk(readBare(network, link.value.address, chain), link.value.ask);
}

/** What a link pays. Signs that stand for others are read as those, and never throw. */
function targetOf(body: string): string {
  const [, target = ''] = LINK_TARGET.exec(body) ?? [];
  return new URLSearchParams(`target=${target.replaceAll('&', '%26')}`).get('target') ?? '';
}

function withAsk(
  read: Outcome<ReadAddress, WrongAddress>,
  ask: LinkAsk | null,
): Outcome<GivenAddress, WrongAddress> {
  return read.ok ? accept({ ...read.value, ask }) : read;
}

/** What is wrong here may be right elsewhere: then that is what is told. */
function readBare(
  network: ChainNetwork,
  text: string,
  chain: NetworkChain,
): Outcome<ReadAddress, WrongAddress> {
  const read = NETWORK_PARTS[network].readAddress(text, chain);
  if (read.ok || read.refusal.reason === 'of_the_other_chain') return read;
  const others = CHAIN_NETWORKS.filter((one) => one !== network);
  const other = others.find((one) => isOf(one, text));
  if (other !== undefined) return refuse({ reason: 'of_another_network', network: other });
  const known = others.find((one) => isTransactionId(one, text));
  return known === undefined ? read : refuse({ reason: 'transaction_id', network: known });
}

/** Whether a text can be nothing but the id of a transaction on the network. */
function isTransactionId(network: ChainNetwork, text: string): boolean {
  const read = NETWORK_PARTS[network].readAddress(text, 'live');
  return !read.ok && read.refusal.reason === 'transaction_id';
}

/** Whether a text is an address of the network on either chain, or looks like one with a slip in it. */
function isOf(network: ChainNetwork, text: string): boolean {
  const { readAddress: read, looksLikeAddress } = NETWORK_PARTS[network];
  return looksLikeAddress(text) || read(text, 'live').ok || read(text, 'test').ok;
}

/** A key of any network is a secret, unless it looks like what was asked for: 64 hex digits may be either on Sui. */
function findSecret(asked: ChainNetwork, text: string): WrongAddress | null {
  if (NETWORK_PARTS[asked].looksLikeAddress(text)) return null;
  if (isSeedPhrase(text)) return { reason: 'secret', what: 'seed_phrase' };
  const keys = CHAIN_NETWORKS.map((network) => NETWORK_PARTS[network].findKey(text, network === asked));
  const what = keys.find((key) => key === 'private_key') ?? keys.find((key) => key !== null) ?? null;
  return what === null ? null : { reason: 'secret', what };
}
