import type { Instant } from '@diboas/kernel';
import { CHAIN_NETWORKS, type ChainNetwork, readAddress } from '@diboas/networks';
import type { Memo, WalletAnswer } from '@diboas/orchestration';
import { ADDRESS_FORMATS } from '../wire/accounts.ts';
import { type Activity, activityBody, fingerprintOf, stageOf, submitActivity } from '../wire/activity.ts';
import { sortFault } from '../wire/fault.ts';
import type { WalletParts } from './parts.ts';

/** Where a key lies in the wallet: BIP-84 for Bitcoin, BIP-44 and SLIP-44 for the others, as each network's wallets do. */
const PATHS: Readonly<Record<ChainNetwork, { readonly curve: string; readonly path: string }>> = {
  bitcoin: { curve: 'CURVE_SECP256K1', path: "m/84'/0'/0'/0/0" },
  ethereum: { curve: 'CURVE_SECP256K1', path: "m/44'/60'/0'/0/0" },
  solana: { curve: 'CURVE_ED25519', path: "m/44'/501'/0'/0'" },
  sui: { curve: 'CURVE_ED25519', path: "m/44'/784'/0'/0'/0'" },
};

/** One account on each network, in the order of the networks. */
export function prepareWallet(
  { connection, chain }: WalletParts,
  { name, now }: { readonly name: string; readonly now: Instant },
): Memo {
  const accounts = CHAIN_NETWORKS.map((network) => ({
    ...PATHS[network],
    pathFormat: 'PATH_FORMAT_BIP32',
    addressFormat: ADDRESS_FORMATS[chain][network],
  }));
  const type = 'ACTIVITY_TYPE_CREATE_WALLET';
  const bytes = activityBody(connection, { type, now, parameters: { walletName: name, accounts } });
  return { bytes, names: [fingerprintOf(bytes)] };
}

export async function createWallet(parts: WalletParts, { bytes }: Memo): Promise<WalletAnswer> {
  const { connection, now } = parts;
  try {
    return answerOf(parts, await submitActivity(connection, { path: 'create_wallet', body: bytes }));
  } catch (error) {
    const fault = sortFault(error, now());
    return fault.kind === 'rejected'
      ? { kind: 'rejected', detail: fault.detail }
      : { kind: 'unknown', detail: fault.detail };
  }
}

function answerOf({ chain }: WalletParts, activity: Activity): WalletAnswer {
  const { id, result } = activity;
  const stage = stageOf(activity);
  if (stage === 'failed' || stage === 'rejected')
    return {
      kind: 'rejected',
      detail: `the activity ${id} ${stage === 'failed' ? 'failed' : 'was rejected'}`,
    };
  if (stage !== 'completed') return { kind: 'unknown', detail: `the activity ${id} is ${stage}` };
  const { walletId = '', addresses: told = [] } = result.createWalletResult ?? {};
  const addresses = CHAIN_NETWORKS.flatMap((network, index) => {
    const read = readAddress(network, told[index] ?? '', chain);
    return read.ok ? [{ network, address: read.value.address }] : [];
  });
  if (walletId === '' || addresses.length !== CHAIN_NETWORKS.length || told.length !== addresses.length)
    return { kind: 'unknown', detail: `the wallet of ${id} cannot be read`, isAnswered: true };
  return { kind: 'created', reference: walletId, addresses };
}
