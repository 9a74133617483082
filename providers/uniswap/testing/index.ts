export { dex, openSwapWorld } from './suites.ts';
