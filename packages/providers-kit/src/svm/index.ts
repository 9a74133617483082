// What adapters share whose orders are transactions of ours on Solana. Apart from the rest of the kit, because it brings the client of
// the network along.
export { type Changes, createSvmReader, type SvmReader } from './reader.ts';
