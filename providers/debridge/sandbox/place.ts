/** An order as deBridge makes it for whoever is to sign: of Ethereum a call, of Solana a transaction. */
import { createHash } from 'node:crypto';
import {
  CARRIED_USDC,
  CARRIER_ON_SOLANA,
  type CarriedChain,
  callsOnSolana,
  connectEthereum,
  makeOnSolana,
} from '@diboas/sandbox-kit/chains';
import {
  AccountRole,
  type Address,
  address,
  getAddressDecoder,
  getAddressEncoder,
  getProgramDerivedAddress,
} from '@solana/kit';
import {
  encodeAbiParameters,
  encodeFunctionData,
  type Hex,
  isHex,
  keccak256,
  parseAbi,
  parseEventLogs,
  toHex,
} from 'viem';

export const DLN_SOURCE = '0xeF4fB24aD0916217251F553c0596F8Edc630EB66';
const DLN_ON_SOLANA = address('src5qyZHqTqecJV4aY6Cb6zDZLMDzrDKKezs22MPHr4');
/** What placing an order costs, in wei and lamports: 0.001 ETH and 0.015 SOL. */
export const FLAT_FEE = { ethereum: 10n ** 15n, solana: 15n * 10n ** 6n } as const;
/** How deBridge numbers Solana. */
export const SOLANA = 7_565_164;

const SOURCE_ABI = parseAbi([
  'struct OrderCreation { address giveTokenAddress; uint256 giveAmount; bytes takeTokenAddress; uint256 takeAmount; uint256 takeChainId; bytes receiverDst; address givePatchAuthoritySrc; bytes orderAuthorityAddressDst; bytes allowedTakerDst; bytes externalCall; bytes allowedCancelBeneficiarySrc; }',
  'function createSaltedOrder(OrderCreation order, uint64 salt, bytes affiliateFee, uint32 referralCode, bytes permitEnvelope, bytes metadata) payable returns (bytes32)',
  'event CreatedOrder(bytes32 indexed orderId, address indexed maker, uint64 salt)',
]);
const ORDER_TYPE = SOURCE_ABI[0].inputs[0];

/** What somebody asks for. Amounts are minor units. */
export interface AskedOrder {
  readonly from: CarriedChain;
  readonly to: CarriedChain;
  readonly toChainId: number;
  readonly sender: string;
  readonly recipient: string;
  readonly patchAuthority: string;
  readonly orderAuthority: string;
  readonly cancelBeneficiary: string | null;
  readonly giveAmount: bigint;
  readonly takeAmount: bigint;
  readonly salt: bigint;
}

export interface MadeOrder {
  readonly id: string;
  readonly tx: { readonly data: string; readonly to?: string; readonly value?: string };
}

const NOTHING: Hex = '0x';

function bytesOf(chain: CarriedChain, text: string): Hex {
  return chain === 'solana' ? toHex(Uint8Array.from(getAddressEncoder().encode(address(text)))) : hexOf(text);
}

function hexOf(text: string): Hex {
  return isHex(text) ? `0x${text.slice(2).toLowerCase()}` : '0x';
}

export function makeOnEthereum(asked: AskedOrder): MadeOrder {
  const { to, salt, sender, cancelBeneficiary } = asked;
  const order = {
    ...{ giveTokenAddress: CARRIED_USDC.ethereum, giveAmount: asked.giveAmount },
    ...{ takeTokenAddress: bytesOf(to, CARRIED_USDC[to]), takeAmount: asked.takeAmount },
    ...{ takeChainId: BigInt(asked.toChainId), receiverDst: bytesOf(to, asked.recipient) },
    ...{ givePatchAuthoritySrc: hexOf(asked.patchAuthority) },
    ...{ orderAuthorityAddressDst: bytesOf(to, asked.orderAuthority) },
    ...{ allowedTakerDst: NOTHING, externalCall: NOTHING },
    allowedCancelBeneficiarySrc: cancelBeneficiary === null ? NOTHING : hexOf(cancelBeneficiary),
  } as const;
  const id = keccak256(
    encodeAbiParameters([ORDER_TYPE, { type: 'uint64' }, { type: 'address' }], [order, salt, hexOf(sender)]),
  );
  const data = encodeFunctionData({
    ...{ abi: SOURCE_ABI, functionName: 'createSaltedOrder' },
    args: [order, salt, '0x', 0, '0x', '0x0101'],
  });
  return { id, tx: { data, to: DLN_SOURCE, value: `${FLAT_FEE.ethereum}` } };
}

const CREATE = createHash('sha256').update('global:create_order_with_nonce').digest().subarray(0, 8);
const SYSTEM = address('11111111111111111111111111111111');
const TOKENS = address('TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA');
const TOKEN_ACCOUNTS = address('ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL');

/** @param url where Solana is asked */
export async function makeOnSolanaFor(url: string, asked: AskedOrder): Promise<MadeOrder> {
  const data = argumentsOf(asked);
  const id = idOf(data);
  const maker = address(asked.sender);
  const mint = address(CARRIED_USDC.solana);
  const accountOf = async (owner: Address) => {
    const seeds = [owner, TOKENS, mint].map((one) => getAddressEncoder().encode(one));
    return (await getProgramDerivedAddress({ programAddress: TOKEN_ACCOUNTS, seeds }))[0];
  };
  const [wallet, orderWallet] = await Promise.all([maker, address(CARRIER_ON_SOLANA)].map(accountOf));
  const { READONLY, WRITABLE, WRITABLE_SIGNER } = AccountRole;
  const accounts = [
    [maker, WRITABLE_SIGNER],
    [SYSTEM, READONLY],
    [mint, READONLY],
    [getAddressDecoder().decode(Buffer.from(id.slice(2), 'hex')), WRITABLE],
    [SYSTEM, READONLY],
    [wallet ?? maker, WRITABLE],
    [orderWallet ?? maker, WRITABLE],
    ...Array.from({ length: 3 }, () => [SYSTEM, READONLY] as const),
    [TOKENS, READONLY],
    [TOKEN_ACCOUNTS, READONLY],
  ] as const;
  const call = {
    ...{ programAddress: DLN_ON_SOLANA, data },
    accounts: accounts.map(([name, role]) => ({ address: name, role })),
  };
  const made = await makeOnSolana(url, maker, [call]);
  return { id, tx: { data: `0x${Buffer.from(made, 'base64').toString('hex')}` } };
}

/** The name of an order, which its account on Solana has too. */
function idOf(data: Uint8Array): string {
  return `0x${createHash('sha256').update(data).digest('hex')}`;
}

/** `CreateOrderArgs`, no affiliate fee, no referral, the salt and metadata, as Borsh has them. */
function argumentsOf(asked: AskedOrder): Buffer {
  const { to, cancelBeneficiary } = asked;
  const number = (value: bigint): Buffer => {
    const whole = Buffer.alloc(8);
    whole.writeBigUInt64LE(value);
    return whole;
  };
  const large = (value: bigint): Buffer => Buffer.from(value.toString(16).padStart(64, '0'), 'hex');
  const raw = (chain: CarriedChain, text: string): Buffer =>
    Buffer.from(bytesOf(chain, text).slice(2), 'hex');
  const counted = (bytes: Buffer): Buffer =>
    Buffer.concat([number(BigInt(bytes.length)).subarray(0, 4), bytes]);
  const none = Buffer.of(0);
  return Buffer.concat([
    ...[CREATE, number(asked.giveAmount), large(BigInt(asked.toChainId)), counted(raw(to, CARRIED_USDC[to]))],
    ...[
      large(asked.takeAmount),
      counted(raw(to, asked.recipient)),
      none,
      raw('solana', asked.patchAuthority),
    ],
    cancelBeneficiary === null ? none : Buffer.concat([Buffer.of(1), raw('solana', cancelBeneficiary)]),
    ...[counted(raw(to, asked.orderAuthority)), none, none, none, number(asked.salt)],
    counted(Buffer.of(1, 1)),
  ]);
}

/** The order that a transaction placed; null for none, or one that failed. */
export async function placedOnSolana(url: string, hash: string): Promise<string | null> {
  const call = (await callsOnSolana(url, hash))?.find(({ program }) => program === DLN_ON_SOLANA);
  return call === undefined ? null : idOf(call.data);
}

export async function placedOnEthereum(url: string, hash: string): Promise<string | null> {
  if (!isHex(hash)) return null;
  const receipt = await connectEthereum(url)
    .getTransactionReceipt({ hash })
    .catch(() => null);
  if (receipt?.status !== 'success') return null;
  const logs = receipt.logs.filter(({ address: at }) => at.toLowerCase() === DLN_SOURCE.toLowerCase());
  return parseEventLogs({ abi: SOURCE_ABI, eventName: 'CreatedOrder', logs })[0]?.args.orderId ?? null;
}
