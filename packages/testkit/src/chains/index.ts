// A door of its own, because it brings the clients of four networks along.
export { type OpenChains, openChains } from './open-chains.ts';
