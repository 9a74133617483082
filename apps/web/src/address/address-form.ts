import type { ChainNetworkView } from '@diboas/protocol';

/**
 * What a text looks like by its form alone, before the server reads it: an address, or a link to pay one, on a network; a
 * secret, which must never leave the page; or neither. A slip in it only the server finds.
 */
export type AddressForm =
  | { readonly kind: 'address'; readonly network: ChainNetworkView }
  | { readonly kind: 'secret' }
  | { readonly kind: 'other' };

const LINK = /^(bitcoin|ethereum|solana|sui):/i;
const BASE58 = '[1-9A-HJ-NP-Za-km-z]';

/** By the first that it matches. Lengths leave room for a letter too many or too few: then it is a slip, which is told. */
const FORMS: readonly (readonly [network: ChainNetworkView, form: RegExp])[] = [
  ['bitcoin', /^(bc|tb|bcrt)1[0-9a-z]{20,90}$/i],
  ['bitcoin', new RegExp(`^[13mn2]${BASE58}{25,34}$`)],
  ['ethereum', /^0x[0-9a-z]{30,48}$/i],
  ['sui', /^0x[0-9a-z]{49,68}$/i],
  ['solana', new RegExp(`^${BASE58}{32,46}$`)],
];

/** Words of a wallet, and keys in the forms that wallets export: WIF, extended, of Solana in base58 or as numbers, of Sui. */
const SECRETS: readonly RegExp[] = [
  /^\s*(?:\p{L}+\s+){11,}\p{L}+\s*$/u,
  new RegExp(`^[5KL9c]${BASE58}{50,51}$`),
  new RegExp(`^[xyzuvt]prv${BASE58}{20,}$`, 'i'),
  new RegExp(`^${BASE58}{86,90}$`),
  /^\[(\s*\d{1,3}\s*,){20,}/,
  /^suiprivkey1/i,
  /^[0-9a-f]{64}$/i,
];

export function addressForm(text: string): AddressForm {
  const given = text.trim();
  if (SECRETS.some((form) => form.test(given))) return { kind: 'secret' };
  const scheme = LINK.exec(given)?.[1]?.toLowerCase();
  if (scheme === 'bitcoin' || scheme === 'ethereum' || scheme === 'solana' || scheme === 'sui')
    return { kind: 'address', network: scheme };
  const found = FORMS.find(([, form]) => form.test(given));
  return found ? { kind: 'address', network: found[0] } : { kind: 'other' };
}

/** The address and its network, as a draft keeps them: "solana:7xKX...". */
export function networkAddress(network: ChainNetworkView, address: string): string {
  return `${network}:${address}`;
}

/** What a draft kept, apart again; null where it kept nothing. */
export function addressKept(
  kept: string | null,
): { readonly network: ChainNetworkView; readonly address: string } | null {
  const [, network, address = ''] = /^(bitcoin|ethereum|solana|sui):(.+)$/.exec(kept ?? '') ?? [];
  return network === undefined ? null : { network: network as ChainNetworkView, address };
}
