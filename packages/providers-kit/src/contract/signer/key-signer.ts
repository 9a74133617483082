/** Signs with a key of the tests, which everybody may know: for the suites of those whose transactions are signed. */
import { accept, assert, refuse } from '@diboas/kernel';
import {
  ethereumAddress,
  signEthereumTransaction,
  signSolanaPlan,
  signSuiTransaction,
  solanaAddress,
  suiAddress,
  walletKeyAt,
} from '@diboas/sandbox-kit/chains';
import {
  type ChainSigner,
  SIGNING_USES,
  type SigningDesk,
  type SigningNetwork,
  type SigningUse,
} from '../../manifest/chain-signer.ts';

const SEED = Uint8Array.from({ length: 64 }, (_, index) => index);

export interface KeySigner extends ChainSigner {
  address(network: SigningNetwork): Promise<{ readonly ok: true; readonly value: string }>;
}

export interface KeySigners extends SigningDesk {
  forUse(use: SigningUse): KeySigner;
}

export function createKeySigners(): KeySigners {
  return { forUse: createKeySigner };
}

function createKeySigner(use: SigningUse): KeySigner {
  const account = 1 + SIGNING_USES.indexOf(use);
  const ethereum = walletKeyAt(SEED, { curve: 'secp256k1', path: `m/44'/60'/0'/0/${account}` });
  const solana = walletKeyAt(SEED, { curve: 'ed25519', path: `m/44'/501'/${account}'/0'` });
  const sui = walletKeyAt(SEED, { curve: 'ed25519', path: `m/44'/784'/${account}'/0'/0'` });
  assert(ethereum && solana && sui, 'the paths have keys');
  const addresses = {
    ...{ ethereum: ethereumAddress(ethereum), solana: solanaAddress(solana), sui: suiAddress(sui) },
  };
  return {
    ...{ id: 'key-of-tests', name: 'A key of tests' },
    address: async (network) => ({ ok: true, value: addresses[network] }),
    async sign({ network, transaction }) {
      const signed = signedOn(network);
      return signed === null
        ? refuse({ kind: 'rejected', code: 'other', elsewhere: true, detail: 'it is no transaction' })
        : accept(signed);

      function signedOn(asked: SigningNetwork): string | null {
        assert(ethereum && solana && sui, 'the paths have keys');
        if (asked === 'ethereum') return signEthereumTransaction(transaction, ethereum.privateKey);
        if (asked === 'sui') return signSuiTransaction(transaction, sui);
        const plan = { unsignedTransaction: transaction, signWiths: [addresses.solana] };
        const whole = signSolanaPlan(plan, () => solana.privateKey);
        return whole.ok ? Buffer.from(whole.value.raw, 'base64').toString('hex') : null;
      }
    },
  };
}
