export { crossings } from './suites.ts';
