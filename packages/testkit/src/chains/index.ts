// A door of its own, because it brings the clients of four networks along.

export { newAddress } from './new-address.ts';
export { type OpenChains, openChains } from './open-chains.ts';
