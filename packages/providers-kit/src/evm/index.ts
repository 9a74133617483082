// What adapters share whose orders are calls of contracts on Ethereum, by transactions of ours. Apart from the rest of the kit, because it
// brings the client of the network along.
export { approveExactly, type ContractCall, erc20Abi } from './calls.ts';
export { type CallFee, feeOfCall, mostOfCalls, roomToReplace } from './fee.ts';
export { fillGap } from './gap.ts';
export { type CallsTeller, lookUpCalls, type MovedByCalls } from './look-up-calls.ts';
export { type EvmOptions, type EvmParts, openEvm } from './parts.ts';
export { prepareCalls } from './prepare-calls.ts';
export { createEvmReader, type EvmReader } from './reader.ts';
export { callsMemo, paidByCalls, SIGNED_CALLS, type SignedCalls } from './signed-calls.ts';
export { type SimulatedCalls, simulateCalls } from './simulate.ts';
export { submitCalls } from './submit-calls.ts';
