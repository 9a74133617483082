export { exchange, marketData } from './suites.ts';
