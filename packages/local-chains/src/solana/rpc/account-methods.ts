// Methods about accounts: what an address holds, and in which tokens.
import { type Address, type EncodedAccount, getBase58Decoder, getBase64Decoder } from '@solana/kit';
import { TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';
import { z } from 'zod';
import type { RpcAnswer } from '../../wire/json-rpc.ts';
import { formatTokenAmount, readDecimals, readToken } from '../bank/token-balance.ts';
import type { Accounts } from '../machine/machine.ts';
import { addressText, atSlot, config, invalidParam, type MethodCall, method } from './parameters.ts';

/** Beyond so many bytes nodes give no data as base58: it takes too long to write. */
const BASE58_BYTES_MAX = 128;

const encoded = { encoding: z.enum(['base58', 'base64', 'jsonParsed']).optional() };
type Encoding = 'base58' | 'base64' | 'jsonParsed' | undefined;

const tooLarge = {
  code: -32_600,
  message: 'Encoded binary (base 58) data should be less than 128 bytes, please use Base64 encoding.',
};

export const accountMethods: Readonly<Record<string, MethodCall>> = {
  getBalance: method(z.tuple([addressText, config({})]), (bank, [address, options]) =>
    atSlot(bank, options, () => bank.accounts(options.commitment).balance(address)),
  ),
  getAccountInfo: method(z.tuple([addressText, config(encoded)]), (bank, [address, options]) => {
    const accounts = bank.accounts(options.commitment);
    const account = accounts.account(address);
    if (!account.exists) return atSlot(bank, options, () => null);
    if (isTooLarge(account, options.encoding)) return { error: tooLarge };
    return atSlot(bank, options, () => formatAccount(accounts, account, options.encoding));
  }),
  getTokenAccountBalance: method(
    z.tuple([addressText, config({})]),
    (bank, [address, options]): RpcAnswer => {
      const accounts = bank.accounts(options.commitment);
      if (!accounts.account(address).exists) return invalidParam('Invalid param: could not find account');
      const token = readToken(accounts, address);
      if (token === null) return invalidParam('Invalid param: not a Token account');
      return atSlot(bank, options, () =>
        formatTokenAmount(token.amount, readDecimals(accounts, token.mint) ?? 0),
      );
    },
  ),
  getTokenAccountsByOwner: method(
    z.tuple([
      addressText,
      z.union([z.object({ mint: addressText }), z.object({ programId: addressText })]),
      config(encoded),
    ]),
    (bank, [owner, filter, options]): RpcAnswer => {
      const accounts = bank.accounts(options.commitment);
      if ('mint' in filter && readDecimals(accounts, filter.mint) === null) {
        return invalidParam('Invalid param: could not find mint');
      }
      if ('programId' in filter && filter.programId !== TOKEN_PROGRAM_ADDRESS) {
        return invalidParam('Invalid param: unrecognized Token program id');
      }
      const found = accounts.ofProgram(TOKEN_PROGRAM_ADDRESS).filter(({ address }) => {
        const token = readToken(accounts, address);
        return token?.owner === owner && (!('mint' in filter) || token.mint === filter.mint);
      });
      if (found.some((account) => isTooLarge(account, options.encoding))) return { error: tooLarge };
      return atSlot(bank, options, () =>
        found.map((account) => ({
          pubkey: account.address,
          account: formatAccount(accounts, account, options.encoding),
        })),
      );
    },
  ),
};

function isTooLarge(account: EncodedAccount, encoding: Encoding): boolean {
  const base58 = encoding === undefined || encoding === 'base58';
  return base58 && account.data.length > BASE58_BYTES_MAX;
}

function formatAccount(accounts: Accounts, account: EncodedAccount, encoding: Encoding): object {
  const { executable, lamports, programAddress, space } = account;
  const data = formatData(accounts, account.address, account.data, encoding);
  // No account pays rent any more: the epoch is the last there is.
  return { data, executable, lamports, owner: programAddress, rentEpoch: 2n ** 64n - 1n, space };
}

function formatData(
  accounts: Accounts,
  address: Address,
  data: EncodedAccount['data'],
  encoding: Encoding,
): unknown {
  if (encoding === undefined) return getBase58Decoder().decode(data);
  if (encoding === 'base58') return [getBase58Decoder().decode(data), 'base58'];
  const token = encoding === 'jsonParsed' ? readToken(accounts, address) : null;
  // What cannot be parsed comes as base64, as nodes do it.
  if (token === null) return [getBase64Decoder().decode(data), 'base64'];
  const { mint, owner, amount, state } = token;
  const info = {
    ...{ isNative: token.isNative.__option === 'Some', mint, owner },
    state: ['uninitialized', 'initialized', 'frozen'][state],
    tokenAmount: formatTokenAmount(amount, readDecimals(accounts, mint) ?? 0),
  };
  return { program: 'spl-token', parsed: { info, type: 'account' }, space: 165 };
}
