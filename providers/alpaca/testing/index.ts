export { exchange } from './suites.ts';
