export { exchange, prices } from './suites.ts';
