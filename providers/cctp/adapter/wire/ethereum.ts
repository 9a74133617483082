// The Ethereum end: contracts, and what of them is called. Source: developers.circle.com, "CCTP contract addresses", and
// github.com/circlefin/evm-cctp-contracts, src/v2.
import type { NetworkChain } from '@diboas/networks';
import { type Hex, parseAbi } from 'viem';

export interface EthereumEnd {
  readonly tokenMessenger: Hex;
  readonly messageTransmitter: Hex;
}

export const ETHEREUM_END: Readonly<Record<NetworkChain, EthereumEnd>> = {
  live: {
    tokenMessenger: '0x28b5a0e9C621a5BadaA536219b3a228C8168cf5d',
    messageTransmitter: '0x81D40F21F12A8F0E3252Bccb954D722d4c464B64',
  },
  // Sepolia, and the chain that is started in its place.
  test: {
    tokenMessenger: '0x8FE6B999Dc680CcFDD5Bf7EB0974218be2542DAA',
    messageTransmitter: '0xE737e5cEBEEBa77EFE34D4aa090756590b1CE275',
  },
};

export const burnAbi = parseAbi([
  'function depositForBurnWithHook(uint256 amount, uint32 destinationDomain, bytes32 mintRecipient, address burnToken, bytes32 destinationCaller, uint256 maxFee, uint32 minFinalityThreshold, bytes hookData)',
]);

export const mintAbi = parseAbi([
  'event MessageReceived(address indexed caller, uint32 sourceDomain, bytes32 indexed nonce, bytes32 sender, uint32 indexed finalityThresholdExecuted, bytes messageBody)',
  'event MintAndWithdraw(address indexed mintRecipient, uint256 amount, address indexed mintToken, uint256 feeCollected)',
  'function usedNonces(bytes32 nonce) view returns (uint256)',
]);
