// From what a person typed, pasted or scanned to an address, or to what is wrong with it.
import { accept, type Outcome, refuse } from '@diboas/kernel';
import { NETWORK_PARTS } from './networks.ts';
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

/** The words of BIP-39: 12 to 24 of them, of three to eight letters. */
const SEED_PHRASE = /^(?:[a-z]{3,8}\s+){11,23}[a-z]{3,8}$/i;

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
  if (linked === undefined) return refuse({ reason: 'unknown_scheme', scheme });
  if (linked !== network) return refuse({ reason: 'of_another_network', network: linked });
  const link = NETWORK_PARTS[network].readLink(body, chain);
  if (!link.ok) return link;
  if (link.value.address === '') return refuse({ reason: 'empty' });
  return withAsk(readBare(network, link.value.address, chain), link.value.ask);
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
  const other = CHAIN_NETWORKS.find((one) => one !== network && isOf(one, text));
  return other === undefined ? read : refuse({ reason: 'of_another_network', network: other });
}

/** Whether a text is an address of the network on either chain, or looks like one with a slip in it. */
function isOf(network: ChainNetwork, text: string): boolean {
  const { readAddress: read, looksLikeAddress } = NETWORK_PARTS[network];
  return looksLikeAddress(text) || read(text, 'live').ok || read(text, 'test').ok;
}

/** A key of any network is a secret, unless it looks like what was asked for: 64 hex digits may be either on Sui. */
function findSecret(asked: ChainNetwork, text: string): WrongAddress | null {
  if (NETWORK_PARTS[asked].looksLikeAddress(text)) return null;
  if (SEED_PHRASE.test(text)) return { reason: 'secret', what: 'seed_phrase' };
  const isKey = CHAIN_NETWORKS.some((network) => NETWORK_PARTS[network].isSecret(text));
  return isKey ? { reason: 'secret', what: 'private_key' } : null;
}
