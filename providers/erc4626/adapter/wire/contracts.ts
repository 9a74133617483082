// Vaults by EIP-4626, of which somebody of ours has looked at each: there is none on Ethereum yet. What is called is the standard's own.
import type { NetworkChain } from '@diboas/networks';
import { type Address, parseAbi } from 'viem';

export interface ListedVault {
  /** The name of its strategy, which never changes: part of stored rows. */
  readonly id: string;
  /** As people know it. */
  readonly protocol: string;
  readonly address: Address;
  readonly asset: 'USDC';
  /** SHA-256 of its code as it was looked at, in hex. */
  readonly code: string;
}

export const VAULTS: Readonly<Record<NetworkChain, readonly ListedVault[]>> = {
  live: [],
  // Of the chain that is started.
  test: [
    {
      ...{ id: 'vault-usdc', protocol: 'ERC-4626', asset: 'USDC' },
      address: '0x97290796513613BD4E924Eb2048930C762b142b7',
      code: '96cbac03059998aeab0524d99fa6f1a64d59a07958be6d6f83aeca3b094f47c3',
    },
  ],
};

/** Source: EIP-4626, and the errors of OpenZeppelin's `ERC4626` and `ERC20` 5.x. */
export const vaultAbi = parseAbi([
  'function totalAssets() view returns (uint256)',
  'function maxDeposit(address receiver) view returns (uint256)',
  'function maxWithdraw(address owner) view returns (uint256)',
  'function previewRedeem(uint256 shares) view returns (uint256)',
  'function deposit(uint256 assets, address receiver) returns (uint256)',
  'function redeem(uint256 shares, address receiver, address owner) returns (uint256)',
  'function withdraw(uint256 assets, address receiver, address owner) returns (uint256)',
  'event Deposit(address indexed sender, address indexed owner, uint256 assets, uint256 shares)',
  'event Withdraw(address indexed sender, address indexed receiver, address indexed owner, uint256 assets, uint256 shares)',
  'error ERC4626ExceededMaxDeposit(address receiver, uint256 assets, uint256 max)',
  'error ERC4626ExceededMaxWithdraw(address owner, uint256 assets, uint256 max)',
  'error ERC4626ExceededMaxRedeem(address owner, uint256 shares, uint256 max)',
  'error ERC20InsufficientBalance(address sender, uint256 balance, uint256 needed)',
  'error EnforcedPause()',
]);
