export { dex } from './suites.ts';
